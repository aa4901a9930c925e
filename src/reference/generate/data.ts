/** The files of src/reference/data, as texts: each holds one JSON text, which is read when it is needed. */

import { commonServices } from '../common-services.ts';
import type { CompactPolicy, CompactService } from '../compact.ts';
import { packages, type PackageFile, readPackageJson } from './packages.ts';

export function dataFiles(
  modules: string,
  services: readonly CompactService[],
  policies: readonly CompactPolicy[],
): Readonly<Record<string, string>> {
  const prefixes = new Set(services.map(([prefix]) => prefix));
  const missing = commonServices.filter((prefix) => !prefixes.has(prefix));
  if (missing.length > 0) throw new Error(`common services that the package lacks: ${missing.join(', ')}`);
  const isCommon = ([prefix]: CompactService) => commonServices.includes(prefix);
  return {
    'common-actions.ts': moduleOf(services.filter(isCommon)),
    'other-actions.ts': moduleOf(services.filter((service) => !isCommon(service))),
    'managed-policies.ts': moduleOf(policies),
    'about.ts': aboutOf(modules, services, policies),
  };
}

const head = '// Made by `npm run reference`; do not edit.\n';

const moduleOf = (data: unknown): string =>
  `${head}export const read = (): string | Promise<string> =>\n  ${quoted(JSON.stringify(data))};\n`;

/** Returns a single-quoted literal: JSON is full of double quotes, and each would cost a backslash. */
const quoted = (text: string) =>
  `'${text.replace(/[\\']/g, '\\$&').replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)}'`;

/** The package of policies has no date of its own, so the newest change of a policy is its date. */
function aboutOf(
  modules: string,
  services: readonly CompactService[],
  policies: readonly CompactPolicy[],
): string {
  const ofActions = readPackageJson<PackageFile>(modules, packages.actions, 'package.json');
  const ofPolicies = readPackageJson<PackageFile>(modules, packages.policies, 'package.json');
  const actions = services.reduce((sum, service) => sum + service[3].length, 0);
  const changed = policies.map(([, , , , updated]) => updated).sort();
  const date = (text = '') => text.slice(0, 10);
  return (
    `${head}export const about = {\n` +
    `  actions: {\n    date: '${date(ofActions.updatedAt)}',\n    source: '${packages.actions} ${ofActions.version}',\n` +
    `    services: ${services.length},\n    count: ${actions},\n  },\n` +
    `  policies: {\n    date: '${date(changed.at(-1))}',\n    source: '${packages.policies} ${ofPolicies.version}',\n` +
    `    count: ${policies.length},\n  },\n} as const;\n`
  );
}
