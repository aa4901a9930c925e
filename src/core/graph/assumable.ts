/**
 * Asks the engine who can assume the roles of an account. A trust policy alone does not say: the caller's own policies,
 * boundaries and control policies count too. Pairs that no policy could allow are not asked, and no more pairs are asked
 * than an edit can wait for.
 */

import { type DecisionEnv, authorize } from '../authz/authorize.ts';
import { mfaJustNow } from '../authz/keys/session-keys.ts';
import { actionMatches, actionName } from '../eval/action.ts';
import { rootArn } from '../model/arn.ts';
import type { InlinePolicy, PolicyRecord, RoleRecord, UserRecord } from '../model/records/identities.ts';
import { defaultDocument } from '../model/policy-document.ts';
import type { AccountId } from '../model/ids.ts';
import { type World, findByArn, ownedBy } from '../model/world/world.ts';
import { statementShapes } from '../policy/statement-shapes.ts';
import type { Steps } from '../model/steps.ts';
import { memoBy } from '../model/memo.ts';

interface Assumption {
  readonly principal: string;
  readonly role: string;
  /** True when the principal can only do it after proving an MFA device. */
  readonly withMfa: boolean;
}

/** `trusted` returns the ids of the nodes that a role's trust policy allows by name. */
interface AssumptionsAsked {
  readonly world: World;
  readonly account: AccountId;
  readonly trusted: (role: RoleRecord) => readonly string[];
  readonly env: DecisionEnv;
}

const mostPrincipals = 2_000;
const mostPairs = 300;
const stride = 10;

/** Returns `undefined` for an account with more pairs than can be asked about. It works in short steps. */
export function* decidedAssumptions(asked: AssumptionsAsked): Steps<Assumption[] | undefined> {
  const pairs = candidates(asked);
  if (!pairs) return undefined;
  const users = new Set<string>(ownedBy(asked.world, 'users', asked.account).map(({ arn }) => arn));
  const found: Assumption[] = [];
  for (const [at, [principal, role]] of pairs.entries()) {
    if (at % stride === stride - 1) yield;
    const question = { principal, action: 'sts:AssumeRole', resource: role };
    const allows = (context: Readonly<Record<string, string>>) =>
      authorize(asked.world, { ...question, context }, asked.env).verdict === 'allowed';
    if (allows({})) found.push({ principal, role, withMfa: false });
    // Only a user's own call carries MFA: a role that assumes another does not pass it on.
    else if (users.has(principal) && allows(mfaJustNow)) found.push({ principal, role, withMfa: true });
  }
  return found;
}

/** Returns the pairs that may be allowed: who is named, and where the account is, whoever has a policy for it. */
function candidates({
  world,
  account,
  trusted,
}: AssumptionsAsked): (readonly [string, string])[] | undefined {
  const users = ownedBy(world, 'users', account);
  const roles = ownedBy(world, 'roles', account);
  if (users.length + roles.length > mostPrincipals) return undefined;
  const root = rootArn(account);
  const own = new Set<string>([...users, ...roles].map(({ arn }) => arn));
  let delegated: readonly string[] | undefined;
  const pairs: (readonly [string, string])[] = [];
  for (const role of roles) {
    const named = trusted(role);
    if (named.includes(root))
      delegated ??= [...users, ...roles].filter((one) => mayAssume(world, one)).map(({ arn }) => arn);
    const principals = new Set([
      ...named.filter((id) => own.has(id)),
      ...(named.includes(root) ? (delegated ?? []) : []),
    ]);
    for (const principal of principals) if (principal !== role.arn) pairs.push([principal, role.arn]);
    if (pairs.length > mostPairs) return undefined;
  }
  return pairs;
}

const assumeRole = actionName('sts:AssumeRole');

/** Returns true when a policy of the principal or of its groups allows AssumeRole on anything. */
function mayAssume(world: World, principal: UserRecord | RoleRecord): boolean {
  const groups = 'groups' in principal ? principal.groups.flatMap((id) => world.groups.get(id) ?? []) : [];
  return [principal, ...groups].some(
    ({ inlinePolicies, attachedPolicies }) =>
      inlinePolicies.some(isForAssuming) ||
      attachedPolicies.some((arn) => {
        const policy = findByArn(world, 'policies', arn);
        return policy !== undefined && isForAssuming(policy);
      }),
  );
}

const isForAssuming = memoBy((policy: PolicyRecord | InlinePolicy) =>
  statementShapes(defaultDocument(policy)).some(
    ({ effect, actions, notActions }) =>
      effect === 'Allow' &&
      (notActions.length > 0 || actions.some((action) => actionMatches(action, assumeRole))),
  ),
);
