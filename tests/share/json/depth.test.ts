/** A file that is nested too deeply is refused before anybody parses it, whatever kind of file it says it is. */

import { afterEach, expect, test, vi } from 'vitest';
import { readWorkspaces } from '#app/workspaces/file.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import { tooDeepOffset, tooDeepText } from '#share/json/depth.ts';

afterEach(() => vi.restoreAllMocks());

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

test.each([
  ['account details', `{"UserDetailList":[${deep}]}`],
  ['a page of users', `[{"UserName":${deep}}]`],
  ['an organization', `{"Organization":${deep}}`],
  ['the collector', `{"format":"iam-playground/collected","version":1,"resources":${deep}}`],
  ['resource policies', `[{"account":"111122223333","arn":"arn:aws:s3:::a","document":${deep}}]`],
  ['a credential report', `{"ReportFormat":"text/csv","Content":${deep}}`],
  ['anything else', deep],
])('a file that is nested 100,000 deep is refused before it is parsed: %s', (_, text) => {
  const parse = vi.spyOn(JSON, 'parse');
  const result = readAccountDetails([{ name: 'a.json', text }], { reference: emptyReference });
  expect(parse).not.toHaveBeenCalled();
  expect(!result.ok && result.error.message).toBe(
    'the file is nested too deeply. AWS never writes such a file',
  );
});

test('a backup that is nested too deeply is refused before it is parsed', () => {
  const parse = vi.spyOn(JSON, 'parse');
  const result = readWorkspaces(`{"format":"iam-playground/workspaces","workspaces":${deep}}`, () => 0.5);
  expect(parse).not.toHaveBeenCalled();
  expect(result).toEqual({ ok: false, error: 'It is nested too deeply.' });
});

test('the guard reads each character once at most, and brackets in a text count for nothing', () => {
  const text = `{"a":"${'['.repeat(1_000)}\\"${'{'.repeat(1_000)}"}`;
  const look = vi.spyOn(String.prototype, 'charCodeAt');
  expect(tooDeepText(text)).toBe(false);
  const calls = look.mock.calls.length;
  vi.restoreAllMocks();
  expect(calls).toBeLessThanOrEqual(text.length);
  expect([tooDeepOffset('['.repeat(64)), tooDeepOffset('['.repeat(65))]).toEqual([undefined, 64]);
});

test('a document that is nested deeply inside a text is a bad record with its own place', () => {
  const users = ['ann', 'bob'].map((UserName) => ({
    UserName,
    Path: '/',
    UserId: `AIDA${UserName.toUpperCase()}`,
    Arn: `arn:aws:iam::210987654321:user/${UserName}`,
    CreateDate: '2026-01-01T00:00:00Z',
    UserPolicyList: UserName === 'bob' ? [{ PolicyName: 'P', PolicyDocument: deep }] : [],
  }));
  const text = JSON.stringify({ UserDetailList: users });
  const result = readAccountDetails([{ name: 'a.json', text }], { reference: emptyReference });
  expect(result.ok && result.value.skipped.map(({ subject }) => subject)).toEqual([
    'inline policy `P` of user `bob`',
  ]);
});
