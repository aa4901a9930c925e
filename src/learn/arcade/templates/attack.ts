/** Rounds of attack and defence over the methods of escalation: does the way work, and does the protection stop it? */

import type { Method, Need } from '#core/analysis/ways/format.ts';
import type { Dice } from '#share/generate/dice.ts';
import { playableMethods, triedMethod } from '../escalation.ts';
import { type Round, type ArcadeTemplate, usualTime } from '../format.ts';
import * as names from '../names.ts';
import { allow, deny, policyOfStatements, type ArcadeStatement, trust } from '../policy.ts';
import { smallWorld } from '../small-world.ts';
import { defined } from '#core/model/defined.ts';

interface Ground {
  readonly account: string;
  readonly who: string;
  /** The one whose rights are gained: the user itself, another user or a role. */
  readonly target: string;
  readonly method: Method;
}

interface Plan {
  readonly rights: readonly ArcadeStatement[];
  readonly guard?: string;
  readonly boundary?: string;
  readonly trusts?: string;
}

const group = 'Developers';
const strong = 'Admins';
const service = (action: string) => `${action.slice(0, action.indexOf(':'))}:*`;

function groundOf(dice: Dice, method: Method): Ground {
  const account = names.randomAccount(dice);
  const [who, other] = names.twoPeople(dice);
  const { gain } = method;
  const target =
    gain === 'self'
      ? names.userArnIn(account, who)
      : gain === 'user'
        ? names.userArnIn(account, other)
        : names.roleOf(account, 'Power');
  return { account, who, target, method };
}

const actionsOf = ({ needs }: Method): string[] => [...new Set(needs.map(({ action }) => action))];

function resourceOf({ account, who, target, method }: Ground, { on }: Need): string {
  if (on === 'self') return names.userArnIn(account, who);
  if (on === 'target') return target;
  if (on === 'group')
    return names.groupOf(account, actionsOf(method).includes('iam:AddUserToGroup') ? strong : group);
  if (on === 'policy')
    return names.policyArnIn(account, method.gain === 'role' ? 'PowerRights' : 'DevRights');
  return '*';
}

function rightsFor(
  ground: Ground,
  needs: readonly Need[],
  move = (resource: string) => resource,
): ArcadeStatement[] {
  const byResource = new Map<string, Set<string>>();
  for (const need of needs) {
    const resource = resourceOf(ground, need);
    byResource.set(resource, (byResource.get(resource) ?? new Set()).add(need.action));
  }
  return [...byResource].map(([resource, actions]) => allow(one([...actions]), move(resource)));
}

const one = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 ? (texts[0] ?? '') : texts;

/** Returns true for a method that makes its target strong first: without that call it has no rights to gain. */
const strengthens = ({ gain, needs: [first, ...rest] }: Method): boolean =>
  gain !== 'self' && rest.length > 0 && /^iam:(Attach|Put|CreatePolicyVersion)/.test(first?.action ?? '');

function worldOf({ account, who, target, method }: Ground, { rights, guard, boundary, trusts }: Plan) {
  const { gain } = method;
  const trusted = trusts ?? method.trusts ?? names.rootArnOf(account);
  const everything = policyOfStatements(allow('*'));
  const isWeak = strengthens(method);
  const principal = trusted.startsWith('arn:') ? { AWS: trusted } : { Service: trusted };
  const own = policyOfStatements(...rights);
  const joins = actionsOf(method).includes('iam:AddUserToGroup');
  const inGroup = !joins && method.needs.some(({ on }) => on === 'group');
  const usesOldVersion = actionsOf(method).includes('iam:SetDefaultPolicyVersion');
  return smallWorld({
    [account]: {
      users: {
        [who]: {
          attach: ['DevRights'],
          groups: inGroup ? [group] : [],
          ...(guard === undefined ? {} : { inline: { Guard: guard } }),
          ...(boundary === undefined ? {} : { boundary: 'Limit' }),
        },
        ...(trusted.endsWith(':user/robot') ? { robot: {} } : {}),
        ...(gain === 'user'
          ? { [target.slice(target.indexOf('/') + 1)]: isWeak ? {} : { inline: { All: everything } } }
          : {}),
      },
      groups: {
        ...(inGroup ? { [group]: {} } : {}),
        ...(joins ? { [strong]: { inline: { All: everything } } } : {}),
      },
      roles:
        gain === 'role'
          ? { Power: { trust: policyOfStatements(trust(principal)), attach: ['PowerRights'] } }
          : {},
      instanceProfiles: gain === 'role' ? { Power: ['Power'] } : {},
      policies: {
        DevRights: usesOldVersion ? { versions: [everything, own], inUse: 2 } : own,
        ...(gain === 'role'
          ? { PowerRights: isWeak ? policyOfStatements(allow('logs:*')) : everything }
          : {}),
        ...defined({ Limit: boundary }),
      },
    },
  });
}

