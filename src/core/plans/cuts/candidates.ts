/**
 * Lists the changes that take something from a way: from the statements that allow one of its calls, or with a Deny of
 * the call. Some close it only together, where several statements allow the same. What a running thing needs for the
 * work of its own service is no change (own-work.ts).
 * INVARIANT: a set of listed changes that closes a way has one of the changes that are listed for it. The search for the
 * smallest set rests on that, so what is listed for a call depends on the call and on what allows it, and on nothing else.
 */

import { type DecisionEnv, authorize, evaluationInput } from '../../authz/authorize.ts';
import type { DecidingStatement } from '../../authz/decision.ts';
import { actionName } from '../../eval/action.ts';
import { matchesAction } from '../../eval/statement.ts';
import { rootArn } from '../../model/arn.ts';
import { unsafeAccountId, unsafeArn } from '../../model/ids.ts';
import { resourcesRunningAs } from '../../model/world/running-roles.ts';
import { type World, controlPolicyOf, findByArn } from '../../model/world/world.ts';
import { type CompiledStatement, compile } from '../../policy/compile.ts';
import { actingAs } from '../../analysis/ways/administrator.ts';
import { type Entity, entityBehind } from '../../analysis/ways/choices.ts';
import type { DecidedCall } from '../../analysis/ways/method-works.ts';
import { isOutsider } from '../../analysis/ways/search/outsiders.ts';
import { statementsInDocument } from '../../analysis/edits/documents.ts';
import type { CutChange, CutReference, WayToCut } from './cut.ts';
import { type Edited, type InStatement, without, writableDocument } from './edited.ts';
import { bringsOnlyWays, groupsWith, holds, onlyAllows } from './holdings.ts';
import { accountOfCaller } from './narrowing/closing.ts';
import { narrowings } from './narrowing/offers.ts';
import { bringsOwnWork, needsForItsWork, somebodyNeedsForItsWork } from './own-work.ts';

export interface CutAccount {
  readonly world: World;
  /** The account after the changes that are chosen already, in which the way still leads. */
  readonly after: World;
  readonly edited: ReadonlyMap<string, Edited>;
  readonly env: DecisionEnv;
  readonly reference: CutReference;
  /** Control policies deny for everybody, so they are an offer of whoever asks only. */
  readonly withControlPolicies: boolean;
  /** Whole policies that bring other rights too may go. */
  readonly withWhole: boolean;
  /** ARNs of those who should be administrators: none of them is deleted. */
  readonly administrators: ReadonlySet<string>;
}

export function candidatesOf(account: CutAccount, way: WayToCut): CutChange[] {
  if (way.steps.length === 0) return powersOf(account, way.from);
  return way.steps.flatMap(({ decided, to }) => [
    // Whoever may make a thing of another name evades a change that names it.
    ...decided.flatMap((call) => ofCall(account, call, isFree(account.world, call))),
    ...unusedRole(account, to),
  ]);
}

/** The name of what is made, or of any one that will do, is the actor's choice; that of an existing thing is not. */
const isFree = ({ index }: World, { resource }: DecidedCall): boolean => !index.byArn.has(resource);

function ofCall(account: CutAccount, call: DecidedCall, hasFreeName: boolean): CutChange[] {
  const actor = entityBehind(account.after, call.principal);
  if (actor && needsForItsWork(account.world, actor.arn, call.action)) return [];
  const isWhole = account.withWhole ? onlyAllows : bringsOnlyWays;
  const mayGo = (world: World, policy: string) =>
    isWhole(world, policy) && !(actor && bringsOwnWork(account.world, actor.arn, policy));
  return [
    ...call.decision.deciding.flatMap((granting) => [
      ...inStatement(account, call, granting, hasFreeName),
      ...(actor ? sources(account, actor, granting.policy, mayGo) : []),
    ]),
    ...(actor ? denies(account, actor, call, hasFreeName) : []),
  ];
}

function inStatement(
  account: CutAccount,
  call: DecidedCall,
  { policy, statement: at }: DecidingStatement,
  hasFreeName: boolean,
): CutChange[] {
  const { world, after, edited, reference } = account;
  const { principal, action, resource } = call;
  const own = edited.get(policy);
  const statement = own ? own.origins[at] : at;
  const now = writableDocument(after, policy);
  const before = writableDocument(world, policy);
  if (statement === undefined || now === undefined || before === undefined) return [];
  // A call before may have made another version, which is not here yet.
  const compiled = compile(now).statements[at];
  const original = statementsInDocument(before)[statement];
  if (!original || compiled?.effect !== 'Allow' || !matchesAction(compiled, actionName(action))) return [];
  const place = { policy, statement };
  const narrow = narrowings(account, place, original, call);
  const canBeWritten = (one: InStatement) => without(original, one, reference) !== undefined;
  if (compiled.principals)
    return [
      ...narrow.filter(canBeWritten),
      ...namedIn(after, compiled, principal)
        .filter(({ type, value }) => type !== 'Service' || !isRunIn(world, policy, value))
        .map((one) => ({ ...place, ...one })),
    ];
  if (somebodyNeedsForItsWork(world, policy, action)) return [];
  const isNamed = compiled.resources?.includes(resource) === true;
  const parts: InStatement[] = [
    ...narrow,
    { kind: 'action', ...place, action },
    ...(resource !== '*' && (isNamed || !hasFreeName)
      ? [
          { kind: 'resource', ...place, resource } as const,
          { kind: 'pair', ...place, action, resource } as const,
        ]
      : []),
  ];
  return parts.filter(canBeWritten);
}

