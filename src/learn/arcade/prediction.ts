/** Asks a prediction of a level again: its question in the world in which the level begins. */

import { type Question, evaluationInput } from '../../core/authz/authorize.ts';
import { isBillingAction } from '../../core/authz/billing.ts';
import type { RequestContext } from '../../core/authz/decision.ts';
import { resolvePrincipal } from '../../core/authz/principal.ts';
import { unsafeAccountId } from '../../core/model/ids.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import type { Env } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import { compile, keysOfPolicy } from '../../core/policy/compile.ts';
import type { StagingMeans } from '../../share/staging/staged.ts';
import { makeCalls } from '../level/calls.ts';
import { worldOfLevel } from '../level/world.ts';
import { findLevel, loadLevel } from '../level/path.ts';
import { type ArcadeQuestion, answered } from './question.ts';
import { foundPolicies } from './shown-policies.ts';

export interface PredictionMeans extends StagingMeans {
  /** Real time in milliseconds. */
  readonly wallNow: number;
  readonly reference: Env['reference'];
}

/** Returns `undefined` when the level has no such prediction any more. */
export async function predictionQuestion(
  id: string,
  at: number,
  { wallNow, reference, random, policiesOf }: PredictionMeans,
): Promise<ArcadeQuestion | undefined> {
  const card = findLevel(id);
  const level = card && (await loadLevel(card));
  const prediction = level?.predictions[at];
  if (!level || !prediction) return undefined;
  const { world, account } = await worldOfLevel(level, { random, policiesOf });
  const env: Env = { now: simulatedTime(world, wallNow), wallNow, random, reference };
  makeCalls(world, prediction.after ?? [], { account, env });
  const { text, question } = prediction;
  const facts = [
    ...statedFacts(question),
    ...tagFacts(world, question, env),
    ...billingFacts(world, question),
  ];
  return answered({ key: `${id}/${at}`, title: level.title, level: id, text, world, facts, env }, question);
}

const statedFacts = ({ context = {} }: Question): string[] =>
  Object.entries(context).map(
    ([key, value]) => `In the request, \`${key}\` is \`${[value].flat().join(', ')}\`.`,
  );

/** Tags that the policies ask for and the question does not state. */
function tagFacts(world: World, question: Question, env: Env): string[] {
  const { context } = evaluationInput(world, question, env);
  const values = lowerCased(context);
  const stated = lowerCased(question.context);
  const keys = foundPolicies(world, [question], env, []).flatMap(({ text }) => keysOfPolicy(compile(text)));
  const facts = keys.flatMap((key) => {
    const [, kind, tag] = /:(Principal|Resource)Tag\/(.+)/i.exec(key) ?? [];
    if (tag === undefined || stated.has(key.toLowerCase())) return [];
    const value = values.get(key.toLowerCase());
    const has =
      value === undefined ? `no tag \`${tag}\`` : `the tag \`${tag}\` = \`${[value].flat().join(', ')}\``;
    return `${tagged(world, question, kind)} has ${has}.`;
  });
  return [...new Set(facts)];
}

const lowerCased = (context: RequestContext = {}) =>
  new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));

function tagged(world: World, { principal, sessionName }: Question, kind = ''): string {
  if (kind.toLowerCase() === 'resource') return 'The resource';
  const caller = resolvePrincipal(world, principal, sessionName);
  return caller.kind === 'user' ? `\`${caller.user.userName}\`` : 'The caller';
}

/** The setting of an imported account is unknown. */
function billingFacts(world: World, { principal, action }: Question): string[] {
  const caller = resolvePrincipal(world, principal);
  const account = 'account' in caller ? world.accounts.get(unsafeAccountId(caller.account)) : undefined;
  if (!account || account.unknown || !isBillingAction(action)) return [];
  return [`IAM access to billing is ${account.settings?.iamAccessToBilling ? 'on' : 'off'} in this account.`];
}