function roundOf(ground: Ground, plan: Plan, ask: (works: boolean) => Pick<Round, 'text' | 'answer'>): Round {
  const { account, who, target, method } = ground;
  const world = worldOf(ground, plan);
  const from = names.userArnIn(account, who);
  const tried = triedMethod(world, method, { from, to: target }, { now: usualTime, source: undefined });
  const needs = actionsOf(method).map((action) => `\`${action}\``);
  const targetFacts: readonly string[] = {
    self: [],
    new: [],
    user: [
      `\`${target.slice(target.indexOf('/') + 1)}\` ${strengthens(method) ? 'has no policies' : 'is an administrator'}.`,
    ],
    role: strengthens(method) ? [] : ['The role `Power` is an administrator.'],
  }[method.gain];
  return {
    world,
    ...ask(tried.works),
    ...tried,
    asked: [
      { label: 'Who', text: `the user \`${who}\`` },
      { label: 'How', text: method.how },
      { label: 'Needs', text: needs.join(', ') },
    ],
    facts: [...targetFacts, ...(method.trusts === undefined ? [] : [`The service is \`${method.trusts}\`.`])],
    also: [
      names.policyArnIn(account, 'DevRights'),
      ...(method.gain === 'role' ? [target] : []),
      ...(actionsOf(method).includes('iam:AddUserToGroup') ? [names.groupOf(account, strong)] : []),
    ],
  };
}

/** Moves a right to another thing of the same kind: nothing there helps. */
const elsewhere = (resource: string): string =>
  resource === '*' ? resource : resource.replace(/[^/]+$/, 'Reports');

const otherService = (method: Method) =>
  method.trusts === 'lambda.amazonaws.com' ? 'ec2.amazonaws.com' : 'lambda.amazonaws.com';

function attackPlan(dice: Dice, ground: Ground): Plan {
  const { method, account } = ground;
  const { needs } = method;
  const rights = rightsFor(ground, needs);
  const actions = actionsOf(method);
  const lost = dice.pick(actions);
  const plans: readonly (Plan | undefined)[] = [
    actions.length > 1
      ? {
          rights: rightsFor(
            ground,
            needs.filter(({ action }) => action !== lost),
          ),
        }
      : undefined,
    needs.some((need) => resourceOf(ground, need) !== '*')
      ? { rights: rightsFor(ground, needs, elsewhere) }
      : undefined,
    { rights, guard: policyOfStatements(deny(lost)) },
    { rights, boundary: policyOfStatements(allow([service(lost) === 'iam:*' ? 's3:*' : 'iam:*', 'logs:*'])) },
    method.trusts === undefined ? undefined : { rights, trusts: otherService(method) },
    method.gain === 'role' && method.trusts === undefined
      ? { rights, trusts: names.userArnIn(account, 'robot') }
      : undefined,
  ];
  const open: readonly Plan[] = [
    { rights },
    { rights },
    { rights, guard: policyOfStatements(deny('logs:Delete*')) },
    { rights, boundary: policyOfStatements(allow('*')) },
  ];
  return dice.chance(0.5) ? dice.pick(open) : dice.pick(plans.filter((plan) => plan !== undefined));
}

