/** The consequences of a change on screen: rows with a request that shows each, and for whom. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import type { ChangedPermission } from '#core/analysis/consequences/consequence.ts';
import Changes from '#view/entity/consequences/Changes.svelte';
import ChangesForAll from '#view/entity/consequences/ChangesForAll.svelte';
import { summaryOf } from '#view/entity/consequences/summary.ts';
import { exampleSession, mountPart } from '../mounted.ts';
import { newPerson } from '../person.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const mallory = user('mallory');
const readPayroll = 'arn:aws:iam::111122223333:policy/ReadPayroll';
const base: ChangedPermission = {
  service: 's3',
  level: 'Write',
  actions: ['s3:DeleteObject', 's3:PutObject'],
  isWholeLevel: false,
  resources: ['arn:aws:s3:::payroll/*'],
  except: [],
  conditions: { kind: 'test', operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
  from: [{ layer: 'identity', policy: readPayroll, statement: 0 }],
  limits: [],
  unchanged: [{ resources: ['arn:aws:s3:::payroll/open/*'] }],
  witness: {
    principal: mallory,
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::payroll/w',
    context: { 'aws:MultiFactorAuthPresent': 'true' },
  },
};
const textOf = (element: Element) => element.textContent.replaceAll(/\s+/g, ' ').trim();

test('a change says actions, resources, conditions and what was allowed before, with an example in Ask', async () => {
  const person = newPerson();
  const changed = { gained: [base], lost: [], isComplete: true };
  mountPart(session, Changes, { changed, principals: [mallory] });
  const row = within(screen.getByRole('list', { name: 'Newly allowed' })).getByRole('listitem');
  expect(textOf(row)).toBe(
    'S3, Write: DeleteObject, PutObject on the objects of bucket payroll if the request is made with MFA ' +
      'Allowed before too on objects payroll/open/* Example: s3:PutObject on payroll/w',
  );
  expect(screen.queryByRole('list', { name: 'No longer allowed' })).toBeNull();
  const link = within(row).getByRole('link', { name: 's3:PutObject on payroll/w' });
  const asked = new URLSearchParams(link.getAttribute('href')?.split('?')[1]);
  expect(Object.fromEntries(asked)).toEqual({
    p: mallory,
    a: 's3:PutObject',
    r: 'arn:aws:s3:::payroll/w',
    'c.aws:MultiFactorAuthPresent': 'true',
  });
  const opener = within(row).getByRole('button', { expanded: false });
  opener.focus();
  await person.keyboard('{Enter}');
  within(row).getByText('ReadPayroll, statement 1');
});

test('a change without rows says that nothing changes, or that the search was ended', () => {
  const none = { gained: [], lost: [] };
  mountPart(session, Changes, { changed: { ...none, isComplete: true }, principals: [mallory] });
  screen.getByText('Nothing changes.');
  mountPart(session, Changes, { changed: { ...none, isComplete: false }, principals: [mallory] });
  screen.getByText('No change was found. The search was ended, so some may be missing.');
  const changed = { gained: [], lost: [base], isComplete: false };
  mountPart(session, Changes, { changed, principals: [mallory] });
  screen.getByText('More may have changed: the search was ended.');
  expect(textOf(screen.getByRole('list', { name: 'No longer allowed' }))).toContain('Still allowed on');
});

test('a long list is folded, and services of which everything changes are one row with an example', async () => {
  const person = newPerson();
  const many = Array.from({ length: 20 }, (_, at) => ({ ...base, actions: [`s3:A${at}`] }));
  mountPart(session, Changes, {
    changed: { gained: many, lost: [], isComplete: true },
    principals: [mallory],
  });
  expect(screen.getAllByRole('listitem')).toHaveLength(6);
  await person.click(screen.getByRole('button', { name: 'and 14 more' }));
  expect(screen.getAllByRole('listitem')).toHaveLength(20);
});

test('principals for whom a change means the same are named together, with links in the open account', () => {
  const names = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'mallory', 'zed'].map(user);
  const far = 'arn:aws:iam::444455556666:role/Far';
  const shared = [
    { principals: names, gained: [base], lost: [], isComplete: true, weight: 2 },
    { principals: [far], gained: [], lost: [base], isComplete: true, weight: 1 },
  ];
  mountPart(session, ChangesForAll, { found: { shared, looked: 9, unsure: [mallory] } });
  const [first, second] = screen.getAllByRole('heading', { level: 3 });
  expect(first && textOf(first)).toBe('For alice, bob, carol, dave, erin and 3 more');
  expect(second && textOf(second)).toBe('For role Far of account 444455556666');
  expect(second?.querySelector('a')).toBeNull();
  expect(screen.getByRole('link', { name: 'alice' }).getAttribute('href')).toContain('identities/user/alice');
  expect(textOf(screen.getByText(/Not looked at to the end/))).toContain('mallory');
});

test('names of another workspace are read there and lead nowhere', () => {
  const { world } = session.state;
  const changed = { gained: [base], lost: [], isComplete: true };
  const sides = { before: world, after: world, isOpen: false };
  mountPart(session, Changes, { changed, principals: [mallory], sides });
  expect(screen.queryAllByRole('link')).toEqual([]);
  screen.getByText('s3:PutObject on payroll/w');
});

test('names follow the account that is compared, and roles of AWS’s services stand last', () => {
  const [slr, role] = ['role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS', 'role/emergency'];
  const principals = [slr, role].map((one) => `arn:aws:iam::444455556666:${one}`);
  const { world } = session.state;
  const shared = [{ principals, gained: [base], lost: [], isComplete: true, weight: 1 }];
  const sides = { before: world, after: world, isOpen: false, home: '444455556666' };
  mountPart(session, ChangesForAll, { found: { shared, looked: 2, unsure: [] }, sides });
  expect(textOf(screen.getByRole('heading', { level: 3 }))).toBe(
    'For role emergency, role AWSServiceRoleForECS',
  );
});

test('three exceptions are all said, and more than one is never counted as one', () => {
  const except = ['a', 'b', 'c'].map((name) => ({
    resources: [`arn:aws:s3:::payroll/${name}/*`],
    by: { layer: 'identity' as const, policy: readPayroll, statement: 0 },
  }));
  const changed = { gained: [{ ...base, except }], lost: [], isComplete: true };
  mountPart(session, Changes, { changed, principals: [mallory] });
  const row = textOf(screen.getByRole('listitem'));
  expect(row).toContain('except objects payroll/c/*');
  expect(row).not.toContain('exceptions');
});

test('resources of another account are said to be of it, and a part that stays allowed tells what is no part of it', () => {
  const owned = { ...base, unchanged: [], owner: '999988887777' };
  const part = { resources: ['*'], except: ['arn:aws:s3:::secret/*'] };
  const lost = [
    { ...owned, isMoved: true },
    { ...base, resources: ['*'], unchanged: [part] },
  ];
  mountPart(session, Changes, {
    changed: { gained: [owned, { ...owned, isMoved: true }], lost, isComplete: true },
    principals: [mallory],
  });
  const rows = screen.getAllByRole('listitem').map(textOf);
  expect(rows[0]).toContain('Account 999988887777 owns this.');
  expect(rows[1]).toContain('Account 999988887777 owned this before the change.');
  expect(rows[2]).toContain('Account 999988887777 owns this after the change.');
  expect(rows[3]).toContain('Still allowed on all resources except the objects of bucket secret');
});

test('identities that were looked at are named where nothing changes for them', () => {
  mountPart(session, ChangesForAll, { found: { shared: [], looked: 9, unsure: [] } });
  screen.getByText('Nothing changes for the identities of this workspace.');
});

test('the summary never says that nothing changes where somebody was not looked at', () => {
  const none = { shared: [], looked: 0, unsure: [] };
  expect(summaryOf(none)).toBe('No identity of this workspace gains or loses permissions.');
  expect(summaryOf({ ...none, unsure: [user('a'), user('b')] })).toBe(
    'Not looked at to the end: 2 identities.',
  );
  expect(summaryOf({ ...none, unsure: [user('a')] }, 1)).toBe(
    'Not looked at to the end: 1 identity. 1 identity is deleted.',
  );
});

test('an action that AWS’s reference lacks is not said to be newly allowed', () => {
  const { level: _, ...rest } = base;
  const unknown = { ...rest, actions: ['s3:ListBuckets'] };
  mountPart(session, Changes, {
    changed: { gained: [unknown], lost: [], isComplete: true },
    principals: [mallory],
  });
  expect(screen.queryByRole('list', { name: 'Newly allowed' })).toBeNull();
  screen.getByText(
    /^AWS’s reference of \d{4}-\d\d-\d\d does not have s3:ListBuckets. If AWS has this action, the change newly allows it.$/,
  );
});
