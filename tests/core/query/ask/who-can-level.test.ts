/** Any action of an access level: what is offered, and how many actions each principal can do, in words. */

import { beforeAll, expect, test } from 'vitest';
import { levelListOf, levelText, offeredLevelsOf } from '#core/query/ask/who-can/level-words.ts';
import { whoCanLevel } from '#core/query/ask/who-can/level.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, anAccount, deny, env } from '../../accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const world = anAccount({
  users: {
    alice: { inline: { Own: allow('s3:Put*', '*'), No: deny('s3:PutObjectAcl') } },
    bob: {},
    carol: { inline: { Part: allow('s3:PutObject', 'arn:aws:s3:::pay/*') } },
  },
});
const levels = (resource: string) => {
  const service = reference.service?.('s3');
  return service ? offeredLevelsOf(service, resource) : [];
};
const rows = (resource: string) =>
  whoCanLevel(world, account, { service: 's3', level: 'Write', resource }, { ...env, reference });

test('a level is offered with as many actions as the list asks about', () => {
  for (const resource of ['arn:aws:s3:::pay/x', 'arn:aws:s3:::pay', 'arn:aws:s3:::*', '*']) {
    const offered = levels(resource).find(({ level }) => level === 'Write')?.count;
    for (const { allowed, depends, denied } of rows(resource))
      expect(allowed.length + depends.length + denied.length).toBe(offered);
  }
  expect(levels('arn:aws:sqs:us-east-1:111122223333:q')).toEqual([]);
});

test('all, some or none of the actions: what only depends is counted apart', () => {
  const words = rows('arn:aws:s3:::*/*').map((row) => [row.name, levelListOf(row), levelText(row)]);
  expect(words).toEqual([
    ['root', 'all', expect.stringMatching(/^all \d+$/)],
    ['alice', 'some', expect.stringMatching(/^\d of \d+: .*PutObject/)],
    ['bob', 'none', expect.stringMatching(/^0 of \d+$/)],
    ['carol', 'some', expect.stringMatching(/^0 of \d+; 1 depends$/)],
  ]);
});
