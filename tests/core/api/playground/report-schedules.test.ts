/** The credential report's extensions (curriculum row 10): JSON, service-linked roles, schedule, inbox. */

import { expect, test } from 'vitest';
import { type JsonReport, reportRows } from '#core/reports/credential-report.ts';
import { dueReports, nextDue, reportInbox } from '#core/reports/deliveries.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import { TestAccount, account, expectError, expectOk, noon } from '../door.ts';
import { rowsOf } from '../random/invariants.ts';

const own = unsafeAccountId(account);
const hour = 3600;
const scheduled = (params: Record<string, unknown>): TestAccount => {
  const t = new TestAccount().given(['CreateUser', { UserName: 'alice' }]);
  expectOk(t.play('PutReportSchedule', { Format: 'csv', ...params }));
  return t;
};
const advance = (t: TestAccount, seconds: number): void => {
  t.wait(seconds);
  expectOk(t.play('AdvanceClock', { Seconds: 1 }));
};
const dates = (t: TestAccount) => reportInbox(t.world, own).map(({ date }) => date);

test.each([
  ['daily', '2026-01-31T12:00:00Z', '2026-02-01T00:00:00Z'],
  ['daily', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'],
  ['weekly', '2026-01-31T12:00:00Z', '2026-02-02T00:00:00Z'],
  ['weekly', '2026-02-02T00:00:00Z', '2026-02-09T00:00:00Z'],
] as const)('a %s report schedule set at %s delivers first at %s', (frequency, after, due) => {
  expect(isoSeconds(nextDue(frequency, Date.parse(after)))).toBe(due);
});

test('a report schedule says when the next report comes, and delivers nothing before', () => {
  const t = new TestAccount();
  const set = t.play('PutReportSchedule', { Frequency: 'weekly', Format: 'json' });
  expect(expectOk(set)).toEqual({ NextDelivery: '2026-02-02T00:00:00Z' });
  advance(t, 36 * hour - 60);
  expect(dates(t)).toEqual([]);
});

test('moving the clock past midnight delivers AWS’s own CSV, byte for byte', () => {
  const t = scheduled({ Frequency: 'daily' });
  advance(t, 12 * hour);
  expect(dates(t)).toEqual(['2026-02-01T00:00:00Z']);
  const [letter] = reportInbox(t.world, own);
  expectOk(t.call('GenerateCredentialReport'));
  const content = [...t.world.credentialReports.values()][0]?.content;
  expect(letter?.files).toEqual([
    { name: 'credential-report-2026-02-01.csv', type: 'text/csv', text: content },
  ]);
});

test('a JSON report holds the same rows under the columns’ names, and the service-linked roles where asked for', () => {
  const t = scheduled({ Frequency: 'daily', Format: 'json', IncludeServiceLinkedRoles: true });
  t.given(['CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' }]);
  advance(t, 12 * hour);
  const [file] = reportInbox(t.world, own)[0]?.files ?? [];
  const report = JSON.parse(file?.text ?? '') as JsonReport;
  expect(report).toMatchObject({ generated: '2026-02-01T00:00:00Z', account });
  expect(report.users.map(({ user }) => user)).toEqual(['<root_account>', 'alice']);
  expect(report.users[1]).toMatchObject({ password_enabled: 'false', cert_2_active: 'false' });
  expect(report.serviceLinkedRoles).toMatchObject([
    {
      role_name: 'AWSServiceRoleForAutoScaling',
      service: 'autoscaling.amazonaws.com',
      last_used_date: 'N/A',
    },
  ]);
});

test('the service-linked roles of a CSV report are a file of their own', () => {
  const t = scheduled({ Frequency: 'daily', IncludeServiceLinkedRoles: true });
  advance(t, 12 * hour);
  expect(reportInbox(t.world, own)[0]?.files.map(({ name }) => name)).toEqual([
    'credential-report-2026-02-01.csv',
    'service-linked-roles-2026-02-01.csv',
  ]);
});

test('a long jump of the clock delivers the newest reports that the inbox keeps, each once, and older letters make room', () => {
  const t = scheduled({ Frequency: 'daily' });
  advance(t, 90 * 24 * hour);
  expect(dates(t)).toHaveLength(12);
  expect(dates(t)[0]).toBe('2026-05-01T00:00:00Z');
  advance(t, 24 * hour);
  expect([dates(t).length, dates(t)[0], dates(t).at(-1)]).toEqual([
    12,
    '2026-05-02T00:00:00Z',
    '2026-04-21T00:00:00Z',
  ]);
});

test('DeliverReports catches up with the time that passed by itself, and says how many reports came', () => {
  const t = scheduled({ Frequency: 'daily' }).wait(3 * 24 * hour);
  expect(dueReports(t.world, own, t.env.now)).toHaveLength(3);
  expect(expectOk(t.play('DeliverReports', {}))).toEqual({ Delivered: 3 });
  expect(expectOk(t.play('DeliverReports', {}))).toEqual({ Delivered: 0 });
});

test('a report schedule that is set anew counts from now; a deleted one delivers no more', () => {
  const t = scheduled({ Frequency: 'daily' });
  advance(t, 36 * hour);
  expectOk(t.play('PutReportSchedule', { Frequency: 'weekly', Format: 'csv' }));
  advance(t, 24 * hour);
  expect(dates(t)).toEqual(['2026-02-02T00:00:00Z', '2026-02-01T00:00:00Z']);
  expectOk(t.play('DeleteReportSchedule', {}));
  advance(t, 30 * 24 * hour);
  expect(dates(t)).toHaveLength(2);
  expectError(t.play('DeleteReportSchedule', {}), 'NoSuchEntity', 404, /no report schedule/);
});

test('the same world and the same jump give the same letters', () => {
  const made = () => {
    const t = scheduled({ Frequency: 'weekly', Format: 'json' });
    advance(t, 60 * 24 * hour);
    return rowsOf(t.world);
  };
  expect(made()).toBe(made());
});

test('a report schedule of an account that does not exist is refused', () => {
  const params = { Account: '999999999999', Frequency: 'daily', Format: 'csv' };
  expectError(new TestAccount().play('PutReportSchedule', params), 'NoSuchEntity', 404, /does not exist/);
});

test('R-06 reportRows reads names with commas', () => {
  const t = new TestAccount().given(['CreateUser', { UserName: 'a,b' }]);
  expect(noon).toBe(t.env.now);
  expectOk(t.call('GenerateCredentialReport'));
  const content = [...t.world.credentialReports.values()][0]?.content ?? '';
  expect(reportRows(content).map(({ user, arn }) => [user, arn])).toEqual([
    ['<root_account>', `arn:aws:iam::${account}:root`],
    ['a,b', `arn:aws:iam::${account}:user/a,b`],
  ]);
});
