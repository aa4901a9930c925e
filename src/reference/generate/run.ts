/**
 * Renews what the page knows of AWS (`npm run reference`; `--dry` writes nothing) and prints what changes.
 * The same packages give the same output, byte for byte.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { committed, modelFiles, modelFolder } from '../../core/api/model/write/models.ts';
import type { CompactPolicy, CompactService } from '../compact.ts';
import { read as readCommon } from '../data/common-actions.ts';
import { read as readOther } from '../data/other-actions.ts';
import { read as readOldPolicies } from '../data/managed-policies.ts';
import { readServices } from './actions.ts';
import { dataFiles } from './data.ts';
import { type ReferenceState, knownOf } from './known.ts';
import { byText, packages, readPackageJson, withNewestPackages } from './packages.ts';
import { changesOf } from './report.ts';

const isDry = process.argv.includes('--dry');

async function before(): Promise<ReferenceState> {
  const [common, other, policies] = await Promise.all([readCommon(), readOther(), readOldPolicies()]);
  return {
    models: committed,
    services: [...(JSON.parse(common) as CompactService[]), ...(JSON.parse(other) as CompactService[])],
    policies: JSON.parse(policies) as CompactPolicy[],
  };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    console.log(`${file}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} gzip`);
    if (!isDry) writeFileSync(join(folder, file), text);
  }
}

async function main(): Promise<void> {
  const old = await before();
  withNewestPackages((modules) => {
    const [services, policies] = [readServices(modules), readPolicies(modules)];
    const { models, files, notes } = modelFiles(join(modules, 'index.js'));
    for (const line of changesOf(knownOf(old), knownOf({ models, services, policies }))) console.log(line);
    for (const note of notes) console.log(note);
    write(modelFolder, files);
    write(join(import.meta.dirname, '..', 'data'), dataFiles(modules, services, policies));
  });
  console.log(isDry ? 'Nothing was written.' : 'Written. Run the tests, then commit.');
}

interface SourcePolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly createdDate: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: object }>>;
}

/** Sorted by name: `…FullAccess` and `…ReadOnlyAccess` of a service together compress better. */
function readPolicies(modules: string): readonly CompactPolicy[] {
  const file = join(modules, packages.policies, 'dist', 'managedPolicies.json');
  return Object.entries(readPackageJson<Record<string, SourcePolicy>>(file))
    .map(([name, policy]) => compactPolicy(name, policy))
    .sort((left, right) => byText(left[1], right[1]));
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

await main();
