/** Templates about policies of users and groups, actions and resources. */

import { allow, deny, policyOfStatements } from '../policy.ts';
import * as names from '../names.ts';
import { smallWorld } from '../small-world.ts';
import type { ArcadeTemplate } from '../format.ts';
import { begin } from './user-asks.ts';

/** A vague name: only the text of the policy tells what it allows. */
const policyName = (dice: { pick: <T>(items: readonly T[]) => T }) =>
  dice.pick(['DailyWork', 'TeamAccess', 'BasicRights', 'OfficeWork', 'ProjectAccess'] as const);

export const basicTemplates: readonly ArcadeTemplate[] = [
  {
    id: 'implicit-deny',
    title: 'Nothing is allowed by default',
    difficulty: 1,
    level: 'first-policy',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const thing = names.thingIn(dice, account);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const name = policyName(dice);
      const variant = dice.pick(['allowed', 'allowed', 'other-person', 'other-action', 'nothing'] as const);
      const allowed = variant === 'other-action' ? otherDeed : deed;
      const world = smallWorld({
        [account]: {
          users: {
            [who]: variant === 'allowed' || variant === 'other-action' ? { attach: [name] } : {},
            [other]: variant === 'other-person' ? { attach: [name] } : {},
          },
          policies: { [name]: policyOfStatements(allow(allowed.action, thing.arn)) },
          resources: { [thing.container]: {} },
        },
      });
      return {
        world,
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
        also: [names.policyArnIn(account, name)],
        facts: variant === 'nothing' || variant === 'other-person' ? [`\`${who}\` has no policy.`] : [],
      };
    },
  },
  {
    id: 'user-policy',
    title: 'A policy allows actions on resources',
    difficulty: 1,
    level: 'first-policy',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const [thing, other] = names.twoThings(dice, account);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const name = policyName(dice);
      const right = dice.chance(0.5);
      const statements = [
        allow(right ? [otherDeed.action, deed.action] : otherDeed.action, thing.arn),
        allow(dice.chance(0.5) || right ? otherDeed.action : deed.action, other.arn),
      ];
      const text = policyOfStatements(...dice.some(statements, 2));
      const inline = dice.chance(0.5);
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: inline ? { inline: { [name]: text } } : { attach: [name] } },
            policies: inline ? {} : { [name]: text },
            resources: { [thing.container]: {}, [other.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'group-allows',
    title: 'A group gives its policies to its members',
    difficulty: 1,
    level: 'groups',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const [group, otherGroup] = names.twoGroups(dice);
      const thing = names.thingIn(dice, account);
      const [deed] = names.twoDeeds(dice, thing);
      const variant = dice.pick(['member', 'member', 'none', 'other-group'] as const);
      const groups = { member: [group], none: [], 'other-group': [otherGroup] }[variant];
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: { groups }, [other]: { groups: [group] } },
            groups: {
              [group]: { inline: { [`${group}Rights`]: policyOfStatements(allow(deed.action, thing.arn)) } },
              ...(variant === 'other-group' ? { [otherGroup]: {} } : {}),
            },
            resources: { [thing.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
        also: [names.groupOf(account, group)],
      };
    },
  },
  {
    id: 'two-groups',
    title: 'The rights of groups add up',
    difficulty: 2,
    level: 'groups-add-up',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const [group, other] = names.twoGroups(dice);
      const thing = names.thingIn(dice, account);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const groups = dice.pick([[group, other], [group, other], [other], [other], [group]] as const);
      const says = dice.chance(0.25) ? deny(deed.action, thing.arn) : allow(otherDeed.action, thing.arn);
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: { groups } },
            groups: {
              [group]: { inline: { [`${group}Rights`]: policyOfStatements(allow(deed.action, thing.arn)) } },
              [other]: { inline: { [`${other}Rights`]: policyOfStatements(says) } },
            },
            resources: { [thing.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
        also: [names.groupOf(account, group), names.groupOf(account, other)],
      };
    },
  },
  {
    id: 'deny-wins',
    title: 'A Deny wins over every Allow',
    difficulty: 2,
    level: 'deny-wins',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const group = names.randomGroup(dice);
      const [thing, other] = names.twoThings(dice, account);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const [action, on] = dice.pick([
        [deed.action, thing.arn],
        [`${thing.service}:*`, thing.arn],
        [deed.action, other.arn],
        [otherDeed.action, thing.arn],
      ] as const);
      const rights = policyOfStatements(allow(`${thing.service}:*`, '*'));
      const guard = policyOfStatements(deny(action, on));
      const [own, ofGroup] = dice.chance(0.5) ? [rights, guard] : [guard, rights];
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: { groups: [group], inline: { Own: own } } },
            groups: { [group]: { inline: { Team: ofGroup } } },
            resources: { [thing.container]: {}, [other.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'action-wildcard',
    title: 'A star in an action',
    difficulty: 2,
    level: 'least-privilege',
    make: (dice) => {
      const { account, who, thing, deed, otherDeed } = begin(dice);
      const verb = (action: string) => /^[A-Z][a-z]+/.exec(names.nameOfAction(action))?.[0] ?? '';
      const noun = (action: string) => names.nameOfAction(action).replace(/^[A-Z][a-z]+/, '');
      const from = dice.chance(0.5) ? deed.action : otherDeed.action;
      const pattern = dice.pick([`${verb(from)}*`, `${verb(from)}*`, `*${noun(from)}`, `${verb(from)}?`]);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: {
                inline: { Rights: policyOfStatements(allow(`${thing.service}:${pattern}`, thing.arn)) },
              },
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
    id: 'letter-case',
    title: 'Small and capital letters',
    difficulty: 3,
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const bucket = names.randomBucket(dice);
      const file = names.randomFile(dice);
      const thing = names.fileIn(bucket, file);
      const deed = dice.pick(thing.deeds);
      const changed = dice.chance(0.5);
      const capital = file.charAt(0).toUpperCase() + file.slice(1);
      const action = changed
        ? dice.pick([
            deed.action.toLowerCase(),
            `S3:${names.nameOfAction(deed.action)}`,
            deed.action.toUpperCase(),
          ])
        : deed.action;
      const resource = changed
        ? thing.arn
        : `arn:aws:s3:::${bucket}/${dice.pick([capital, file.toUpperCase()])}`;
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: { inline: { Rights: policyOfStatements(allow(action, resource)) } } },
            resources: { [thing.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
      };
    },
  },
  {
    id: 'bucket-and-objects',
    title: 'A bucket and its files have different ARNs',
    difficulty: 2,
    level: 'bucket-and-objects',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const bucket = names.randomBucket(dice);
      const thing = names.fileIn(bucket, names.randomFile(dice));
      const onBucket = dice.chance(0.5);
      const deed = onBucket
        ? { action: 's3:ListBucket', words: `list the files of the bucket \`${bucket}\`` }
        : dice.pick(thing.deeds);
      const bare = `arn:aws:s3:::${bucket}`;
      const resource = dice.pick([bare, `${bare}/*`, bare, `${bare}/*`, [bare, `${bare}/*`]]);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: {
                inline: {
                  Files: policyOfStatements(
                    allow(['s3:ListBucket', deed.action].slice(onBucket ? 1 : 0), resource),
                  ),
                },
              },
            },
            resources: { [bare]: {} },
          },
        }),
        text: names.can(who, deed),
        question: {
          principal: names.userArnIn(account, who),
          action: deed.action,
          resource: onBucket ? bare : thing.arn,
        },
      };
    },
  },
  {
    id: 'default-version',
    title: 'Only the default version of a policy counts',
    difficulty: 2,
    level: 'policy-versions',
    make: (dice) => {
      const { account, who, thing, deed, otherDeed } = begin(dice);
      const name = policyName(dice);
      const right = policyOfStatements(allow([otherDeed.action, deed.action], thing.arn));
      const less = policyOfStatements(allow(otherDeed.action, thing.arn));
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: { attach: [name] } },
            policies: {
              [name]: {
                versions: dice.chance(0.5) ? [right, less] : [less, right],
                inUse: dice.whole(1, 2),
              },
            },
            resources: { [thing.container]: {} },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
      };
    },
  },
];
