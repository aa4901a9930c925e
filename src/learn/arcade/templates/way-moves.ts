/** Moves to more rights in a small account: each with the rights for it, what it leads to, and what is nearly the same. */

import type { Question } from '#core/authz/authorize.ts';
import type { Dice } from '#share/generate/dice.ts';
import * as names from '../names.ts';
import { allow, policyOfStatements, type ArcadeStatement, trust } from '../policy.ts';
import type { AccountPart } from '../small-world.ts';
import { defined } from '#core/model/defined.ts';

export interface Actor {
  readonly account: string;
  readonly name: string;
  readonly kind: 'user' | 'role';
  /** Only a role has one. */
  readonly trust?: string;
}

export interface Move {
  readonly rights: readonly ArcadeStatement[];
  /** The requests that it stands or falls with. */
  readonly critical: readonly Question[];
  readonly parts: AccountPart;
  /** Sentences about things whose policies are not shown. */
  readonly facts: readonly string[];
}

/** `open`: it leads to an administrator; else one thing about it does not fit. `boss`: name of another user. */
type Maker = (actor: Actor, boss: string, open: boolean) => Move;

const everything = policyOfStatements(allow('*'));
const little = policyOfStatements(allow('s3:GetObject'));
const power = 'Power';
const lambda = 'lambda.amazonaws.com';

const arnOf = ({ account, name, kind }: Actor): string =>
  kind === 'user' ? names.userArnIn(account, name) : names.roleOf(account, name);
const asks = (actor: Actor, action: string, resource: string, context?: Question['context']): Question => ({
  principal: arnOf(actor),
  action,
  resource,
  ...defined({ context }),
});

const strongFact = (name: string): string => `\`${name}\` can do everything.`;
const weakFact = (name: string): string => `\`${name}\` can only read files.`;

const join: Maker = (actor, _boss, open) => {
  const { account } = actor;
  const [strong, weak] = ['Admins', 'Readers'];
  const action = 'iam:AddUserToGroup';
  return {
    rights: [allow(action, names.groupOf(account, open ? strong : weak))],
    critical: [asks(actor, action, names.groupOf(account, strong))],
    parts: { groups: { [strong]: { inline: { All: everything } }, [weak]: { inline: { Read: little } } } },
    facts: [
      `Members of the group \`${strong}\` can do everything.`,
      `Members of \`${weak}\` can only read files.`,
    ],
  };
};

const version: Maker = (actor, boss, open) => {
  const { account, name } = actor;
  const action = 'iam:CreatePolicyVersion';
  const [own, others] = [`${name}-rights`, 'Reports'].map((one) => names.policyArnIn(account, one));
  return {
    rights: [allow(action, (open ? own : others) ?? '')],
    critical: [asks(actor, action, own ?? '')],
    parts: { users: { [boss]: { attach: ['Reports'] } }, policies: { Reports: little } },
    facts: [`The policy \`Reports\` is attached to \`${boss}\` only.`],
  };
};

const inline: Maker = (actor, boss, open) => {
  const action = actor.kind === 'user' ? 'iam:PutUserPolicy' : 'iam:PutRolePolicy';
  const other =
    actor.kind === 'user' ? names.userArnIn(actor.account, boss) : names.roleOf(actor.account, 'Reports');
  const reports = {
    Reports: { trust: policyOfStatements(trust({ Service: lambda })), inline: { Read: little } },
  };
  return {
    rights: [allow(action, open ? arnOf(actor) : other)],
    critical: [asks(actor, action, arnOf(actor))],
    parts: actor.kind === 'user' ? { users: { [boss]: { inline: { Read: little } } } } : { roles: reports },
    facts: [weakFact(actor.kind === 'user' ? boss : 'Reports')],
  };
};