/** Protections: about half of them stop the way. */
function defencePlan(dice: Dice, ground: Ground): Plan {
  const { method } = ground;
  const { needs } = method;
  const rights = rightsFor(ground, needs);
  const need = dice.pick(needs);
  const { action } = need;
  const resource = resourceOf(ground, need);
  const passes = actionsOf(method).includes('iam:PassRole');
  const close: readonly (Plan | undefined)[] = [
    { rights, guard: policyOfStatements(deny(action)) },
    { rights, guard: policyOfStatements(deny([action.replace(/:([A-Z][a-z]+).*/, ':$1*'), 's3:Delete*'])) },
    { rights, boundary: policyOfStatements(allow(['s3:*', 'logs:*'])) },
    passes
      ? {
          rights,
          guard: policyOfStatements(
            deny('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': method.trusts } }),
          ),
        }
      : undefined,
  ];
  const loose: readonly (Plan | undefined)[] = [
    { rights, guard: policyOfStatements(deny(['iam:DeleteUser', 'iam:DeleteGroup'])) },
    resource === '*' ? undefined : { rights, guard: policyOfStatements(deny(action, elsewhere(resource))) },
    { rights, boundary: policyOfStatements(allow('*')) },
    passes
      ? {
          rights,
          guard: policyOfStatements(
            deny('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': otherService(method) } }),
          ),
        }
      : undefined,
  ];
  return dice.pick((dice.chance(0.5) ? close : loose).filter((plan) => plan !== undefined));
}

const listed = (method: Method): string => {
  const actions = actionsOf(method);
  return actions.length > 2
    ? 'in this way'
    : `with ${actions.map((action) => `\`${action}\``).join(' and ')}`;
};

const attack = (part: Omit<ArcadeTemplate, 'make'>, fits: (method: Method) => boolean): ArcadeTemplate => ({
  ...part,
  make: (dice) => {
    const ground = groundOf(dice, dice.pick(playableMethods.filter(fits)));
    return roundOf(ground, attackPlan(dice, ground), (works) => ({
      text: `Can \`${ground.who}\` become administrator ${listed(ground.method)}?`,
      answer: works,
    }));
  },
});

const defence = (part: Omit<ArcadeTemplate, 'make'>, fits: (method: Method) => boolean): ArcadeTemplate => ({
  ...part,
  make: (dice) => {
    const ground = groundOf(dice, dice.pick(playableMethods.filter(fits)));
    const plan = defencePlan(dice, ground);
    const name = plan.boundary === undefined ? 'the policy `Guard`' : 'the boundary `Limit`';
    return roundOf(ground, plan, (works) => ({
      text: `\`${ground.who}\` wants to become administrator. Does ${name} stop this way?`,
      answer: !works,
    }));
  },
});

const bySelf = ({ gain }: Method) => gain === 'self';
const byOther = ({ gain, trusts }: Method) => gain !== 'self' && trusts === undefined;
const byService = ({ trusts }: Method) => trusts !== undefined;

export const attackTemplates: readonly ArcadeTemplate[] = [
  attack(
    {
      id: 'attack-self',
      title: 'A way up: more rights for oneself',
      difficulty: 4,
      level: 'self-service-escalation',
    },
    bySelf,
  ),
  attack(
    {
      id: 'attack-other',
      title: 'A way up: the rights of somebody else',
      difficulty: 4,
      level: 'six-ways-up',
    },
    byOther,
  ),
  attack(
    {
      id: 'attack-service',
      title: 'A way up: a role passed to a service',
      difficulty: 5,
      level: 'passrole-way-up',
    },
    byService,
  ),
  defence(
    {
      id: 'defence-self',
      title: 'Protection against more rights for oneself',
      difficulty: 5,
      level: 'self-service-escalation',
    },
    bySelf,
  ),
  defence(
    { id: 'defence-other', title: 'Protection of the rights of others', difficulty: 5, level: 'six-ways-up' },
    byOther,
  ),
  defence(
    {
      id: 'defence-service',
      title: 'Protection against passed roles',
      difficulty: 5,
      level: 'passrole-way-up',
    },
    byService,
  ),
];
