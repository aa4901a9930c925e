/** "Grants more?" beside the editor of a policy: for whom an edit opens or closes what, while it is written. */

import { cleanup, screen, within } from '@testing-library/svelte';
import type { ComponentProps } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { rootArn } from '#core/model/arn.ts';
import EditMeaning from '#view/entity/consequences/EditMeaning.svelte';
import DocumentEditor from '#view/places/policies/editor/DocumentEditor.svelte';
import { exampleSession, mountPart } from '../mounted.ts';
import { newPerson } from '../person.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const show = (props: ComponentProps<typeof EditMeaning>) =>
  mountPart(session, EditMeaning as never, { ...props });
const arn = 'arn:aws:iam::111122223333:policy/ReadPayroll';
const text = (Action: string, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::payroll/*', ...more }],
  });
const textOf = (element: Element) => element.textContent.replaceAll(/\s+/g, ' ').trim();
const panel = () => screen.findByRole('region', { name: 'What this edit opens and closes' });
const patient = { timeout: 20_000 };

test('an edit names what it opens and closes, for whom, with an example in a tab of its own', async () => {
  const edited = { kind: 'managed', arn } as const;
  show({ edited, kind: 'identity-managed', after: text('s3:PutObject') });
  const found = await panel();
  const gained = await within(found).findByRole('list', { name: 'Newly allowed' }, patient);
  expect(textOf(gained)).toContain('S3, Write: PutObject on the objects of bucket payroll');
  expect(textOf(within(found).getByRole('list', { name: 'No longer allowed' }))).toContain('GetObject');
  expect(textOf(within(found).getByRole('heading', { name: /^For/ }))).toContain('mallory');
  // A link in the same tab would throw the text away.
  const name = within(found).getByRole('link', { name: 'mallory' });
  expect(name.getAttribute('target')).toBe('_blank');
  const link = within(gained).getByRole('link', { name: /^s3:PutObject on payroll/ });
  expect(link.getAttribute('href')).toContain('#/ask?');
  expect(link.getAttribute('target')).toBe('_blank');
});

test('the policy that takes something out of an edit opens in a tab of its own too', async () => {
  const Deny = { Effect: 'Deny', Resource: 'arn:aws:s3:::payroll/old/*' };
  const PolicyDocument = text('s3:PutObject', Deny);
  await session.requests.send({
    ...{ service: 'iam', operation: 'PutUserPolicy' },
    params: { UserName: 'mallory', PolicyName: 'NoOld', PolicyDocument },
    caller: { kind: 'principal', arn: rootArn(session.account) },
  });
  show({ edited: { kind: 'managed', arn }, kind: 'identity-managed', after: text('s3:PutObject') });
  const link = await within(await panel()).findByRole('link', { name: /NoOld/ }, patient);
  expect(link.getAttribute('target')).toBe('_blank');
});

test('a policy that nobody has is told by its text alone', async () => {
  const edited = { kind: 'new', as: 'identity' } as const;
  show({ edited, kind: 'identity-managed', after: text('s3:PutObject') });
  const found = await panel();
  await within(found).findByText('Nobody has this policy yet.', {}, patient);
  expect(textOf(within(found).getByRole('list'))).toMatch(
    /^It newly allows, for example: s3:PutObject on payroll\//,
  );
});

test('a trust policy for a service names the service, because nobody here gains anything', async () => {
  const after = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  });
  show({ edited: { kind: 'new', as: 'trust' }, kind: 'trust', after });
  const found = await panel();
  await within(found).findByText('The role does not exist yet.', {}, patient);
  expect(textOf(within(found).getByRole('list'))).toBe(
    'It newly allows, for example: sts:AssumeRole by lambda.amazonaws.com',
  );
});

test('a trust policy that opens to another account says so beside what the own identities lose', async () => {
  session = await exampleSession('hospital');
  const role = [...session.state.world.roles.values()].find(
    ({ roleName }) => roleName === 'emergency-access',
  );
  const after = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 'sts:AssumeRole' },
    ],
  });
  show({ edited: { kind: 'trust', arn: role?.arn ?? '' }, kind: 'trust', after });
  const found = await panel();
  await within(found).findByRole('list', { name: 'No longer allowed' }, patient);
  expect(textOf(found)).toContain(
    'It newly allows others, for example: sts:AssumeRole by an identity of account 999999999999',
  );
});

test('a trust policy that opens to everybody says so first, and a user of another account is named with it', async () => {
  session = await exampleSession('hospital');
  const role = [...session.state.world.roles.values()].find(
    ({ roleName }) => roleName === 'emergency-access',
  );
  const trust = (AWS: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
    });
  const edited = { kind: 'trust', arn: role?.arn ?? '' } as const;
  mountPart(session, DocumentEditor, { edited, kind: 'trust' as const, value: trust('*') });
  const line = await screen.findByRole('status', { name: 'What this edit means' });
  await expect
    .poll(() => line.textContent, patient)
    .toMatch(
      /^Anybody, of any account, gains permissions\. .*gain.* Nothing changes for \d+ other identities\.$/,
    );
  const first = within(await panel()).getAllByRole('list')[0];
  expect(first && textOf(first)).toBe(
    'Anybody, of any account, can do this now, for example: sts:AssumeRole',
  );
  cleanup();
  show({ edited, kind: 'trust', after: trust('arn:aws:iam::999999999999:user/bob') });
  await within(await panel()).findByText(/sts:AssumeRole by bob of account 999999999999/, {}, patient);
});

test('a new SCP that only allows is not said to close anything while FullAWSAccess is attached', async () => {
  show({ edited: { kind: 'new', as: 'scp' }, kind: 'scp', after: text('s3:*', { Resource: '*' }) });
  const found = await panel();
  await within(found).findByText('This policy is attached to nothing yet.', {}, patient);
  expect(textOf(within(found).getByRole('list'))).toMatch(
    /^Beside FullAWSAccess it allows the same as before\. Where FullAWSAccess is detached, it no longer allows, for example:/,
  );
});

test('nothing is said of an invalid text, nor of one that is not edited', () => {
  const edited = { kind: 'managed', arn } as const;
  const saved = session.state.world.policies;
  const same = [...saved.values()].find((one) => one.arn === arn)?.versions[0]?.document ?? '';
  show({ edited, kind: 'identity-managed', after: '{"Statement":' });
  show({ edited, kind: 'identity-managed', after: same });
  expect(same).toContain('Statement');
  expect(screen.queryByRole('region')).toBeNull();
});

test('one line above the text says what the edit means for how many, and leads to all of it', async () => {
  const person = newPerson();
  const edited = { kind: 'managed', arn } as const;
  const props = { edited, kind: 'identity-managed' as const, value: text('s3:PutObject') };
  mountPart(session, DocumentEditor, props);
  const line = await screen.findByRole('status', { name: 'What this edit means' });
  const said = '1 identity gains and loses permissions.';
  await expect.poll(() => line.textContent, patient).toBe(said);
  await person.click(screen.getByRole('button', { name: 'Details' }));
  expect(document.activeElement).toBe(await panel());
});

test('an edit in an imported account is told as far as known, with what the import lacks', async () => {
  session = await exampleSession('first-minutes');
  const { state } = session;
  const account = state.world.accounts.get(session.account);
  if (!account) throw new Error('no account');
  const accounts = new Map([[account.id, { ...account, unknown: ['organization' as const] }]]);
  const world = { ...state.world, accounts };
  const imported = new Proxy(session, {
    get: (of, name) => (name === 'state' ? { ...state, world } : (Reflect.get(of, name, of) as unknown)),
  });
  const edited = { kind: 'managed', arn } as const;
  const props = { edited, kind: 'identity-managed' as const, value: text('s3:PutObject') };
  mountPart(imported, DocumentEditor, props);
  const line = await screen.findByRole('status', { name: 'What this edit means' });
  await expect.poll(() => line.textContent, patient).toMatch(/^As far as known: 1 identity gains and loses/);
  within(await panel()).getByText(
    'As far as known. Not in the import: organization policies (SCPs and RCPs).',
  );
});
