/** Asks who can do the actions of an access level on a resource: the question of each action, added up by principal. */

import { takesResourceForm } from '#core/analysis/effective/what-can.ts';
import { indexInSteps } from '#core/analysis/statements/account-statements.ts';
import type { Question } from '#core/authz/authorize.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { ActionInfo, Reference } from '#core/model/service-reference.ts';
import { type Steps, runToEnd } from '#core/model/steps.ts';
import type { World } from '#core/model/world/world.ts';
import type { AnswerEnv } from '../answer.ts';
import { type AskedPrincipal, principalsOf } from '../principals.ts';
import { type WhoCanRow, whoCan } from '../who-can.ts';

export interface LevelQuestion extends Pick<Question, 'resource' | 'context' | 'assume'> {
  readonly service: string;
  readonly level: ActionInfo['accessLevel'];
}

/** Names of actions, in AWS's order. */
export interface AccessLevelRow extends AskedPrincipal {
  readonly allowed: readonly string[];
  /** Allowed on a part of the resource, or as a policy decides that nobody here knows. */
  readonly depends: readonly string[];
  readonly denied: readonly string[];
  /** Those denied ones that conditions would allow. */
  readonly conditional: readonly string[];
}

type LevelEnv = AnswerEnv & { readonly reference: Pick<Reference, 'action' | 'service'> };

/** Returns true for an action of the level that takes the resource; every action is asked about on `*`. */
export const isOfLevel = (action: ActionInfo, level: ActionInfo['accessLevel'], resource: string): boolean =>
  action.accessLevel === level && (resource === '*' || takesResourceForm(action, resource));

/** Every principal has a row; there is none when the service has no action of the level for the resource. */
export function* whoCanLevelInSteps(
  world: World,
  account: AccountId,
  { service, level, ...asked }: LevelQuestion,
  env: LevelEnv,
): Steps<readonly AccessLevelRow[]> {
  const actions = (env.reference.service?.(service)?.actions ?? []).filter((action) =>
    isOfLevel(action, level, asked.resource),
  );
  if (actions.length === 0) return [];
  const principals = principalsOf(world, account);
  const found = principals.map((principal) => ({
    ...principal,
    allowed: [] as string[],
    depends: [] as string[],
    denied: [] as string[],
    conditional: [] as string[],
  }));
  yield* indexInSteps(world, account);
  for (const [at, { name }] of actions.entries()) {
    const action = `${service}:${name.slice(name.indexOf(':') + 1)}`;
    const rows = whoCan(world, account, { ...asked, action }, env, principals);
    for (const [place, row] of rows.entries()) {
      const sums = found[place];
      sums?.[row.verdict].push(action);
      if (isConditional(row)) sums?.conditional.push(action);
    }
    yield (at + 1) / actions.length;
  }
  return found;
}

const isConditional = ({ verdict, conditions }: WhoCanRow): boolean =>
  verdict === 'denied' && conditions !== undefined;

export const whoCanLevel = (...asked: Parameters<typeof whoCanLevelInSteps>): readonly AccessLevelRow[] =>
  runToEnd(whoCanLevelInSteps(...asked));
