/**
 * Rounds about a whole account: can somebody become an administrator at all? The search of core/analysis/ways answers, and
 * the scene only says which requests are shown and explained.
 */

import { type DecisionEnv, type Question, authorize } from '#core/authz/authorize.ts';
import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { World } from '#core/model/world/world.ts';
import type { Dice } from '#share/generate/dice.ts';
import { type DecidedQuestion, type Round, type ArcadeTemplate, usualTime } from '../format.ts';
import * as names from '../names.ts';
import { allow, deny, policyOfStatements, type ArcadeStatement } from '../policy.ts';
import { type AccountPart, type PrincipalPart, smallWorld } from '../small-world.ts';
import { arcadeOrganization, arcadeRootId } from './organization.ts';
import { type Actor, type Move, anyMove, entrance } from './way-moves.ts';

const env: DecisionEnv = { now: usualTime, source: undefined };

interface Scene {
  readonly account: string;
  readonly who: string;
  /** Each actor with what it may do next; the first is who begins. */
  readonly acts: readonly (readonly [Actor, Move])[];
  readonly limit?: Limit;
}

interface Limit {
  readonly guard?: string;
  readonly boundary?: string;
  readonly control?: string;
}

const management = '100000000001';

/** Rights that lead nowhere alone. */
const decoys: readonly ArcadeStatement[] = [
  allow(['iam:Get*', 'iam:List*']),
  allow('iam:CreateUser'),
  allow('iam:PassRole'),
  allow(['s3:*', 'logs:*']),
];

function begin(dice: Dice): { readonly account: string; readonly actor: Actor; readonly other: string } {
  const account = names.randomAccount(dice);
  const [name, other] = names.twoPeople(dice);
  return { account, actor: { account, name, kind: 'user' }, other };
}

/** Returns the user or role with the policy that holds its rights, and with what limits it. */
function principalPart({ name }: Actor, { guard, boundary }: Limit): PrincipalPart {
  return {
    attach: [`${name}-rights`],
    ...(guard === undefined ? {} : { inline: { Guard: guard } }),
    ...(boundary === undefined ? {} : { boundary: 'Limit' }),
  };
}

function worldOf({ account, acts, limit = {} }: Scene, decoy: ArcadeStatement): World {
  let part: AccountPart = {};
  for (const [at, [actor, move]] of acts.entries()) {
    const own = principalPart(actor, at === 0 ? limit : {});
    const rights = policyOfStatements(...move.rights, ...(at === 0 ? [decoy] : []));
    part = joined(part, {
      ...(actor.kind === 'user' ? { users: { [actor.name]: own } } : {}),
      ...(actor.kind === 'role' ? { roles: { [actor.name]: { ...own, trust: actor.trust ?? '' } } } : {}),
      policies: { [`${actor.name}-rights`]: rights },
    });
    part = joined(part, move.parts);
  }
  if (limit.boundary !== undefined) part = joined(part, { policies: { Limit: limit.boundary } });
  if (limit.control === undefined) return smallWorld({ [account]: part });
  const scps = [{ name: 'Guardrail', text: limit.control, targets: [arcadeRootId] }];
  const organization = arcadeOrganization({ management, member: account, unit: 'Shops', scps });
  return smallWorld({ [account]: part, [management]: {} }, organization);
}

const joined = (one: AccountPart, other: AccountPart): AccountPart => ({
  users: { ...one.users, ...other.users },
  groups: { ...one.groups, ...other.groups },
  roles: { ...one.roles, ...other.roles },
  policies: { ...one.policies, ...other.policies },
});

function roundOf(dice: Dice, scene: Scene): Round {
  const { account, who, acts, limit } = scene;
  const world = worldOf(scene, dice.pick(decoys));
  const user = names.userArnIn(account, who);
  const way = new WaySearch(world, env).shortest().find(({ from }) => from === user);
  const decided = acts
    .flatMap(([, { critical }]) => critical)
    .map((question): DecidedQuestion => ({ question, decision: authorize(world, question, env) }));
  const where = limit?.control === undefined ? '' : ` of the account \`${account}\``;
  return {
    world,
    text: `Can \`${who}\` become an administrator?`,
    answer: way !== undefined,
    works: way !== undefined,
    told: way ? wayText(way) : stoppedText(decided),
    decided,
    asked: [
      { label: 'Who', text: `the user \`${who}\`${where}` },
      { label: 'Aim', text: 'do everything in the account, in one step or in several' },
    ],
    facts: [...new Set(acts.flatMap(([, { facts }]) => facts))],
  };
}

function wayText({ steps }: AttackPath): string {
  const methods = steps.map(({ method }) => `“${method.name}”`);
  return `${methods.length > 1 ? `A way of ${methods.length} steps` : 'One way'}: ${methods.join(', then ')}.`;
}

function stoppedText(decided: readonly DecidedQuestion[]): string {
  const stop = decided.find(({ decision }) => decision.verdict === 'denied');
  if (!stop) return 'No way leads there.';
  return `No way leads there. The nearest one stops at \`${stop.question.action}\`.`;
}

const oneStep = (dice: Dice): Scene => {
  const { account, actor, other } = begin(dice);
  return { account, who: actor.name, acts: [[actor, anyMove(dice, actor, other, dice.chance(0.5))]] };
};

/** The right way is there; a limit stops it, or looks as if it did. */
const limited = (dice: Dice): Scene => {
  const { account, actor, other } = begin(dice);
  const move = anyMove(dice, actor, other, true);
  return { account, who: actor.name, acts: [[actor, move]], limit: limitOn(dice, move) };
};

function limitOn(dice: Dice, { critical }: Move): Limit {
  const own = critical.filter(({ principal }) => principal.startsWith('arn:'));
  const { action } = dice.pick<Question>(own);
  const stops = dice.chance(0.55);
  const statement = deny(stops ? action : dice.pick(['iam:DeleteUser', 's3:DeleteBucket', 'iam:CreateRole']));
  const whole = dice.pick(['guard', 'boundary', 'control'] as const);
  if (whole === 'guard') return { guard: policyOfStatements(statement) };
  if (whole === 'control') return { control: policyOfStatements(statement) };
  return {
    boundary: stops
      ? policyOfStatements(allow(['s3:*', 'logs:*', 'iam:Get*']))
      : policyOfStatements(allow('*')),
  };
}

/** The rights of somebody else lie between. */
const twoSteps = (dice: Dice): Scene => {
  const { account, actor, other } = begin(dice);
  const [opens, leads] = dice.pick([
    [true, true],
    [true, true],
    [true, false],
    [false, true],
  ] as const);
  const { move, middle } = entrance(dice, actor, other, opens);
  return {
    account,
    who: actor.name,
    acts: [
      [actor, move],
      [middle, anyMove(dice, middle, 'boss', leads)],
    ],
  };
};

const template = (part: Omit<ArcadeTemplate, 'make'>, scene: (dice: Dice) => Scene): ArcadeTemplate => ({
  ...part,
  make: (dice) => roundOf(dice, scene(dice)),
});

export const ways: readonly ArcadeTemplate[] = [
  template(
    { id: 'way-one-step', title: 'Is there a way? One step', difficulty: 3, level: 'join-the-group' },
    oneStep,
  ),
  template(
    { id: 'way-limited', title: 'Is there a way? Behind a limit', difficulty: 4, level: 'remove-the-limit' },
    limited,
  ),
  template(
    { id: 'way-two-steps', title: 'Is there a way? Two steps', difficulty: 5, level: 'two-hops' },
    twoSteps,
  ),
];
