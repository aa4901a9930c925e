/** Effective permissions as a table for spreadsheets. */

import { expect, test } from 'vitest';
import { effectiveAsCsv } from '#core/analysis/effective/as-csv.ts';
import type { Permission, TakenAway } from '#core/analysis/effective/permission.ts';
import type { StatementSource } from '#core/analysis/layers/principal-layers.ts';
import { plainLabels } from '#core/model/labels.ts';

const own: StatementSource = {
  layer: 'identity',
  policy: 'arn:aws:iam::123456789012:user/alice#Own',
  statement: 0,
  sid: 'Files, all',
};
const boundary: StatementSource = {
  layer: 'permissions-boundary',
  policy: 'arn:aws:iam::123456789012:policy/OnlyS3',
  statement: 1,
};
const read: Permission = {
  service: 's3',
  level: 'Read',
  actions: ['s3:GetObject', 's3:GetObjectAcl'],
  isWholeLevel: false,
  resources: ['arn:aws:s3:::a/*', '=cmd()'],
  except: [{ resources: ['arn:aws:s3:::a/x'], by: { ...own, statement: 1 } }],
  conditions: { kind: 'test', operator: 'StringEquals', key: 'aws:PrincipalTag/team', values: ['a', 'b'] },
  from: [own],
  limits: [boundary],
};
const taken: TakenAway = {
  service: 'sqs',
  actions: ['sqs:*'],
  resources: ['*'],
  from: [own],
  by: { kind: 'silent', layer: 'permissions-boundary', policies: [boundary.policy] },
  isWhole: true,
};

const linesOf = (permissions: readonly Permission[], away: readonly TakenAway[] = []) =>
  effectiveAsCsv({ permissions, taken: away }, plainLabels).split('\r\n');

test('each action and pattern of resources is a line, with exceptions, condition and statements', () => {
  const [head, first, second, ...more] = linesOf([read]);
  expect(head).toBe(
    '\ufeffResult,Service,Access level,Action,Resource,Except,Condition,Needs besides,Allowed by,Limited by',
  );
  expect(first).toMatch(
    /^allowed,s3,Read,s3:GetObject,arn:aws:s3:::a\/\*,.*arn:aws:s3:::a\/x \(.*statement 2|“Files, all”/,
  );
  expect(first).toContain('OnlyS3, statement 2');
  expect(second).toContain(",'=cmd(),");
  expect(more.map((line) => line.split(',')[3])).toEqual(['s3:GetObjectAcl', 's3:GetObjectAcl', undefined]);
});

test('the condition names every value', () => {
  const values = ['a', 'b', 'c', 'd', 'e', 'f'];
  const [, line] = linesOf([
    { ...read, conditions: { kind: 'test', operator: 'StringLike', key: 'k', values } },
  ]);
  for (const value of values) expect(line).toMatch(new RegExp(`\\b${value}\\b`));
  expect(line).not.toContain('more');
});

test('a line of what a limit took away is marked, in whole or in part', () => {
  const source: StatementSource = { layer: 'service-control', policy: 'NoSqs', statement: 0, level: 1 };
  const [, whole, part] = linesOf([], [taken, { ...taken, isWhole: false, by: { kind: 'deny', source } }]);
  expect(whole).toMatch(/^taken away,sqs,,sqs:\*,\*,,,,.*permissions boundary OnlyS3 does not allow it$/);
  expect(part).toMatch(/^partly taken away,.*Deny in .*NoSqs, statement 1/);
});
