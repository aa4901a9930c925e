/**
 * Lists how a statement that allows a call can be narrowed. What is offered depends on the account and the statement,
 * and each offer says of any call whether it closes it.
 * INVARIANT: an offer that takes the statement from a call is listed for the call (candidates.ts rests on that).
 */

import type { DecidedCall } from '#core/analysis/ways/method-works.ts';
import { type StatementJson, listedTexts } from '#core/analysis/edits/documents.ts';
import { patternMayCover } from '#core/analysis/edits/resources-but.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { actionMatches, actionName } from '#core/eval/action.ts';
import type { InPolicy, Narrowing } from '../cut.ts';
import { actionsOfWays } from '../holdings.ts';
import { namesIn } from '../statement-parts.ts';
import { type NarrowingOffer, contextValues } from './closing.ts';
import { conditionsIn } from './conditions.ts';
import { trustOffers } from './trust.ts';

export interface NarrowedAccount {
  /** The account before the cut. */
  readonly world: World;
  /** ARNs of those who should be administrators: to gain one of them is to gain power. */
  readonly administrators: ReadonlySet<string>;
}

/** A list that is longer is no policy that a person wants to read. */
const mostResources = 20;

/** Returns the offers for one call. `statement`: as it is before the cut. */
export function narrowings(
  account: NarrowedAccount,
  place: InPolicy,
  statement: StatementJson,
  call: DecidedCall,
): readonly Narrowing[] {
  const known = offersOf(account);
  const key = `${place.policy} ${place.statement} ${call.action}`;
  let offers = known.get(key);
  if (!offers) known.set(key, (offers = [...offersFor(account, place, statement, call.action)]));
  return offers.filter(({ closes }) => closes(call)).map(({ change }) => change);
}

type Known = Map<string, readonly NarrowingOffer[]>;
const all = new WeakMap<World, WeakMap<ReadonlySet<string>, Known>>();

function offersOf({ world, administrators }: NarrowedAccount): Known {
  const ofWorld = all.get(world) ?? new WeakMap<ReadonlySet<string>, Known>();
  all.set(world, ofWorld);
  const known: Known = ofWorld.get(administrators) ?? new Map<string, readonly NarrowingOffer[]>();
  ofWorld.set(administrators, known);
  return known;
}

function* offersFor(
  account: NarrowedAccount,
  place: InPolicy,
  statement: StatementJson,
  action: string,
): Generator<NarrowingOffer> {
  if (statement['Principal'] !== undefined || statement['NotPrincipal'] !== undefined) {
    yield* trustOffers(account.world, place, statement);
    return;
  }
  yield* withoutPowerful(account, place, statement, action);
  yield* onlyExisting(account, place, statement, action);
  yield* onlyToServices(account, place, statement);
  yield* withoutIamActions(place, statement);
}

const passRole = 'iam:PassRole';

/**
 * Actions that are about roles or users alone: the account knows everything that there is of it.
 * @internal The tests hold it to AWS's reference.
 */
