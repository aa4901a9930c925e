/** What the analysis calls look at: a user, group or role by its ARN, and its policies. */

import { identityPolicies } from '../../../authz/gather.ts';
import type { NamedPolicy } from '../../../authz/decision.ts';
import { type Principal, roleSession } from '../../../authz/principal.ts';
import { userArn } from '../../../model/arn.ts';
import type { GroupRecord, UserRecord } from '../../../model/records/tables.ts';
import { findByArn } from '../../../model/world/world.ts';
import { checkPolicy } from '../../../policy/checks/check.ts';
import { compile } from '../../../policy/compile.ts';
import { type Failure, fail } from '../../errors/codes.ts';
import type { Call } from '../../operation.ts';
import { unverifiedTexts } from '../../errors/texts.ts';

export interface Source {
  /** Who makes the simulated requests. */
  readonly principal: Principal;
  /** A user's own and those of its groups; a group's; a role's. */
  readonly policies: readonly NamedPolicy[];
}

/** The name of the principal that stands for policies without one, and for a group. */
export const simulatedName = 'simulated-user';

/** The source, or `NoSuchEntity`; `InvalidInput` where the ARN is of another kind. */
export function findSource(call: Call<unknown>, arn: string): Source | Failure {
  const { world, account } = call;
  if (!/^arn:aws:iam::\d{12}:(user|group|role)\//.test(arn))
    return fail('InvalidInput', unverifiedTexts.notAnalyzed(arn));
  const user = findByArn(world, 'users', arn);
  if (user?.account === account.id) return sourceOf(call, asUser(user));
  const role = findByArn(world, 'roles', arn);
  if (role?.account === account.id) return sourceOf(call, roleSession(role, 'simulated-session'));
  const group = findByArn(world, 'groups', arn);
  if (group?.account === account.id) return sourceOf(call, asUser(memberOf(group)));
  return fail('NoSuchEntity', unverifiedTexts.sourceMissing(arn));
}

const sourceOf = ({ world }: Call<unknown>, principal: Principal): Source => ({
  principal,
  policies: identityPolicies(world, principal),
});

const asUser = (user: UserRecord): Principal => ({
  kind: 'user',
  arn: user.arn,
  account: user.account,
  user,
});

/** A user who has nothing but its membership: so a group's policies are found the way users' are. */
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

/** The policies of a list in the request, named `PolicyInputList.1` …; the first that is none is refused. */
export function givenPolicies(member: string, texts: readonly string[] = []): NamedPolicy[] | Failure {
  for (const text of texts) {
    const refused = refuseGiven(text, 'identity-managed');
    if (refused) return refused;
  }
  return texts.map((text, i) => ({ name: `${member}.${i + 1}`, document: compile(text) }));
}

/** As saving refuses it, under the code that these calls have. */
export function refuseGiven(text: string, kind: 'identity-managed' | 'resource'): Failure | undefined {
  const [problem] = checkPolicy(text, kind);
  return problem && fail('InvalidInput', problem.message);
}
