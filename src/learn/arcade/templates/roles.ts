/** Templates about assuming roles and passing them to services. */

import { allow, policyOfStatements, trust } from '../policy.ts';
import * as names from '../names.ts';
import { smallWorld } from '../small-world.ts';
import type { ArcadeTemplate } from '../format.ts';

const assume = 'sts:AssumeRole';
const services = {
  'ec2.amazonaws.com': 'EC2',
  'lambda.amazonaws.com': 'Lambda',
  'ecs-tasks.amazonaws.com': 'ECS',
} as const;

export const roleTemplates: readonly ArcadeTemplate[] = [
  {
    id: 'trust-names-user',
    title: 'A trust policy that names a user',
    difficulty: 3,
    level: 'first-role',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const role = names.randomRole(dice);
      const named = dice.chance(0.6) ? who : other;
      const has = dice.chance(0.4);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: has
                ? { inline: { Assume: policyOfStatements(allow(assume, names.roleOf(account, role))) } }
                : {},
              [other]: {},
            },
            roles: { [role]: { trust: policyOfStatements(trust({ AWS: names.userArnIn(account, named) })) } },
          },
        }),
        text: `Can \`${who}\` assume the role \`${role}\`?`,
        question: {
          principal: names.userArnIn(account, who),
          action: assume,
          resource: names.roleOf(account, role),
        },
        facts: has ? [] : [`\`${who}\` has no policy.`],
      };
    },
  },
  {
    id: 'trust-names-account',
    title: 'A trust policy that names an account',
    difficulty: 3,
    level: 'trust-and-permission',
    make: (dice) => {
      const [account, other] = [names.randomAccount(dice), names.randomAccount(dice)];
      const who = names.person(dice);
      const [role, otherRole] = names.twoRoles(dice);
      const home = dice.chance(0.5) ? account : other;
      const target = names.roleOf(account, role);
      const named = dice.chance(0.85) ? home : home === account ? other : account;
      const right =
        dice.pick([
          target,
          target,
          `arn:aws:iam::${account}:role/*`,
          names.roleOf(account, otherRole),
          null,
        ]) ?? undefined;
      const person = {
        users: {
          [who]: right === undefined ? {} : { inline: { Assume: policyOfStatements(allow(assume, right)) } },
        },
      };
      return {
        world: smallWorld({
          [account]: {
            ...(home === account ? person : {}),
            roles: { [role]: { trust: policyOfStatements(trust({ AWS: names.rootArnOf(named) })) } },
          },
          [other]: home === other ? person : {},
        }),
        text: `Can \`${who}\` assume the role \`${role}\`?`,
        question: { principal: names.userArnIn(home, who), action: assume, resource: target },
        facts: right === undefined ? [`\`${who}\` has no policy.`] : [],
      };
    },
  },
  {
    id: 'external-id',
    title: 'A trust policy with an external ID',
    difficulty: 4,
    level: 'external-id',
    make: (dice) => {
      const [account, vendor] = [names.randomAccount(dice), names.randomAccount(dice)];
      const role = names.randomRole(dice);
      const [id, other] = [dice.whole(10_000, 99_999), dice.whole(10_000, 99_999)];
      const given = dice.pick([id, id, other, null]) ?? undefined;
      const target = names.roleOf(account, role);
      const condition = { StringEquals: { 'sts:ExternalId': `acme-${id}` } };
      const right = dice.chance(0.85) ? allow(assume, target) : allow('s3:*');
      return {
        world: smallWorld({
          [vendor]: {
            roles: {
              Vendor: {
                trust: policyOfStatements(trust({ Service: 'ec2.amazonaws.com' })),
                inline: { Customers: policyOfStatements(right) },
              },
            },
          },
          [account]: {
            roles: {
              [role]: { trust: policyOfStatements(trust({ AWS: names.rootArnOf(vendor) }, condition)) },
            },
          },
        }),
        text: `Can the role \`Vendor\` assume the role \`${role}\`?`,
        question: {
          principal: names.sessionArnIn(vendor, 'Vendor', 'scan'),
          action: assume,
          resource: target,
          ...(given === undefined ? {} : { context: { 'sts:ExternalId': `acme-${given}` } }),
        },
        facts: [
          given === undefined
            ? 'The request has no external ID.'
            : `The request has the external ID \`acme-${given}\`.`,
        ],
      };
    },
  },
  {
    id: 'pass-role',
    title: 'Passing a role to a service',
    difficulty: 4,
    level: 'server-role',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const [role, other] = names.twoRoles(dice);
      const [service = '', otherService = ''] = dice.some(Object.keys(services), 2);
      const passed = dice.pick([service, service, otherService]);
      const on = dice.pick([role, role, other]);
      const condition = dice.chance(0.7) ? { StringEquals: { 'iam:PassedToService': service } } : undefined;
      const target = names.roleOf(account, role);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: {
                inline: {
                  Pass: policyOfStatements(allow('iam:PassRole', names.roleOf(account, on), condition)),
                },
              },
            },
            roles: { [role]: { trust: policyOfStatements(trust({ Service: passed })) } },
          },
        }),
        text: `Can \`${who}\` pass the role \`${role}\` to ${services[passed as keyof typeof services]}?`,
        question: {
          principal: names.userArnIn(account, who),
          action: 'iam:PassRole',
          resource: target,
          context: { 'iam:PassedToService': passed },
        },
        facts: [`The role is passed to \`${passed}\`.`],
      };
    },
  },
  {
    id: 'role-chain',
    title: 'From one role to the next',
    difficulty: 4,
    level: 'role-chain',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const [first, second] = names.twoRoles(dice);
      const target = names.roleOf(account, second);
      const trusted = dice.pick([
        names.roleOf(account, first),
        names.roleOf(account, first),
        names.userArnIn(account, who),
        names.rootArnOf(account),
      ]);
      const may = policyOfStatements(allow(assume, target));
      const [ofUser, ofRole] = dice.pick([
        [true, false],
        [false, true],
        [false, false],
      ] as const);
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: ofUser ? { inline: { Assume: may } } : {} },
            roles: {
              [first]: {
                trust: policyOfStatements(trust({ AWS: names.userArnIn(account, who) })),
                inline: ofRole ? { Assume: may } : {},
              },
              [second]: { trust: policyOfStatements(trust({ AWS: trusted })) },
            },
          },
        }),
        text: `\`${who}\` has assumed \`${first}\`. Can this session assume \`${second}\`?`,
        question: { principal: names.sessionArnIn(account, first, who), action: assume, resource: target },
        also: [names.userArnIn(account, who)],
        facts: ofRole ? [] : [`The role \`${first}\` has no policy of its own.`],
      };
    },
  },
];