export const actionsOnEntities: Readonly<Record<'roles' | 'users', readonly string[]>> = {
  roles: [
    'sts:AssumeRole',
    ...['PassRole', 'UpdateAssumeRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'PutRolePolicy'],
    ...['DeleteRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary', 'TagRole'],
    ...['UntagRole', 'UpdateRole', 'DeleteRole'],
  ],
  users: [
    ...['AttachUserPolicy', 'DetachUserPolicy', 'PutUserPolicy', 'DeleteUserPolicy', 'TagUser', 'UntagUser'],
    ...['PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary', 'CreateAccessKey', 'UpdateAccessKey'],
    ...['DeleteAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile', 'UpdateUser'],
    ...['EnableMFADevice', 'DeactivateMFADevice', 'ResyncMFADevice', 'DeleteUser'],
  ],
};

const tables = ['roles', 'users'] as const;

const tableOf = (action: string): 'roles' | 'users' | undefined =>
  tables.find((table) => actionsOnEntities[table].includes(action.replace(/^iam:/, '')));

const covers = ({ Resource, NotResource }: StatementJson, arn: string): boolean =>
  Resource === undefined
    ? !listedTexts(NotResource).some((pattern) => patternMayCover(pattern, arn))
    : listedTexts(Resource).some((pattern) => patternMayCover(pattern, arn));

/** Returns the roles or users that the statement covers, in the order of their ARNs. */
function covered(
  { world, administrators }: NarrowedAccount,
  statement: StatementJson,
  table: 'roles' | 'users',
) {
  const sorted = [...world[table].values()]
    .map(({ arn }): string => arn)
    .filter((arn) => covers(statement, arn))
    .sort();
  return {
    powerful: sorted.filter((arn) => administrators.has(arn)),
    others: sorted.filter((arn) => !administrators.has(arn)),
  };
}

/** One alone is a pair, which candidates.ts lists. */
function* withoutPowerful(
  account: NarrowedAccount,
  place: InPolicy,
  statement: StatementJson,
  action: string,
): Generator<NarrowingOffer> {
  const table = tableOf(action);
  if (!table) return;
  const { powerful } = covered(account, statement, table);
  if (powerful.length < 2 || powerful.length > mostResources) return;
  yield {
    change: { kind: 'but-resources', ...place, action, resources: powerful },
    closes: (call) => call.action === action && powerful.includes(call.resource),
  };
}

/** A pattern has no "but", so what is there is named instead of it. */
function* onlyExisting(
  account: NarrowedAccount,
  place: InPolicy,
  statement: StatementJson,
  action: string,
): Generator<NarrowingOffer> {
  const table = tableOf(action);
  const patterns = listedTexts(statement['Resource']);
  if (!table || patterns.includes('*') || !patterns.some((one) => /[*?]/.test(one))) return;
  if (patterns.some((one) => one.includes('${'))) return;
  const { powerful, others } = covered(account, statement, table);
  if (powerful.length === 0 || others.length === 0 || others.length > mostResources) return;
  yield {
    change: { kind: 'only-resources', ...place, action, resources: others },
    closes: (call) => call.action === action && !others.includes(call.resource),
  };
}

/** The services that the harmless roles trust and no powerful one does. */
function* onlyToServices(
  account: NarrowedAccount,
  place: InPolicy,
  statement: StatementJson,
): Generator<NarrowingOffer> {
  const key = 'iam:PassedToService';
  const isAsked = conditionsIn(statement).some((test) => isSameKey(test.key, key));
  if (isAsked || !namesIn(statement, actionName(passRole))) return;
  const { powerful, others } = covered(account, statement, 'roles');
  if (powerful.length === 0) return;
  const toPowerful = servicesTrustedBy(account.world, powerful);
  const values = servicesTrustedBy(account.world, others).filter((service) => !toPowerful.includes(service));
  if (values.length === 0 || values.length > mostResources) return;
  yield {
    change: { kind: 'condition', ...place, action: passRole, operator: 'StringEquals', key, values },
    closes: (call) =>
      call.action === passRole && !contextValues(call, key).some((value) => values.includes(value)),
  };
}

const isSameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function servicesTrustedBy(world: World, roles: readonly string[]): string[] {
  const ids = new Set(roles.flatMap((arn) => world.index.byArn.get(arn)?.id ?? []));
  return [...world.index.trustedBy]
    .filter(
      ([name, by]) => name.endsWith('.amazonaws.com') && [...ids].some((id) => by.has(unsafeEntityId(id))),
    )
    .map(([name]) => name)
    .sort();
}

/** Patterns like `iam:*` keep everything but what ways are made of. One action alone is another change. */
function* withoutIamActions(place: InPolicy, statement: StatementJson): Generator<NarrowingOffer> {
  const patterns = listedTexts(statement['Action']).filter((pattern) => /[*?]/.test(pattern));
  const isTaken = (text: string) =>
    statement['Action'] === undefined
      ? namesIn(statement, actionName(text))
      : patterns.some((pattern) => actionMatches(pattern, actionName(text)));
  const actions = [...actionsOfWays().values()]
    .filter((text) => text.startsWith('iam:') && isTaken(text))
    .sort();
  if (actions.length < 2) return;
  const taken = new Set(actions.map((text) => text.toLowerCase()));
  yield {
    change: { kind: 'but-actions', ...place, actions },
    closes: (call) => taken.has(call.action.toLowerCase()),
  };
}
