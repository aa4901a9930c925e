/** Templates about policies on resources: buckets, keys and queues, across accounts and for services. */

import { allow, grant, policyOfStatements, type ArcadeStatement } from '../policy.ts';
import * as names from '../names.ts';
import { smallWorld } from '../small-world.ts';
import type { ArcadeTemplate } from '../format.ts';

export const sharing: readonly ArcadeTemplate[] = [
  {
    id: 'resource-policy',
    title: 'A resource policy alone can be enough',
    difficulty: 3,
    level: 'resource-policy',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const thing = names.thingIn(dice, account, ['file', 'queue', 'secret']);
      const [deed] = names.twoDeeds(dice, thing);
      const named = dice.pick([
        names.userArnIn(account, who),
        names.userArnIn(account, who),
        names.userArnIn(account, other),
        names.rootArnOf(account),
      ]);
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: {}, [other]: {} },
            resources: {
              [thing.container]: {
                policy: policyOfStatements(grant({ AWS: named }, deed.action, thing.arn)),
              },
            },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
        facts: [`\`${who}\` has no policy.`, ...names.ownerFacts(thing)],
      };
    },
  },
  {
    id: 'resource-deny',
    title: 'A Deny in a resource policy',
    difficulty: 3,
    level: 'deny-wins',
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const thing = names.thingIn(dice, account, ['file', 'queue', 'secret']);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const statement: ArcadeStatement = {
        Effect: 'Deny',
        Principal: dice.pick([
          '*',
          { AWS: names.userArnIn(account, who) },
          { AWS: names.userArnIn(account, other) },
        ]),
        Action: dice.pick([deed.action, deed.action, otherDeed.action]),
        Resource: thing.arn,
      };
      return {
        world: smallWorld({
          [account]: {
            users: { [who]: { inline: { Everything: policyOfStatements(allow('*')) } }, [other]: {} },
            resources: { [thing.container]: { policy: policyOfStatements(statement) } },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: thing.arn },
        facts: names.ownerFacts(thing),
      };
    },
  },
  {
    id: 'across-accounts',
    title: 'Across accounts, both sides must allow',
    difficulty: 3,
    level: 'cross-account',
    make: (dice) => {
      const [home, owner] = [names.randomAccount(dice), names.randomAccount(dice)];
      const who = names.person(dice);
      const thing = names.thingIn(dice, owner, ['file', 'queue']);
      const [deed, otherDeed] = names.twoDeeds(dice, thing);
      const [own, theirs] = dice.pick([
        [true, true],
        [true, true],
        [true, false],
        [false, true],
      ] as const);
      const named = dice.chance(0.5) ? names.userArnIn(home, who) : names.rootArnOf(home);
      const shared = policyOfStatements(
        grant({ AWS: named }, theirs ? deed.action : otherDeed.action, thing.arn),
      );
      return {
        world: smallWorld({
          [home]: {
            users: {
              [who]: own ? { inline: { Rights: policyOfStatements(allow(deed.action, thing.arn)) } } : {},
            },
          },
          [owner]: { resources: { [thing.container]: { policy: shared } } },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(home, who), action: deed.action, resource: thing.arn },
        facts: [
          `The ${thing.service === 's3' ? 'bucket' : 'resource'} is in the account \`${owner}\`.`,
          ...(own ? [] : [`\`${who}\` has no policy.`]),
        ],
      };
    },
  },
  {
    id: 'for-everyone',
    title: 'Principal star',
    difficulty: 4,
    level: 'public-bucket',
    make: (dice) => {
      const [owner, home] = [names.randomAccount(dice), names.randomAccount(dice)];
      const who = names.person(dice);
      const thing = names.fileIn(names.randomBucket(dice), names.randomFile(dice));
      const deed = dice.pick([...thing.deeds.slice(0, 1), ...thing.deeds]);
      const asks = dice.pick(['anonymous', 'inside', 'outside', 'outside-allowed'] as const);
      const condition = dice.chance(0.4) ? { StringEquals: { 'aws:PrincipalAccount': owner } } : undefined;
      const open = policyOfStatements(grant('*', deed.action, `${thing.container}/*`, condition));
      const person = {
        users: {
          [who]: asks === 'outside-allowed' ? { inline: { Rights: policyOfStatements(allow('s3:*')) } } : {},
        },
      };
      const isInside = asks === 'inside';
      const principal =
        { anonymous: '*', inside: names.userArnIn(owner, who) }[asks as string] ?? names.userArnIn(home, who);
      return {
        world: smallWorld({
          [owner]: {
            ...(isInside ? person : {}),
            resources: { [thing.container]: { policy: open } },
          },
          [home]: asks.startsWith('outside') ? person : {},
        }),
        text: asks === 'anonymous' ? `Can anyone ${deed.words} without signing in?` : names.can(who, deed),
        question: { principal, action: deed.action, resource: thing.arn },
        facts: [
          `The bucket is in the account \`${owner}\`.`,
          'Block Public Access is off for this bucket.',
          ...(asks === 'inside' || asks === 'outside' ? [`\`${who}\` has no policy.`] : []),
        ],
      };
    },
  },
  {
    id: 'service-source',
    title: 'A service as deputy',
    difficulty: 4,
    level: 'service-deputy',
    make: (dice) => {
      const [owner, other] = [names.randomAccount(dice), names.randomAccount(dice)];
      const [ours, theirs] = names.twoBuckets(dice);
      const thing = names.thingIn(dice, owner, ['queue']);
      const deed = { action: 'sqs:SendMessage', words: `send a message to ${thing.words}` };
      const account = dice.chance(0.65) ? owner : other;
      const bucket = dice.pick([ours, ours, theirs]);
      const condition = dice.pick([
        { StringEquals: { 'aws:SourceAccount': owner } },
        { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${ours}` } },
        {
          ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${ours}` },
          StringEquals: { 'aws:SourceAccount': owner },
        },
      ]);
      const text = policyOfStatements(
        grant({ Service: 's3.amazonaws.com' }, 'sqs:SendMessage', thing.arn, condition),
      );
      return {
        world: smallWorld({ [owner]: { resources: { [thing.arn]: { policy: text } } } }),
        text: `Can the service S3 ${deed.words}?`,
        question: {
          principal: 's3.amazonaws.com',
          action: deed.action,
          resource: thing.arn,
          context: { 'aws:SourceAccount': account, 'aws:SourceArn': `arn:aws:s3:::${bucket}` },
        },
        facts: [
          `S3 sends it for the bucket \`${bucket}\`.`,
          `The owner of that bucket is ${account === owner ? 'this account' : 'another account'}, \`${account}\`.`,
        ],
      };
    },
  },
  {
    id: 'key-policy',
    title: 'A key policy must let policies count',
    difficulty: 4,
    make: (dice) => {
      const account = names.randomAccount(dice);
      const [who, other] = names.twoPeople(dice);
      const key = `arn:aws:kms:eu-central-1:${account}:key/${dice.hex(8)}-${dice.hex(4)}-${dice.hex(4)}-${dice.hex(4)}-${dice.hex(12)}`;
      const deed = dice.pick([
        { action: 'kms:Decrypt', words: 'decrypt data with this key' },
        { action: 'kms:Encrypt', words: 'encrypt data with this key' },
        { action: 'kms:GenerateDataKey', words: 'make a data key with this key' },
      ]);
      const named = dice.pick([
        names.rootArnOf(account),
        names.rootArnOf(account),
        names.userArnIn(account, other),
        names.userArnIn(account, who),
      ]);
      const has = dice.chance(0.6);
      return {
        world: smallWorld({
          [account]: {
            users: {
              [who]: has ? { inline: { UseKeys: policyOfStatements(allow('kms:*')) } } : {},
              [other]: {},
            },
            resources: { [key]: { policy: policyOfStatements(grant({ AWS: named }, 'kms:*', '*')) } },
          },
        }),
        text: names.can(who, deed),
        question: { principal: names.userArnIn(account, who), action: deed.action, resource: key },
        facts: has ? [] : [`\`${who}\` has no policy.`],
      };
    },
  },
  {
    id: 'root-locked-out',
    title: 'The root user and a bucket policy',
    difficulty: 5,
    make: (dice) => {
      const account = names.randomAccount(dice);
      const bucket = names.randomBucket(dice);
      const arn = `arn:aws:s3:::${bucket}`;
      const thing = names.fileIn(bucket, names.randomFile(dice));
      const deed = dice.pick([
        ...thing.deeds.slice(0, 1),
        ...thing.deeds,
        { action: 's3:PutBucketPolicy', words: `change the policy of the bucket \`${bucket}\`` },
        { action: 's3:DeleteBucketPolicy', words: `delete the policy of the bucket \`${bucket}\`` },
        { action: 's3:GetBucketPolicy', words: `read the policy of the bucket \`${bucket}\`` },
      ]);
      const onBucket = deed.action.endsWith('Policy');
      const denied = dice.pick(['s3:*', 's3:*', 's3:*Object', 's3:*BucketPolicy']);
      const statement: ArcadeStatement = { ...grant('*', denied, [arn, `${arn}/*`]), Effect: 'Deny' };
      return {
        world: smallWorld({ [account]: { resources: { [arn]: { policy: policyOfStatements(statement) } } } }),
        text: `Can the root user ${deed.words}?`,
        question: {
          principal: names.rootArnOf(account),
          action: deed.action,
          resource: onBucket ? arn : thing.arn,
        },
        facts: ['The bucket is in the account of the root user.'],
      };
    },
  },
];