const key: Maker = (actor, boss, open) => {
  const action = 'iam:CreateAccessKey';
  const [strong, weak] = [boss, 'robot'].map((one) => names.userArnIn(actor.account, one));
  return {
    rights: [allow(action, (open ? strong : weak) ?? '')],
    critical: [asks(actor, action, strong ?? '')],
    parts: { users: { [boss]: { inline: { All: everything } }, robot: { inline: { Read: little } } } },
    facts: [strongFact(boss), weakFact('robot')],
  };
};

const assume: Maker = (actor, boss, open) => {
  const { account } = actor;
  const role = names.roleOf(account, power);
  const lets = open ? names.rootArnOf(account) : names.userArnIn(account, boss);
  return {
    rights: [allow('sts:AssumeRole', role)],
    critical: [asks(actor, 'sts:AssumeRole', role)],
    parts: {
      users: { [boss]: {} },
      roles: { [power]: { trust: policyOfStatements(trust({ AWS: lets })), inline: { All: everything } } },
    },
    facts: [strongFact(power)],
  };
};

const retrust: Maker = (actor, _boss, open) => {
  const { account } = actor;
  const action = 'iam:UpdateAssumeRolePolicy';
  const byEc2 = policyOfStatements(trust({ Service: 'ec2.amazonaws.com' }));
  return {
    rights: [allow(action, names.roleOf(account, open ? power : 'Reports'))],
    critical: [asks(actor, action, names.roleOf(account, power))],
    parts: {
      roles: {
        [power]: { trust: byEc2, inline: { All: everything } },
        Reports: { trust: byEc2, inline: { Read: little } },
      },
    },
    facts: [strongFact(power), weakFact('Reports')],
  };
};

const pass: Maker = (actor, _boss, open) => {
  const role = names.roleOf(actor.account, power);
  const takes = open ? lambda : 'ec2.amazonaws.com';
  return {
    rights: [allow(['lambda:CreateFunction', 'lambda:InvokeFunction']), allow('iam:PassRole', role)],
    critical: [
      asks(actor, 'iam:PassRole', role, { 'iam:PassedToService': lambda }),
      { principal: lambda, action: 'sts:AssumeRole', resource: role },
    ],
    parts: {
      roles: {
        [power]: { trust: policyOfStatements(trust({ Service: takes })), inline: { All: everything } },
      },
    },
    facts: [strongFact(power), 'No function and no server is here yet.'],
  };
};

const ofUsers: readonly Maker[] = [join, version, inline, key, assume, retrust, pass];
/** A role is in no group. */
const ofRoles = ofUsers.filter((one) => one !== join);

export const anyMove = (dice: Dice, actor: Actor, boss: string, open: boolean): Move =>
  dice.pick(actor.kind === 'user' ? ofUsers : ofRoles)(actor, boss, open);

/** Returns a move to somebody who is no administrator: a role that is assumed, or a user whose key is made. */
export function entrance(
  dice: Dice,
  actor: Actor,
  other: string,
  open: boolean,
): { readonly move: Move; readonly middle: Actor } {
  const { account } = actor;
  if (dice.chance(0.5)) {
    const middle: Actor = { account, name: other, kind: 'user' };
    const action = 'iam:CreateAccessKey';
    const rights = [allow(action, open ? arnOf(middle) : names.userArnIn(account, 'robot'))];
    const parts = { users: { robot: { inline: { Read: little } } } };
    return { move: { rights, critical: [asks(actor, action, arnOf(middle))], parts, facts: [] }, middle };
  }
  const name = names.randomRole(dice);
  const lets = open ? arnOf(actor) : names.userArnIn(account, other);
  const middle: Actor = { account, name, kind: 'role', trust: policyOfStatements(trust({ AWS: lets })) };
  const critical = [asks(actor, 'sts:AssumeRole', arnOf(middle))];
  const rights = [allow('sts:AssumeRole', arnOf(middle))];
  return { move: { rights, critical, parts: { users: { [other]: {} } }, facts: [] }, middle };
}
