/** Templates about what limits rights: boundaries, session policies, and the policies of an organization. */

import { allow, deny, grant, policyOfStatements, trust } from '../policy.ts';
import * as names from '../names.ts';
import { smallWorld } from '../small-world.ts';
import type { ArcadeTemplate } from '../format.ts';
import { arcadeOrganization, arcadeRootId, unitId } from './organization.ts';
import { begin } from './user-asks.ts';

const units = ['Production', 'Test', 'Shops', 'Research'] as const;

export const limitTemplates: readonly ArcadeTemplate[] = [
  {
    id: 'boundary',
    title: 'A boundary limits, and grants nothing',
    difficulty: 3,
    level: 'boundary',
    make: (dice) => {
      const { account, who, thing, deed, otherDeed } = begin(dice);
      const [inRights, inBoundary] = dice.pick([
        [true, true],
        [true, true],
        [true, false],
        [false, true],
      ] as const);
      const wide = dice.pick([`${thing.service}:*`, deed.action]);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: {
                inline: { Rights: policyOfStatements(allow(inRights ? wide : otherDeed.action, '*')) },
                boundary: 'TeamLimit',
              },
            },
            policies: {
              TeamLimit: policyOfStatements(
                allow(inBoundary ? [wide, 'ec2:Describe*'] : [otherDeed.action, 'ec2:Describe*']),
              ),
            },
            resources: { [thing.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'boundary-and-resource',
    title: 'A resource policy and a boundary',
    difficulty: 5,
    level: 'resource-policy',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const role = names.randomRole(dice);
      const thing = names.fileIn(names.randomBucket(dice), names.randomFile(dice));
      const [deed] = names.twoDeeds(dice, thing);
      const isUser = dice.chance(0.6);
      const arn = isUser ? names.userArnIn(account, who) : names.roleOf(account, role);
      const limit = policyOfStatements(dice.pick([allow('dynamodb:*'), allow('sqs:*'), deny('s3:*')]));
      const named = isUser || dice.chance(0.5) ? arn : names.sessionArnIn(account, role, who);
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: isUser ? { boundary: 'TeamLimit' } : {} },
            roles: isUser
              ? {}
              : {
                  [role]: {
                    trust: policyOfStatements(trust({ AWS: names.userArnIn(account, who) })),
                    boundary: 'TeamLimit',
                  },
                },
            policies: { TeamLimit: limit },
            resources: {
              [thing.container]: {
                policy: policyOfStatements(grant({ AWS: named }, deed.action, thing.arn)),
              },
            },
          },
        }),
        text: isUser
          ? names.can(who, deed)
          : `\`${who}\` has assumed \`${role}\`. Can this session ${deed.words}?`,
        question: {
          principal: isUser ? arn : names.sessionArnIn(account, role, who),
          action: deed.action,
          resource: thing.arn,
        },
        facts: [
          `${isUser ? `\`${who}\`` : `The role \`${role}\``} has no other policy.`,
          ...names.ownerFacts(thing),
        ],
      };
    },
  },
  {
    id: 'session-policy',
    title: 'A session policy only takes away',
    difficulty: 4,
    level: 'session-policy',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const role = names.randomRole(dice);
      const bucket = names.randomBucket(dice);
      const [team = '', other = ''] = dice.some(['red', 'blue', 'green'], 2);
      const [asked, mayRead, passes] = dice.pick([
        [team, '*', `team-${team}/*`],
        [team, `team-${team}/*`, '*'],
        [other, '*', `team-${team}/*`],
        [team, `team-${other}/*`, '*'],
      ] as const);
      const thing = names.fileIn(bucket, `team-${asked}/${names.randomFile(dice)}`);
      const [deed] = names.twoDeeds(dice, thing);
      const on = (part: string) => policyOfStatements(allow(deed.action, `arn:aws:s3:::${bucket}/${part}`));
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: {} },
            roles: {
              [role]: {
                trust: policyOfStatements(trust({ AWS: names.userArnIn(account, who) })),
                inline: { Files: on(mayRead) },
              },
            },
            resources: { [thing.container]: {} },
          },
        }),
        text: `\`${who}\` has assumed \`${role}\`. Can this session ${deed.words}?`,
        question: {
          principal: names.sessionArnIn(account, role, who),
          action: deed.action,
          resource: thing.arn,
          assume: { sessionPolicies: [{ name: 'of this session', document: on(passes) }] },
        },
        facts: [`\`${who}\` passed the session policy in the call of \`AssumeRole\`.`],
      };
    },
  },
  {
    id: 'role-not-own-rights',
    title: 'With a role, your own rights do not count',
    difficulty: 2,
    level: 'first-role',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const role = names.randomRole(dice);
      const [thing, other] = names.twoThings(dice, account);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const own = policyOfStatements(allow(deed.action, thing.arn));
      const ofRole = dice.chance(0.5)
        ? own
        : policyOfStatements(dice.pick([allow(deed.action, other.arn), allow(otherDeed.action, thing.arn)]));
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: {
                inline: {
                  Own: dice.chance(0.7) ? own : policyOfStatements(allow(otherDeed.action, other.arn)),
                },
              },
            },
            roles: {
              [role]: {
                trust: policyOfStatements(trust({ AWS: names.userArnIn(account, who) })),
                inline: { RoleRights: ofRole },
              },
            },
            resources: { [thing.container]: {}, [other.container]: {} },
          },
        }),
        text: `\`${who}\` has assumed \`${role}\`. Can this session ${deed.words}?`,
        question: {
          principal: names.sessionArnIn(account, role, who),
          action: deed.action,
          resource: thing.arn,
        },
        also: [names.userArnIn(account, who)],
      };
    },
  },
  {
    id: 'scp',
    title: 'An SCP limits every identity of an account',
    difficulty: 3,
    level: 'region-guard-rail',
    make: (dice) => {
      const [management, member] = [names.randomAccount(dice), names.randomAccount(dice)];
      const who = names.person(dice);
      const thing = names.thingIn(dice, member);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const unit = dice.pick(units);
      const target = dice.pick([arcadeRootId, unitId, member]);
      const limit = dice.pick([deed.action, `${thing.service}:*`, otherDeed.action, 'iam:*']);
      const rights = dice.chance(0.8) ? allow('*') : allow(otherDeed.action);
      return {
        world: smallWorld(
          {
            [member]: {
              users: { [who]: { inline: { Rights: policyOfStatements(rights) } } },
              resources: { [thing.container]: {} },
            },
            [management]: {},
          },
          arcadeOrganization({
            management,
            member,
            unit,
            scps: [{ name: 'Limits', text: policyOfStatements(deny(limit)), targets: [target] }],
          }),
        ),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(member, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'scp-management',
    title: 'SCPs spare the management account',
    difficulty: 4,
    level: 'region-guard-rail',
    make: (dice) => {
      const [management, member] = [names.randomAccount(dice), names.randomAccount(dice)];
      const who = names.person(dice);
      const account = dice.chance(0.6) ? management : member;
      const thing = names.thingIn(dice, account);
      const [deed] = names.twoDeeds(dice, thing);
      const unit = dice.pick(units);
      const part = {
        users: {
          [who]: {
            inline: { Rights: policyOfStatements(allow(dice.pick([`${thing.service}:*`, deed.action]))) },
          },
        },
        resources: { [thing.container]: {} },
      };
      const stop = {
        name: 'NoService',
        text: policyOfStatements(deny(`${thing.service}:*`)),
        targets: [arcadeRootId],
      };
      return {
        world: smallWorld(
          { [member]: account === member ? part : {}, [management]: account === management ? part : {} },
          arcadeOrganization({ management, member, unit, scps: [stop] }),
        ),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'scp-every-level',
    title: 'Every level of the organization must allow',
    difficulty: 5,
    level: 'every-level-allows',
    make: (dice) => {
      const [management, member] = [names.randomAccount(dice), names.randomAccount(dice)];
      const who = names.person(dice);
      const thing = names.thingIn(dice, member);
      const [deed] = names.twoDeeds(dice, thing);
      const unit = dice.pick(units);
      const others = dice.some(
        ['ec2:*', 'cloudwatch:*', 'logs:*', 'kms:*'].filter((one) => one !== `${thing.service}:*`),
        2,
      );
      const list = dice.chance(0.55) ? [`${thing.service}:*`, ...others.slice(1)] : others;
      const target = dice.pick([unitId, member]);
      const levels = [arcadeRootId, unitId, member, management];
      const full = dice.chance(0.8) ? levels.filter((level) => level !== target) : levels;
      return {
        world: smallWorld(
          {
            [member]: {
              users: { [who]: { inline: { Rights: policyOfStatements(allow('*')) } } },
              resources: { [thing.container]: {} },
            },
            [management]: {},
          },
          arcadeOrganization({
            ...{ management, member, unit, fullAccessAt: full },
            scps: [{ name: 'AllowList', text: policyOfStatements(allow(list)), targets: [target] }],
          }),
        ),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(member, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'scp-root-user',
    title: 'The root user of a member account',
    difficulty: 3,
    level: 'region-guard-rail',
    make: (dice) => {
      const [management, member] = [names.randomAccount(dice), names.randomAccount(dice)];
      const account = dice.chance(0.65) ? member : management;
      const thing = names.thingIn(dice, account);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const unit = dice.pick(units);
      const limit = dice.pick([deed.action, `${thing.service}:*`, otherDeed.action]);
      const text = policyOfStatements(
        deny(
          limit,
          '*',
          dice.chance(0.3) ? undefined : { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
        ),
      );
      const part = { resources: { [thing.container]: {} } };
      return {
        world: smallWorld(
          { [member]: account === member ? part : {}, [management]: account === management ? part : {} },
          arcadeOrganization({
            management,
            member,
            unit,
            scps: [{ name: 'NoRoot', text, targets: [arcadeRootId] }],
          }),
        ),
        text: `Can the root user ${deed.words}?`,
        question: { principal: names.rootArnOf(account), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'rcp',
    title: 'An RCP limits who can use resources',
    difficulty: 5,
    level: 'resource-guard-rail',
    make: (dice) => {
      const [management, member, outside] = [
        names.randomAccount(dice),
        names.randomAccount(dice),
        names.randomAccount(dice),
      ];
      const who = names.person(dice);
      const unit = dice.pick(units);
      const thing = names.fileIn(names.randomBucket(dice), names.randomFile(dice));
      const [deed] = names.twoDeeds(dice, thing);
      const isOutside = dice.chance(0.6);
      const owner = dice.chance(0.65) ? member : management;
      const home = isOutside ? outside : owner;
      const arn = names.userArnIn(home, who);
      const text = policyOfStatements({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      });
      const person = { users: { [who]: { inline: { Rights: policyOfStatements(allow(deed.action)) } } } };
      const bucket = {
        resources: {
          [thing.container]: { policy: policyOfStatements(grant({ AWS: arn }, deed.action, thing.arn)) },
        },
      };
      const part = (account: string) => ({
        ...(account === home ? person : {}),
        ...(account === owner ? bucket : {}),
      });
      return {
        world: smallWorld(
          {
            [member]: part(member),
            [management]: part(management),
            ...(isOutside ? { [outside]: part(outside) } : {}),
          },
          {
            ...arcadeOrganization({
              management,
              member,
              unit,
              rcps: [{ name: 'OnlyOurs', text, targets: [arcadeRootId] }],
            }),
            id: 'o-a1b2c3d4e5',
          },
        ),
        text: names.can(who, deed),
        question: { principal: arn, action: deed.action, resource: thing.arn },
        facts: [
          'The id of the organization is `o-a1b2c3d4e5`.',
          `The bucket is in the account \`${owner}\`.`,
          ...(isOutside ? [`The account \`${outside}\` is not in the organization.`] : []),
        ],
      };
    },
  },
];