/** A thing that runs as the role would stop if the role no longer trusted its service. A profile is made for machines. */
function isRunIn(world: World, arn: string, service: string): boolean {
  const role = findByArn(world, 'roles', arn);
  const isInProfile = role !== undefined && (world.index.profilesOf.get(role.id)?.size ?? 0) > 0;
  return (
    (service === 'ec2.amazonaws.com' && isInProfile) || resourcesRunningAs(world, unsafeArn(arn)).length > 0
  );
}

function namedIn(world: World, { principals = [] }: CompiledStatement, caller: string) {
  const actor = entityBehind(world, caller);
  const foreign = actor ? undefined : accountOfCaller({ principal: caller });
  const names = new Set<string>([caller, '*']);
  if (foreign !== undefined) for (const name of [foreign, rootArn(unsafeAccountId(foreign))]) names.add(name);
  if (actor) for (const name of [actor.arn, actor.id, actor.account, rootArn(actor.account)]) names.add(name);
  // A provider vouches for whoever comes from outside.
  const isIn = ({ type, value }: (typeof principals)[number]) =>
    names.has(value) || (type === 'Federated' && isOutsider(caller));
  return principals.filter(isIn).map(({ type, value }) => ({ kind: 'principal', type, value }) as const);
}

function sources(
  { after }: CutAccount,
  actor: Entity,
  policy: string,
  mayGo: (world: World, policy: string) => boolean,
): CutChange[] {
  const groups = groupsWith(after, actor, policy);
  if (!mayGo(after, policy)) return [];
  return [
    ...(holds(actor, policy) ? [{ kind: 'policy', holder: actor.arn, policy } as const] : []),
    ...groups.flatMap(({ group, policies }) => [
      { kind: 'policy', holder: group.arn, policy } as const,
      ...(policies.every((one) => mayGo(after, one))
        ? [{ kind: 'membership', user: actor.arn, group: group.arn } as const]
        : []),
    ]),
  ];
}

function denies(account: CutAccount, actor: Entity, call: DecidedCall, hasFreeName: boolean): CutChange[] {
  const { world, after, env, withControlPolicies } = account;
  const { action } = call;
  const isFree = (policy: string) => !somebodyNeedsForItsWork(world, policy, action);
  const { permissionsBoundary: boundary } = actor;
  const control = withControlPolicies
    ? (evaluationInput(after, { ...actingAs(after, call.principal, env), action, resource: '*' }, env)
        .serviceControlPolicies ?? [])
    : [];
  return [...new Set(hasFreeName ? ['*'] : [call.resource, '*'])].flatMap((resource): CutChange[] => [
    { kind: 'deny', holder: actor.arn, action, resource },
    ...(boundary !== undefined && isFree(boundary) && writableDocument(after, boundary) !== undefined
      ? [{ kind: 'deny-all', layer: 'permissions-boundary', policy: boundary, action, resource } as const]
      : []),
    ...control
      .flat()
      .filter(({ name }) => controlPolicyOf(after, name)?.awsManaged === false && isFree(name))
      .map(
        ({ name: policy }) =>
          ({ kind: 'deny-all', layer: 'service-control', policy, action, resource }) as const,
      ),
  ]);
}

/** No use of it is known, nothing runs as it, and nobody has credentials of it. */
function unusedRole({ after, administrators }: CutAccount, arn: string): CutChange[] {
  const role = findByArn(after, 'roles', arn);
  if (!role || administrators.has(arn) || (after.index.usesOf.get(role.id)?.size ?? 0) > 0) return [];
  if ((after.index.profilesOf.get(role.id)?.size ?? 0) > 0) return [];
  return resourcesRunningAs(after, role.arn).length > 0 ? [] : [{ kind: 'role', role: arn }];
}

/** Rights that only an administrator has all together: without one of them it is none. */
const powers = ['iam:CreateUser', 'iam:PassRole', 's3:DeleteBucket', 'ec2:TerminateInstances'] as const;

/** Somebody who has the power already loses the policies and groups that give it. */
function powersOf(account: CutAccount, principal: string): CutChange[] {
  const { after, env } = account;
  const actor = entityBehind(after, principal);
  if (!actor) return [];
  const asking = actingAs(after, principal, env);
  const policies = powers.flatMap((action) =>
    authorize(after, { ...asking, action, resource: '*' }, env).deciding.map(({ policy }) => policy),
  );
  return [...new Set(policies)].flatMap((policy) => sources(account, actor, policy, () => true));
}
