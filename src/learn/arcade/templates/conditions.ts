/** Templates about conditions: addresses, times, MFA and keys that are missing. */

import type { Dice } from '#share/generate/dice.ts';
import { allow, deny, policyOfStatements } from '../policy.ts';
import * as names from '../names.ts';
import type { ArcadeTemplate } from '../format.ts';
import { begin, userAsks } from './user-asks.ts';

/** A secret that is made with tags needs both actions. */
const newSecretActions = ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'];

function newSecret(dice: Dice) {
  const account = names.randomAccount(dice);
  const thing = names.thingIn(dice, account, ['secret']);
  const deed = { action: 'secretsmanager:CreateSecret', words: `create ${thing.words}` };
  return { account, who: names.person(dice), thing, deed };
}

const day = 86_400_000;
const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 10)}T00:00:00Z`;
const inWords = (time: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(time);

const teams = ['red', 'blue', 'green'] as const;

export const conditionTemplates: readonly ArcadeTemplate[] = [
  {
    id: 'source-address',
    title: 'Allowed only from one network',
    difficulty: 2,
    level: 'source-address',
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice);
      const net = dice.pick(['203.0.113', '198.51.100', '192.0.2']);
      const away = dice.pick(['203.0.113', '198.51.100', '192.0.2'].filter((one) => one !== net));
      const address = `${dice.chance(0.5) ? net : away}.${dice.whole(2, 250)}`;
      const range = { 'aws:SourceIp': `${net}.0/24` };
      const rights = dice.chance(0.5)
        ? policyOfStatements(allow(deed.action, thing.arn, { IpAddress: range }))
        : policyOfStatements(allow(deed.action, thing.arn), deny('*', '*', { NotIpAddress: range }));
      return userAsks({
        ...{ account, who, deed, thing },
        policies: { FromOffice: rights },
        context: { 'aws:SourceIp': address },
        facts: [`The request comes from the address \`${address}\`.`],
      });
    },
  },
  {
    id: 'date-window',
    title: 'Allowed between two dates',
    difficulty: 2,
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice);
      const from = Date.UTC(2026, dice.whole(0, 9), dice.whole(1, 28));
      const until = from + dice.whole(10, 60) * day;
      const now = dice.pick([
        from + day,
        until - day,
        from + 5 * day,
        from - dice.whole(1, 20) * day,
        until + dice.whole(1, 20) * day,
      ]);
      const rights = allow(deed.action, thing.arn, {
        DateGreaterThan: { 'aws:CurrentTime': iso(from) },
        DateLessThan: { 'aws:CurrentTime': iso(until) },
      });
      return userAsks({
        ...{ account, who, deed, thing, now: now + day / 2 },
        policies: { ForAWhile: policyOfStatements(rights) },
        facts: [`The request is made on ${inWords(now + day / 2)} at noon (UTC).`],
      });
    },
  },
  {
    id: 'missing-key',
    title: 'A key that is missing',
    difficulty: 4,
    level: 'source-address',
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice);
      const [team, other] = dice.some(teams, 2);
      const key = { 'aws:PrincipalTag/team': team };
      const tags = dice.pick([null, null, { team: other ?? '' }]);
      const rights = dice.pick([
        policyOfStatements(allow(deed.action, thing.arn, { StringEquals: key })),
        policyOfStatements(allow(deed.action, thing.arn, { StringNotEquals: key })),
        policyOfStatements(allow(deed.action, thing.arn, { StringNotEquals: key })),
        policyOfStatements(allow(deed.action, thing.arn), deny('*', '*', { StringNotEquals: key })),
        policyOfStatements(allow(deed.action, thing.arn), deny('*', '*', { StringEquals: key })),
      ]);
      return userAsks({
        ...{ account, who, deed, thing },
        ...(tags ? { tags } : {}),
        policies: { ByTeam: rights },
        facts: [tags ? `\`${who}\` has the tag \`team\` = \`${tags.team}\`.` : `\`${who}\` has no tags.`],
      });
    },
  },
  {
    id: 'if-exists',
    title: 'Operators that end in IfExists',
    difficulty: 4,
    level: 'mfa-required',
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice);
      const [team = '', other = ''] = dice.some(teams, 2);
      const found = dice.pick([null, null, team, other]) ?? undefined;
      const condition = {
        [dice.pick(['StringEquals', 'StringEqualsIfExists', 'StringEqualsIfExists'])]: {
          'aws:PrincipalTag/team': team,
        },
      };
      return userAsks({
        ...{ account, who, deed, thing },
        ...(found === undefined ? {} : { tags: { team: found } }),
        policies: { ByTeam: policyOfStatements(allow(deed.action, thing.arn, condition)) },
        facts: [
          found === undefined ? `\`${who}\` has no tags.` : `\`${who}\` has the tag \`team\` = \`${found}\`.`,
        ],
      });
    },
  },
  {
    id: 'mfa',
    title: 'MFA, and keys without it',
    difficulty: 4,
    level: 'mfa-required',
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice);
      const key = 'aws:MultiFactorAuthPresent';
      const [fact, present] = dice.pick([
        [`\`${who}\` signed in with MFA.`, 'true'],
        [`\`${who}\` signed in without MFA.`, 'false'],
        [`\`${who}\` uses a long-term access key, so the request says nothing about MFA.`, undefined],
        [`\`${who}\` uses a long-term access key, so the request says nothing about MFA.`, undefined],
      ] as const);
      const rights = dice.pick([
        policyOfStatements(allow(deed.action, thing.arn), deny('*', '*', { Bool: { [key]: 'false' } })),
        policyOfStatements(
          allow(deed.action, thing.arn),
          deny('*', '*', { BoolIfExists: { [key]: 'false' } }),
        ),
        policyOfStatements(allow(deed.action, thing.arn, { Bool: { [key]: 'true' } })),
        policyOfStatements(allow(deed.action, thing.arn, { BoolIfExists: { [key]: 'true' } })),
      ]);
      return userAsks({
        ...{ account, who, deed, thing },
        policies: { WithMfa: rights },
        ...(present === undefined ? {} : { context: { [key]: present } }),
        facts: [fact],
      });
    },
  },
  {
    id: 'string-like',
    title: 'StringLike and StringEquals',
    difficulty: 3,
    make: (dice) => {
      const account = names.randomAccount(dice);
      const who = names.person(dice);
      const bucket = names.randomBucket(dice);
      const [team = '', other = ''] = dice.some(teams, 2);
      const asked = dice.pick([
        `team-${team}/`,
        `team-${team}/2026/`,
        `team-${team}/2026/`,
        `team-${other}/`,
      ]);
      const operator = dice.pick(['StringLike', 'StringLike', 'StringEquals']);
      const wanted = dice.pick([`team-${team}/*`, `team-${team}/*`, `team-${team}/`]);
      const arn = `arn:aws:s3:::${bucket}`;
      const words = `list \`${asked}\` in the bucket \`${bucket}\``;
      const thing = { service: 's3', arn, container: arn, words: '', deeds: [] };
      return userAsks({
        ...{ account, who, thing, deed: { action: 's3:ListBucket', words } },
        policies: {
          OwnFolder: policyOfStatements(allow('s3:ListBucket', arn, { [operator]: { 's3:prefix': wanted } })),
        },
        context: { 's3:prefix': asked },
        facts: [`The request lists the prefix (\`s3:prefix\`) \`${asked}\`.`],
      });
    },
  },
  {
    id: 'two-conditions',
    title: 'Every condition must hold, one value is enough',
    difficulty: 3,
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice, ['file']);
      const [region = '', other = '', third = ''] = dice.some(
        ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-south-1'],
        3,
      );
      const address = `${dice.pick(['203.0.113', '203.0.113', '203.0.113', '198.51.100'])}.${dice.whole(2, 250)}`;
      const asked = dice.pick([region, other, other, third]);
      const rights = allow(deed.action, thing.arn, {
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        StringEquals: { 'aws:RequestedRegion': [region, other] },
      });
      return userAsks({
        ...{ account, who, deed, thing },
        policies: { TwoConditions: policyOfStatements(rights) },
        context: { 'aws:SourceIp': address, 'aws:RequestedRegion': asked },
        facts: [`The request comes from \`${address}\`.`, `It goes to the region \`${asked}\`.`],
      });
    },
  },
  {
    id: 'any-all-values',
    title: 'ForAnyValue and ForAllValues',
    difficulty: 5,
    make: (dice) => {
      const tags = dice.some(['team', 'project', 'stage', 'owner', 'cost'], 3);
      const given = dice.pick([tags.slice(0, 1), tags.slice(0, 2), tags.slice(1), tags.slice(2), []]);
      const operator = dice.pick(['ForAllValues:StringEquals', 'ForAnyValue:StringEquals']);
      const keys = { [operator]: { 'aws:TagKeys': tags.slice(0, 2) } };
      return userAsks({
        ...newSecret(dice),
        policies: { NewSecrets: policyOfStatements(allow(newSecretActions, '*', keys)) },
        context: given.length === 0 ? {} : { 'aws:TagKeys': given },
        facts: [
          given.length === 0
            ? 'The new secret gets no tags.'
            : `The new secret gets tags with the keys ${given.map((key) => `\`${key}\``).join(' and ')}.`,
        ],
      });
    },
  },
  {
    id: 'tags-decide',
    title: 'Tags decide',
    difficulty: 3,
    level: 'tags-decide',
    make: (dice) => {
      const { account, who, thing, deed } = begin(dice, ['instance', 'secret', 'queue']);
      const [team = '', other = ''] = dice.some(teams, 2);
      const [own, its] = dice.pick([
        [team, team],
        [team, team],
        [team, other],
        [undefined, team],
        [team, undefined],
      ]);
      const same = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
      const tag = (name: string, value: string | undefined) =>
        value === undefined ? `${name} has no tags.` : `${name} has the tag \`team\` = \`${value}\`.`;
      const first = thing.words.charAt(0).toUpperCase() + thing.words.slice(1);
      return userAsks({
        ...{ account, who, deed, thing },
        ...(own === undefined ? {} : { tags: { team: own } }),
        ...(its === undefined ? {} : { thingTags: { team: its } }),
        policies: { OwnTeam: policyOfStatements(allow(`${thing.service}:*`, '*', same)) },
        facts: [tag(`\`${who}\``, own), tag(first, its)],
      });
    },
  },
  {
    id: 'request-tags',
    title: 'A new resource needs a tag',
    difficulty: 4,
    level: 'tags-decide',
    make: (dice) => {
      const [team = '', other = ''] = dice.some(teams, 2);
      const given = dice.pick([team, team, other, null]) ?? undefined;
      const operator = dice.pick(['StringEquals', 'StringEquals', 'StringEqualsIfExists']);
      const wanted = { [operator]: { 'aws:RequestTag/team': team } };
      return userAsks({
        ...newSecret(dice),
        policies: { NewSecrets: policyOfStatements(allow(newSecretActions, '*', wanted)) },
        context: given === undefined ? {} : { 'aws:RequestTag/team': given, 'aws:TagKeys': ['team'] },
        facts: [
          given === undefined
            ? 'The new secret gets no tags.'
            : `The new secret gets the tag \`team\` = \`${given}\`.`,
        ],
      });
    },
  },
];
