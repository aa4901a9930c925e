/** The subject of the analysis calls: a user, group or role by its ARN, and its policies. */

import { identityPolicies } from '#core/authz/gather.ts';
import type { NamedPolicy } from '#core/authz/decision.ts';
import { type Principal, roleSession } from '#core/authz/principal.ts';
import { userArn } from '#core/model/arn.ts';
import type { GroupRecord, UserRecord } from '#core/model/records/identities.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { findByArn } from '#core/model/world/world.ts';
import { type PolicyKind, checkPolicy } from '#core/policy/checks/check.ts';
import { compile } from '#core/policy/compile.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import type { Call } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';

export interface AnalysisSubject {
  readonly principal: Principal;
  /** A user's own policies and those of its groups; or a group's; or a role's. */
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** The name of the principal in simulations of a group, or of policies without a principal. */
export const simulatedName = 'simulated-user';

/** Returns the source; `NoSuchEntity` when it is missing, `InvalidInput` when the ARN is of another kind. */
export function findSource(call: Call<unknown>, arn: string): Result<AnalysisSubject, AwsError> {
  const { world, account } = call;
  if (!/^arn:aws:iam::\d{12}:(user|group|role)\//.test(arn))
    return fail('InvalidInput', unverifiedTexts.notAnalyzed(arn));
  const user = findByArn(world, 'users', arn);
  if (user?.account === account.id) return ok(sourceOf(call, asUser(user)));
  const role = findByArn(world, 'roles', arn);
  if (role?.account === account.id) return ok(sourceOf(call, roleSession(role, 'simulated-session')));
  const group = findByArn(world, 'groups', arn);
  if (group?.account === account.id) return ok(sourceOf(call, asUser(memberOf(group))));
  return fail('NoSuchEntity', errorTexts.entityNotRetrieved);
}

const sourceOf = ({ world }: Call<unknown>, principal: Principal): AnalysisSubject => ({
  principal,
  policies: identityPolicies(world, principal),
});

const asUser = (user: UserRecord): Principal => ({
  kind: 'user',
  arn: user.arn,
  account: user.account,
  user,
});

/** Returns a user with only this membership, so that a group's policies are found like a user's. */
const memberOf = (group: GroupRecord): UserRecord => ({
  id: group.id,
  account: group.account,
  path: '/',
  arn: userArn(group.account, '/', simulatedName),
  createDate: group.createDate,
  userName: simulatedName,
  groups: [group.id],
  inlinePolicies: [],
  attachedPolicies: [],
  tags: [],
});

/** Returns the policies of a request, named `PolicyInputList.1` …, or a refusal of the first invalid one. */
export function givenPolicies(
  member: string,
  texts: readonly string[] = [],
  kind: 'identity-managed' | 'scp' = 'identity-managed',
): Result<NamedPolicy[], AwsError> {
  for (const text of texts) {
    const refused = refuseGiven(text, kind);
    if (refused) return refused;
  }
  return ok(texts.map((text, i) => ({ name: `${member}.${i + 1}`, document: compile(text) })));
}

/** Refuses a policy for the reason why AWS would not save it, under the code of these calls. */
export function refuseGiven(text: string, kind: PolicyKind): ApiFailure | undefined {
  const [problem] = checkPolicy(text, kind);
  return problem && fail('InvalidInput', problem.message);
}
