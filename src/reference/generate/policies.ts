/** Makes the compact form of AWS's managed policies, in their default versions. */

import { join } from 'node:path';
import { type CompactPolicy } from '../compact.ts';
import { byText, packages, read } from './packages.ts';

interface SourcePolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly createdDate: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: object }>>;
}

/** Sorted by name: `…FullAccess` and `…ReadOnlyAccess` of a service together compress better. */
export function readPolicies(modules: string): readonly CompactPolicy[] {
  const file = join(modules, packages.policies, 'dist', 'managedPolicies.json');
  return Object.entries(read<Record<string, SourcePolicy>>(file))
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
