/** A row of who-can says which part is allowed and under which conditions, in a few words or whole. */

import { expect, test } from 'vitest';
import type { Conditions } from '#core/analysis/effective/conditions.ts';
import type { WhoCanRow } from '#core/query/ask/who-can.ts';
import {
  type WhoCanList,
  whoCanListOf,
  throughText,
  writtenConditions,
} from '#core/query/ask/who-can/words.ts';

const mfa: Conditions = {
  kind: 'test',
  operator: 'Bool',
  key: 'aws:MultiFactorAuthPresent',
  values: ['true'],
};
const office: Conditions = {
  kind: 'test',
  operator: 'IpAddress',
  key: 'aws:SourceIp',
  values: ['203.0.113.0/24'],
};
const s3 = (path: string) => `arn:aws:s3:::${path}`;
const asked = s3('*');

type Row = Partial<Pick<WhoCanRow, 'verdict' | 'part' | 'conditions'>>;
const row = (one: Row) => ({ verdict: 'denied', through: 'no identity policy allows it', ...one }) as const;

test.each<[Row, WhoCanList, string]>([
  [{}, 'cannot', 'no identity policy allows it'],
  [{ conditions: mfa }, 'depends', 'if the request is made with MFA'],
  [
    { verdict: 'allowed', conditions: { kind: 'any', of: [mfa, office] } },
    'can',
    'no identity policy allows it, only if the request is made with MFA, or aws:SourceIp is in 203.0.113.0/24',
  ],
  [{ verdict: 'depends' }, 'depends', 'no identity policy allows it'],
  [{ verdict: 'depends', part: { allowed: [s3('logs/*')], except: [] } }, 'part', 'on logs/*'],
  [
    { verdict: 'depends', part: { allowed: [s3('logs/*'), '*'], except: [s3('logs/a'), s3('logs/b')] } },
    'part',
    'on logs/*, everything, except logs/a, logs/b',
  ],
  [
    { verdict: 'depends', part: { allowed: ['a', 'b', 'c', 'd', 'e'].map(s3), except: [] } },
    'part',
    'on a, b, c and 2 more',
  ],
  [{ verdict: 'depends', part: { allowed: [asked], except: [s3('logs/*')] } }, 'part', 'on all but logs/*'],
  [{ verdict: 'depends', part: { allowed: [], except: [] } }, 'part', 'on part of it'],
  [
    { verdict: 'depends', part: { allowed: [s3('logs/*')], except: [] }, conditions: mfa },
    'part',
    'on logs/*; on all of it if the request is made with MFA',
  ],
])('%j is among those who %s, with the words “%s”', (one, list, words) => {
  expect(whoCanListOf(row(one))).toBe(list);
  expect(throughText(row(one), asked)).toBe(words);
});

test('conditions are written whole, line by line, with the keys that they read', () => {
  expect(
    writtenConditions({ kind: 'all', of: [mfa, { kind: 'any', of: [office, { kind: 'not', of: mfa }] }] }),
  ).toEqual({
    isAll: true,
    lines: [
      'the request is made with MFA',
      'aws:SourceIp is in 203.0.113.0/24, or the request is made without MFA',
    ],
    keys: ['aws:MultiFactorAuthPresent', 'aws:SourceIp'],
  });
  expect(writtenConditions({ kind: 'any', of: [mfa, office] }).isAll).toBe(false);
  expect(writtenConditions(mfa).lines).toEqual(['the request is made with MFA']);
});
