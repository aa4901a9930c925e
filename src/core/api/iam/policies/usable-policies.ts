/**
 * Managed policies that an account can use: its own, and AWS's. An AWS managed policy comes from the
 * reference until something uses it. Then that version is copied into the World, so that a verdict never
 * waits for the reference and never changes unnoticed.
 */

import { arnName, parseArn } from '#core/model/arn.ts';
import { type Change, created } from '#core/model/world/change.ts';
import { type AccountId, awsAccount, idPrefixes, newUniqueId, unsafeArn } from '#core/model/ids.ts';
import type { PolicyRecord } from '#core/model/records/identities.ts';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import type { Call } from '../../operation.ts';

export interface UsablePolicy {
  readonly policy: PolicyRecord;
  /** Copies the policy into the World if it is not there yet. */
  readonly changes: readonly Change[];
}

export function usablePolicy({ world, account, env }: Call<unknown>, arn: string): UsablePolicy | undefined {
  const policy = ownOrAws(world, account.id, arn);
  if (policy) return { policy, changes: [] };
  const reference = env.reference.managedPolicy(arn);
  if (!reference) return undefined;
  const copy = copyOfManagedPolicy(reference);
  return { policy: copy, changes: [created('policies', copy)] };
}

/** Returns the account's policy of that ARN, or the World's copy of an AWS managed one. */
export function ownOrAws(world: World, account: AccountId, arn: string): PolicyRecord | undefined {
  const policy = findByArn(world, 'policies', arn);
  return policy?.account === account || policy?.account === awsAccount ? policy : undefined;
}

/** An imported account may name policies that its file lacked; they are listed by what their ARN says. */
export function attachedPolicy(call: Call<unknown>, arn: string): AttachedView {
  const policy = usablePolicy(call, arn)?.policy;
  if (policy) return { path: policy.path, view: { PolicyName: policy.policyName, PolicyArn: arn } };
  const path = /^policy(\/.*)?\//.exec(parseArn(arn)?.resource ?? '')?.[1] ?? '';
  return { path: `${path}/`, view: { PolicyName: arnName(arn), PolicyArn: arn } };
}

interface AttachedView {
  readonly path: string;
  readonly view: { readonly PolicyName: string; readonly PolicyArn: string };
}

/** Makes the record of an AWS managed policy, with the one version that the reference has. */
export function copyOfManagedPolicy(reference: ManagedPolicy): PolicyRecord {
  const { arn, name, path, versionId, createDate, updateDate, document } = reference;
  return {
    id: newUniqueId(idPrefixes.policy, numbersFrom(arn)),
    account: awsAccount,
    policyName: name,
    path,
    arn: unsafeArn(arn),
    createDate,
    updateDate,
    defaultVersionId: versionId,
    nextVersion: Number(/^v(\d+)/.exec(versionId)?.[1] ?? 1) + 1,
    isAttachable: true,
    versions: [{ versionId, document, createDate: updateDate }],
    tags: [],
  };
}

/**
 * Returns numbers in [0, 1) that follow from the text (FNV-1a, then mulberry32). So an AWS managed policy has
 * the same id in every world, before and after it is copied.
 */
function numbersFrom(text: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
