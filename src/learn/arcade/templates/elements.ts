/** Templates about NotAction, NotResource, stars, variables and the version of the policy language. */

import { allow, deny, oldPolicy, policyOfStatements, type ArcadeStatement } from '../policy.ts';
import * as names from '../names.ts';
import type { ArcadeTemplate } from '../format.ts';
import { begin, userAsks } from './user-asks.ts';

const services = [
  'iam',
  'organizations',
  'sqs',
  's3',
  'dynamodb',
  'lambda',
  'sns',
  'secretsmanager',
] as const;

export const elements: readonly ArcadeTemplate[] = [
  {
    id: 'not-action',
    title: 'NotAction means everything else',
    difficulty: 3,
    level: 'not-action',
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice);
      const others = dice.some(
        services.filter((service) => service !== thing.service),
        2,
      );
      const listed = dice.chance(0.5) ? [thing.service, ...others.slice(1)] : others;
      const NotAction = dice.some(listed, 2).map((service) => `${service}:*`);
      const statement: ArcadeStatement = { Effect: 'Allow', NotAction, Resource: '*' };
      return userAsks({ account, who, deed, thing, policies: { AlmostAll: policyOfStatements(statement) } });
    },
  },
  {
    id: 'deny-not-action',
    title: 'A Deny with NotAction',
    difficulty: 4,
    level: 'not-action',
    make: (dice) => {
      const { account, who, thing, deed, otherDeed } = begin(dice);
      const NotAction = dice.pick([deed.action, `${thing.service}:*`, otherDeed.action, 'iam:*']);
      const limit: ArcadeStatement = { Effect: 'Deny', NotAction, Resource: '*' };
      const rights = dice.chance(0.8) ? allow('*') : allow(otherDeed.action);
      return userAsks({
        ...{ account, who, deed, thing },
        policies: { Rights: policyOfStatements(rights), Limit: policyOfStatements(limit) },
      });
    },
  },
  {
    id: 'not-resource',
    title: 'NotResource means every other resource',
    difficulty: 3,
    level: 'not-action',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const [thing, other] = names.twoThings(dice, account);
      const [deed] = names.twoDeeds(dice, thing);
      const Action = dice.pick([deed.action, `${thing.service}:*`]);
      const NotResource = dice.chance(0.5) ? thing.arn : other.arn;
      const rest = dice.chance(0.5)
        ? [allow(Action), { Effect: 'Deny', Action, NotResource } as const]
        : [{ Effect: 'Allow', Action, NotResource } as const];
      return userAsks({ account, who, deed, thing, policies: { Rights: policyOfStatements(...rest) } });
    },
  },
  {
    id: 'variable',
    title: 'A variable stands for the name of the caller',
    difficulty: 3,
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const bucket = names.randomBucket(dice);
      const folder = dice.pick([who, who, who, other]);
      const thing = names.fileIn(bucket, `home/${folder}/${names.randomFile(dice)}`);
      const [deed] = names.twoDeeds(dice, thing);
      const written = dice.chance(0.7) ? policyOfStatements : oldPolicy;
      const own = `arn:aws:s3:::${bucket}/home/\${aws:username}/*`;
      return userAsks({
        account,
        who,
        deed,
        thing,
        policies: { OwnFolder: written(allow(deed.action, own)) },
      });
    },
  },
  {
    id: 'resource-wildcard',
    title: 'A star in a resource',
    difficulty: 2,
    level: 'bucket-and-objects',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const bucket = names.randomBucket(dice);
      const year = dice.whole(2023, 2026);
      const file = names.randomFile(dice);
      const thing = names.fileIn(bucket, `${year}/${dice.whole(1, 4)}/${file}`);
      const [deed] = names.twoDeeds(dice, thing);
      const pattern = dice.pick([
        `${year}/*`,
        `*${file.slice(file.indexOf('.'))}`,
        '20??/?/*',
        `${year - 1}/*`,
        `${year}/${file}`,
        `${year}/?`,
      ]);
      const files = policyOfStatements(allow(deed.action, `arn:aws:s3:::${bucket}/${pattern}`));
      return userAsks({ account, who, deed, thing, policies: { Files: files } });
    },
  },
  {
    id: 'deny-one-folder',
    title: 'A Deny on a part',
    difficulty: 1,
    level: 'deny-wins',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const bucket = names.randomBucket(dice);
      const [folder = '', other = ''] = dice.some(['private', 'public', 'shared', 'old', 'team'], 2);
      const thing = names.fileIn(bucket, `${folder}/${names.randomFile(dice)}`);
      const [deed] = names.twoDeeds(dice, thing);
      const closed = dice.chance(0.5) ? folder : other;
      const files = policyOfStatements(
        allow(deed.action, `arn:aws:s3:::${bucket}/*`),
        deny('s3:*', `arn:aws:s3:::${bucket}/${closed}/*`),
      );
      return userAsks({ account, who, deed, thing, policies: { Files: files } });
    },
  },
];
