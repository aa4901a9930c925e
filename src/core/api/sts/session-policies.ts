/** Session policies (S-20…S-25): reads, checks and measures them, and freezes them with the session. */

import type { AccountId } from '../../model/ids.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { AwsError, Env } from '../../model/request/request.ts';
import type { SessionPolicy } from '../../model/records/sessions.ts';
import { type Result, ok } from '../../model/result.ts';
import type { World } from '../../model/world/world.ts';
import { defaultVersion } from '../../authz/gather.ts';
import { policySize } from '../../policy/syntax/format.ts';
import { fail } from '../errors/codes.ts';
import { refuseDocument } from '../iam/policies/documents.ts';
import { ownOrAws } from '../iam/policies/usable-policies.ts';
import { errorTexts, unverifiedTexts } from '../errors/texts.ts';

export interface PassedPolicies {
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
}

/** PT-8; the API model does not say so. */
const mostArns = 10;

/** Characters of the policy and the ARNs together (S-06). */
const plaintextLimit = 2048;

/**
 * AWS's packing is secret. Field reports (S-23: 1,690 characters = 157 %, 31 actions = 118 %) fit a straight
 * line through 1,075 characters without white space = 100 % `[choice]`.
 */
const packedAllowance = 1075;

/** Returns the frozen policies; absent when none was passed, which is not an empty list (E-07). */
function sessionPolicies(
  world: World,
  env: Env,
  { account, holder }: { readonly account: AccountId; readonly holder: string },
  { Policy, PolicyArns }: PassedPolicies,
): Result<{ readonly sessionPolicies?: readonly SessionPolicy[] }, AwsError> {
  if (Policy === undefined && PolicyArns === undefined) return ok({});
  const arns = (PolicyArns ?? []).map(({ arn = '' }) => arn);
  if (arns.length > mostArns)
    return fail('ValidationError', unverifiedTexts.tooManyPolicyArns(arns, mostArns));
  const length = [Policy ?? '', ...arns].reduce((sum, text) => sum + [...text].length, 0);
  if (length > plaintextLimit) {
    return fail('ValidationError', unverifiedTexts.sessionPolicyTooLong(plaintextLimit));
  }
  const refused = Policy === undefined ? undefined : refuseDocument(Policy, 'session');
  if (refused) return refused;
  const passed: SessionPolicy[] =
    Policy === undefined ? [] : [{ name: `${holder}#Policy`, document: Policy }];
  for (const arn of arns) {
    const document = managedDocument(world, env, account, arn);
    if (document === undefined) return fail('ValidationError', errorTexts.notAttachable(arn));
    passed.push({ name: arn, document });
  }
  return ok(passed.length === 0 ? {} : { sessionPolicies: passed });
}

function managedDocument(world: World, env: Env, account: AccountId, arn: string): string | undefined {
  const policy = ownOrAws(world, account, arn);
  return policy ? defaultVersion(policy).document : env.reference.managedPolicy(arn)?.document;
}

/** Returns `PackedPolicySize` in percent; absent when neither policy nor tag was passed (S-06). */
export function packedSize(
  { Policy, PolicyArns }: PassedPolicies,
  tags: readonly Tag[],
): Result<{ readonly PackedPolicySize?: number }, AwsError> {
  const arns = PolicyArns ?? [];
  if (Policy === undefined && arns.length === 0 && tags.length === 0) return ok({});
  const size =
    (Policy === undefined ? 0 : policySize(Policy)) +
    arns.reduce((sum, { arn = '' }) => sum + arn.length, 0) +
    tags.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  const percent = Math.max(1, Math.ceil((size * 100) / packedAllowance));
  if (percent > 100) return fail('PackedPolicyTooLarge', unverifiedTexts.packedTooLarge(percent));
  return ok({ PackedPolicySize: percent });
}

export function passedPolicies(
  world: World,
  env: Env,
  owner: { readonly account: AccountId; readonly holder: string },
  params: PassedPolicies,
  tags: readonly Tag[],
): Result<
  {
    readonly frozen: { readonly sessionPolicies?: readonly SessionPolicy[] };
    readonly size: { readonly PackedPolicySize?: number };
  },
  AwsError
> {
  const frozen = sessionPolicies(world, env, owner, params);
  if (!frozen.ok) return frozen;
  const size = packedSize(params, tags);
  return size.ok ? ok({ frozen: frozen.value, size: size.value }) : size;
}
