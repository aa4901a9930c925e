/** Templates about assuming roles and passing them to services. */

import { allow, policy, trust } from '../policy.ts';
import * as names from '../names.ts';
import { smallWorld } from '../small-world.ts';
import type { Template } from '../format.ts';

const assume = 'sts:AssumeRole';
const services = {
  'ec2.amazonaws.com': 'EC2',
  'lambda.amazonaws.com': 'Lambda',
  'ecs-tasks.amazonaws.com': 'ECS',
} as const;

export const roles: readonly Template[] = [
  {
    id: 'trust-names-user',
    title: 'A trust policy that names a user',
    difficulty: 3,
    level: 'first-role',
    make: (dice) => {
      const account = names.account(dice);
      const [who, other] = names.twoPeople(dice);
      const role = names.role(dice);
      const named = dice.chance(0.6) ? who : other;
      const has = dice.chance(0.4);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: has ? { inline: { Assume: policy(allow(assume, names.roleOf(account, role))) } } : {},
              [other]: {},
            },
            roles: { [role]: { trust: policy(trust({ AWS: names.user(account, named) })) } },
          },
        }),
        text: `Can \`${who}\` assume the role \`${role}\`?`,
        question: {
          principal: names.user(account, who),
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
      const [account, other] = [names.account(dice), names.account(dice)];
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
        users: { [who]: right === undefined ? {} : { inline: { Assume: policy(allow(assume, right)) } } },
      };
      return {
        world: smallWorld({
          [account]: {
            ...(home === account ? person : {}),
            roles: { [role]: { trust: policy(trust({ AWS: names.root(named) })) } },
          },
          [other]: home === other ? person : {},
        }),
        text: `Can \`${who}\` assume the role \`${role}\`?`,
        question: { principal: names.user(home, who), action: assume, resource: target },
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
      const [account, vendor] = [names.account(dice), names.account(dice)];
      const role = names.role(dice);
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
                trust: policy(trust({ Service: 'ec2.amazonaws.com' })),
                inline: { Customers: policy(right) },
              },
            },
          },
          [account]: { roles: { [role]: { trust: policy(trust({ AWS: names.root(vendor) }, condition)) } } },
        }),
        text: `Can the role \`Vendor\` assume the role \`${role}\`?`,
        question: {
          principal: names.session(vendor, 'Vendor', 'scan'),
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
      const account = names.account(dice);
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
                inline: { Pass: policy(allow('iam:PassRole', names.roleOf(account, on), condition)) },
              },
            },
            roles: { [role]: { trust: policy(trust({ Service: passed })) } },
          },
        }),
        text: `Can \`${who}\` pass the role \`${role}\` to ${services[passed as keyof typeof services]}?`,
        question: {
          principal: names.user(account, who),
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
      const account = names.account(dice);
      const who = names.person(dice);
      const [first, second] = names.twoRoles(dice);
      const target = names.roleOf(account, second);
      const trusted = dice.pick([
        names.roleOf(account, first),
        names.roleOf(account, first),
        names.user(account, who),
        names.root(account),
      ]);
      const may = policy(allow(assume, target));
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
                trust: policy(trust({ AWS: names.user(account, who) })),
                inline: ofRole ? { Assume: may } : {},
              },
              [second]: { trust: policy(trust({ AWS: trusted })) },
            },
          },
        }),
        text: `\`${who}\` has assumed \`${first}\`. Can this session assume \`${second}\`?`,
        question: { principal: names.session(account, first, who), action: assume, resource: target },
        also: [names.user(account, who)],
        facts: ofRole ? [] : [`The role \`${first}\` has no policy of its own.`],
      };
    },
  },
];
