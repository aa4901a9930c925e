/** The parts of "Effective permissions": rows that open, and limits with what they took away. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import type { Conditions } from '#core/analysis/effective/conditions.ts';
import type { Permission } from '#core/analysis/effective/permission.ts';
import type { StatementSource } from '#core/analysis/layers/principal-layers.ts';
import { takenByLimit } from '#core/query/identities/taken-away.ts';
import PermissionTable from '#view/entity/effective/PermissionTable.svelte';
import TakenAway from '#view/entity/effective/TakenAway.svelte';
import { exampleSession, mountPart } from '../mounted.ts';
import { newPerson } from '../person.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const principal = 'arn:aws:iam::111122223333:user/mallory';
const source = (policy: string, sid?: string): StatementSource => ({
  layer: 'identity',
  policy,
  statement: 0,
  ...(sid !== undefined && { sid }),
});
const readPayroll = source('arn:aws:iam::111122223333:policy/ReadPayroll', 'Files');
const withMfa: Conditions = {
  ...{ kind: 'test', operator: 'Bool', key: 'aws:MultiFactorAuthPresent' },
  values: ['true'],
};
const free: Permission = {
  service: 's3',
  level: 'Read',
  actions: ['s3:GetObject', 's3:GetObjectAcl', 's3:GetObjectTagging'],
  isWholeLevel: false,
  resources: ['arn:aws:s3:::payroll', 'arn:aws:s3:::payroll/*'],
  except: [{ resources: ['arn:aws:s3:::payroll/secret/*'], by: source(`${principal}#NoSecrets`) }],
  from: [readPayroll],
  limits: [],
};
const permission: Permission = { ...free, conditions: withMfa };

test('a row says actions, resources, exceptions, condition and policy, and opens to all of its parts', async () => {
  const person = newPerson();
  mountPart(session, PermissionTable, { permissions: [permission], principal });
  const [, row] = screen.getAllByRole('row');
  const cells = within(row ?? document.body)
    .getAllByRole('cell')
    .map((cell) => cell.textContent?.replaceAll(/\s+/g, ' ').trim());
  expect(cells).toEqual([
    'Read',
    '3 actions',
    'bucket payroll and its objects except objects payroll/secret/*, because of NoSecrets of mallory',
    'if the request is made with MFA',
    'ReadPayroll',
  ]);
  expect(screen.getByRole('link', { name: 'ReadPayroll' }).getAttribute('href')).toContain('#/policies/');
  const opener = screen.getByRole('button', { name: '3 actions', expanded: false });
  opener.focus();
  await person.keyboard('{Enter}');
  screen.getByRole('button', { name: '3 actions', expanded: true });
  screen.getByText('GetObject, GetObjectAcl, GetObjectTagging');
  screen.getByText('ReadPayroll, statement “Files”');
});

test('a Deny of the whole row stands under the condition, and the search names the action', () => {
  const withoutMfa = { resources: ['*'], by: source(`${principal}#NoSecrets`, 'Mfa') };
  const conditions: Conditions = { kind: 'not', of: withMfa };
  const row: Permission = { ...free, except: [{ ...withoutMfa, conditions }] };
  mountPart(session, PermissionTable, { permissions: [row], principal, search: 'objectacl' });
  const text = screen.getAllByRole('row')[1]?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
  expect(text).toContain('unless the request is made without MFA Deny in NoSecrets of mallory');
  expect(text).toContain('3 actions, with GetObjectAcl');
  expect(text).not.toContain('except');
});

test('three exceptions are all told, and one more condition is said in the singular', () => {
  const by = source(`${principal}#NoSecrets`);
  const parts = ['a', 'b', 'c'].map((name) => ({ resources: [`arn:aws:s3:::payroll/${name}/*`], by }));
  const times = ['2027', '2028', '2029'].map((year) => ({
    ...{ resources: ['*'], by },
    conditions: { ...withMfa, key: `aws:RequestTag/${year}` },
  }));
  mountPart(session, PermissionTable, {
    permissions: [{ ...free, except: [...parts, ...times] }],
    principal,
  });
  for (const name of ['a', 'b', 'c']) screen.getByText(new RegExp(`payroll/${name}/`));
  expect(screen.queryByText(/more exception/)).toBeNull();
  screen.getByText('and 1 more condition');
});

test('a long list is shown in steps, each service with its name once', async () => {
  const person = newPerson();
  const many = Array.from({ length: 40 }, (_, at) => ({ ...permission, actions: [`s3:A${at}`] }));
  mountPart(session, PermissionTable, { permissions: many, principal });
  expect(screen.getAllByRole('row')).toHaveLength(31);
  await person.click(screen.getByRole('button', { name: 'Show more: 10 of 40 rows are not shown' }));
  expect(screen.getAllByRole('row')).toHaveLength(41);
});

test('each limit says how much it took away, and opens to the actions', async () => {
  const person = newPerson();
  const takers = takenByLimit({
    taken: [
      {
        ...{ service: 'sqs', level: 'Write', actions: ['sqs:SendMessage'], resources: ['*'] },
        ...{ from: [readPayroll], by: { kind: 'deny', source: source(`${principal}#No`) }, isWhole: true },
      },
    ],
    limits: [
      {
        ...{ layer: 'permissions-boundary', removed: 0, narrowed: 0 },
        policies: ['arn:aws:iam::111122223333:policy/ReadPayroll'],
      },
    ],
  });
  mountPart(session, TakenAway, { takers, principal });
  const textOf = (element?: Element | null) => element?.textContent?.replaceAll(/\s+/g, ' ').trim();
  const items = screen.getAllByRole('listitem');
  expect(items).toHaveLength(1);
  expect(textOf(items[0])).toContain('Deny in No of mallory takes away 1 action.');
  const idle = textOf(screen.getByText('Permissions boundary').parentElement);
  expect(idle).toBe('Permissions boundary ReadPayroll takes nothing away.');
  expect(screen.getByRole('region', { name: 'Taken away' }).textContent).not.toContain('takes nothing away');
  await person.click(screen.getByText('Show the actions'));
  screen.getByText('SendMessage');
  expect(textOf(items[0])).toContain('Allowed by ReadPayroll.');
});

test.each([
  [[free], 0],
  [[free, permission], 1],
])('the column of conditions stands only where a row has one: %#', (permissions, count) => {
  mountPart(session, PermissionTable, { permissions, principal });
  expect(screen.queryAllByRole('columnheader', { name: 'Condition' }).length).toBe(count);
});
