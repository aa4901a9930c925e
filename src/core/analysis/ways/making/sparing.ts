/**
 * Tells what an actor takes away from a holder that has as many policies or groups as it can have, so that another one
 * fits: something that does not matter for what follows, where there is such a thing.
 */

import { authorize } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { compile } from '#core/policy/compile.ts';
import type { GroupRecord, UserRecord } from '#core/model/records/identities.ts';
import { defaultDocument } from '#core/model/policy-document.ts';
import { type Holder, type World, findByArn } from '#core/model/world/world.ts';
import { actingAs } from '../administrator.ts';
import { hasRoomForGroup, hasRoomForPolicy, hasRoomInline } from './room.ts';
import type { SearchEnv } from '../search-env.ts';
import { isAboutIam } from './own-rules.ts';

export interface Taking {
  readonly actor: string;
  readonly action: string;
}

/** Returns managed policies that make room on a full holder; none where there is room. */
export function sparePolicies(world: World, holder: Holder, taking: Taking, env: SearchEnv): string[] {
  if (hasRoomForPolicy(world, holder)) return [];
  const may = (arn: string) => mayTake(world, taking, holder.arn, env, { 'iam:PolicyARN': arn });
  return harmlessFirst(holder.attachedPolicies, (arn) => policyText(world, arn), may);
}

export function spareGroups(
  world: World,
  user: UserRecord,
  groups: readonly GroupRecord[],
  taking: Taking,
  env: SearchEnv,
): GroupRecord[] {
  if (hasRoomForGroup(world, user)) return [];
  const may = ({ arn }: GroupRecord) => mayTake(world, taking, arn, env);
  return harmlessFirst(groups, (group) => textsOf(world, group), may);
}

/** Returns the names of inline policies that are replaced because there is no room for one more. */
export function spareInline(world: World, holder: Holder): string[] {
  const fits = holder.inlinePolicies.filter(({ policyName }) => hasRoomInline(world, holder, policyName));
  return harmlessFirst(fits, ({ document }) => [document]).map(({ policyName }) => policyName);
}

function harmlessFirst<T>(
  some: readonly T[],
  texts: (one: T) => readonly string[],
  may: (one: T) => boolean = () => true,
): T[] {
  const harmless = some.find((one) => !texts(one).some(mayMatter) && may(one));
  return harmless === undefined ? some.filter(may) : [harmless];
}

const mayMatter = (document: string): boolean =>
  compile(document).statements.some((one) => one.effect === 'Allow' && isAboutIam(one));

function policyText(world: World, arn: string): string[] {
  const policy = findByArn(world, 'policies', arn);
  return policy ? [defaultDocument(policy)] : [];
}

const textsOf = (world: World, { inlinePolicies, attachedPolicies }: GroupRecord): string[] => [
  ...inlinePolicies.map(({ document }) => document),
  ...attachedPolicies.flatMap((arn) => policyText(world, arn)),
];

function mayTake(
  world: World,
  { actor, action }: Taking,
  resource: string,
  env: SearchEnv,
  context: RequestContext = {},
): boolean {
  const asked = { ...actingAs(world, actor, env), action, resource, context };
  return authorize(world, asked, env).verdict !== 'denied';
}
