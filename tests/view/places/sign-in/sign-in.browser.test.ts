/**
 * A person signs in on the page. The world is small, its alice has a password, and the test moves the clock.
 */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { currentStep, totpCode } from '#core/api/iam/credentials/totp.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession, smallWorld } from '../../../app/test-session.ts';
import { openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const [password, newPassword] = ['Alice-pass-1', 'Alice-pass-2'];
const alice = 'arn:aws:iam::123456789012:user/alice';

async function opened() {
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') };
  const session = newSession(new MemoryStore(), { clock: () => clock.now });
  await session.workspaces.createFromWorld(smallWorld(), { name: 'test', origin: 'new' });
  await send(session, 'CreateLoginProfile', { UserName: 'alice', Password: password });
  return { session, clock, person: newPerson() };
}

async function send(session: Session, operation: string, params: Record<string, unknown>) {
  const service = operation.startsWith('Set') ? 'playground' : 'iam';
  const outcome = await session.dispatch(service, operation, params);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.response;
}

type Person = ReturnType<typeof newPerson>;

async function enter(person: Person, more: Record<string, string> = {}) {
  const typed = { 'IAM user name': 'alice', Password: password, ...more };
  for (const [label, text] of Object.entries(typed)) {
    const field = await screen.findByLabelText(label);
    await person.clear(field);
    await person.type(field, text);
  }
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
}

test('a user signs in, acts as the user, is refused as AWS refuses, and signs out', async () => {
  const { session, person } = await opened();
  openPage(session, '#/sign-in');
  await enter(person);
  expect(await screen.findByRole('heading', { name: 'Signed in as alice' })).toBeVisible();
  expect(session.identity.arn).toBe(alice);
  expect(screen.getByRole('combobox', { name: 'Signed in as' })).toHaveValue('alice');
  expect(await screen.findByText('12 h 0 min')).toBeVisible();

  visit('#/identities');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent(
    /alice is not authorized to perform: iam:ListUsers .* because no identity-based policy/,
  );
  const why = within(alert).getByRole('link', { name: 'Why?' });
  const query = new URLSearchParams(why.getAttribute('href')?.split('?')[1]);
  expect([query.get('p'), query.get('a'), query.get('c.aws:MultiFactorAuthPresent')]).toEqual([
    alice,
    'iam:ListUsers',
    'false',
  ]);

  await person.click(screen.getByRole('button', { name: 'Sign-in and roles' }));
  await person.click(await screen.findByRole('menuitem', { name: /^Sign out/ }));
  await waitFor(() => expect(session.identity.arn).toBe('arn:aws:iam::123456789012:root'));
  expect(session.state.world.sessions.size).toBe(0);
  expect(session.history.undoLabel).toBe('Give alice console access');
});

test('SI-06 a wrong password gets AWS’s sentence, and the exact reason only on request', async () => {
  const { session, person } = await opened();
  openPage(session, '#/sign-in');
  await enter(person, { Password: 'nonsense' });
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Your authentication information is incorrect. Please try again.');
  const reason = within(alert).getByText(/the password is wrong/);
  expect(reason).not.toBeVisible();
  await person.click(within(alert).getByText('What was wrong?'));
  expect(reason).toBeVisible();
  expect(screen.getByLabelText('Password')).toHaveValue('');
  expect(screen.getByLabelText('IAM user name')).toHaveValue('alice');
});

test('curriculum row 13: the sign-in page explains access keys', async () => {
  const { session, person } = await opened();
  const { AccessKey } = (await send(session, 'CreateAccessKey', { UserName: 'alice' })) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  openPage(session, '#/sign-in');
  await enter(person, { 'IAM user name': AccessKey.AccessKeyId, Password: AccessKey.SecretAccessKey });
  expect(await screen.findByRole('alert')).toHaveTextContent(/That is an access key, not a password/);
});

/** The code of a device, `away` periods from now. */
function codeOf(session: Session, serial: string, away: number): string {
  const { world } = session.state;
  const [device, secret] = [world.mfaDevices.get(serial), world.secrets.get(serial)];
  if (!device || secret?.kind !== 'totp') throw new Error('no device');
  return totpCode(secret.base32, currentStep(device, session.env) + away);
}

const enable = (session: Session, SerialNumber: string) =>
  send(session, 'EnableMFADevice', {
    UserName: 'alice',
    SerialNumber,
    AuthenticationCode1: codeOf(session, SerialNumber, -1),
    AuthenticationCode2: codeOf(session, SerialNumber, 0),
  });

test('the phone beside the sign-in page gives the code, and a wrong one may be tried again', async () => {
  const { session, clock, person } = await opened();
  const { VirtualMFADevice } = (await send(session, 'CreateVirtualMFADevice', {
    VirtualMFADeviceName: 'pixel',
  })) as { VirtualMFADevice: { SerialNumber: string } };
  const { SerialNumber } = VirtualMFADevice;
  await enable(session, SerialNumber);
  clock.now += 60_000;
  openPage(session, '#/sign-in');
  await enter(person);
  const field = await screen.findByLabelText('MFA code');
  await person.type(field, '000000');
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/code is incorrect/);
  const phone = screen.getByRole('region', { name: 'Simulated phone' });
  await person.click(await within(phone).findByRole('button', { name: /Enter code/ }));
  expect(screen.getByLabelText('MFA code')).toHaveValue(codeOf(session, SerialNumber, 0));
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText(/signed in with MFA/)).toBeVisible();
  expect(session.identity.current?.mfaTime).toBeDefined();
});

test('Y-11 a touch of the passkey is the second factor, and the page asks for no code', async () => {
  const { session, person } = await opened();
  const params = { UserName: 'alice', DeviceName: 'blue-key' };
  expect((await session.dispatch('playground', 'RegisterPasskey', params)).ok).toBe(true);
  openPage(session, '#/sign-in');
  await enter(person);
  const touch = await screen.findByRole('button', { name: 'Touch blue-key' });
  expect(screen.queryByLabelText('MFA code')).toBeNull();
  expect(screen.queryByRole('complementary', { name: 'MFA devices' })).toBeNull();
  touch.focus();
  await person.keyboard('{Enter}');
  expect(await screen.findByText(/signed in with MFA/)).toBeVisible();
  expect(session.identity.current?.mfaTime).toBeDefined();
});

test('a fob beside the sign-in page is dark until it is pressed, and its code opens the console once only', async () => {
  const { session, clock, person } = await opened();
  const serial = 'GAHT12345678';
  const account = { Account: session.account, SerialNumber: serial };
  const bought = await session.dispatch('playground', 'CreateHardwareDevice', account);
  expect(bought.ok).toBe(true);
  await enable(session, serial);
  clock.now += 60_000;
  openPage(session, '#/sign-in');
  await enter(person);
  const fob = within(await screen.findByRole('region', { name: `Hardware token ${serial}` }));
  expect(screen.queryByRole('region', { name: 'Simulated phone' })).toBeNull();
  expect(fob.queryByRole('button', { name: 'Enter' })).toBeNull();
  await person.click(fob.getByRole('button', { name: 'Show the code' }));
  await person.click(await fob.findByRole('button', { name: 'Enter' }));
  expect(screen.getByLabelText('MFA code')).toHaveValue(codeOf(session, serial, 0));
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText(/signed in with MFA/)).toBeVisible();
  await person.click(screen.getByRole('button', { name: 'Sign out' }));
  await enter(person);
  await person.type(await screen.findByLabelText('MFA code'), codeOf(session, serial, 0));
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(/code is incorrect/);
});

test('SI-04 the forced change shows the rules as one types, names the broken one, and then opens the console', async () => {
  const { session, person } = await opened();
  await send(session, 'UpdateLoginProfile', { UserName: 'alice', PasswordResetRequired: true });
  openPage(session, '#/sign-in');
  await enter(person);
  await person.type(await screen.findByLabelText('Old password'), password);
  const rules = screen.getByRole('list', { name: 'Rules for the new password' });
  await person.type(screen.getByLabelText('New password'), 'short');
  expect(within(rules).getAllByText('not met').length).toBeGreaterThan(0);
  await person.clear(screen.getByLabelText('New password'));
  await person.type(screen.getByLabelText('New password'), newPassword);
  expect(within(rules).queryByText('not met')).toBeNull();
  await person.type(screen.getByLabelText('Retype new password'), newPassword);
  await person.click(screen.getByRole('button', { name: 'Confirm password change' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    /Either user is not authorized to perform iam:ChangePassword/,
  );
  session.identity.actAsRoot();
  await send(session, 'UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true });
  await person.click(screen.getByRole('button', { name: 'Confirm password change' }));
  expect(await screen.findByRole('heading', { name: 'Signed in as alice' })).toBeVisible();
  expect(session.history.undoLabel).toBe('Change your password at sign-in');
});

test('P-12 a lockout shows the time left, and ends when the time is over', async () => {
  const { session, person } = await opened();
  await send(session, 'SetSignInExtensions', { LockoutAttempts: 1, LockoutMinutes: 10 });
  openPage(session, '#/sign-in');
  await enter(person, { Password: 'x' });
  expect(await screen.findByRole('alert')).toHaveTextContent(/Locked out.*10 minutes left/s);
  expect(screen.getByRole('alert')).not.toHaveTextContent(/\dT\d\d:/);
  await session.dispatch('playground', 'AdvanceClock', { Seconds: 600 });
  expect(await screen.findByText('The lock has ended')).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
  await enter(person);
  expect(await screen.findByRole('heading', { name: 'Signed in as alice' })).toBeVisible();
});

test('SI-09 a switched role is named and remembered, switches back, and is refused with a reason', async () => {
  const { session, person } = await opened();
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: alice }, Action: 'sts:AssumeRole' }],
  };
  await send(session, 'CreateRole', { RoleName: 'Auditor', AssumeRolePolicyDocument: JSON.stringify(trust) });
  openPage(session, '#/sign-in');
  await enter(person);
  await screen.findByRole('heading', { name: 'Signed in as alice' });
  const menu = async (name: string) => {
    await person.click(screen.getByRole('button', { name: 'Sign-in and roles' }));
    await person.click(await screen.findByRole('menuitem', { name: new RegExp(`^${name}`) }));
  };
  await menu('Switch role');
  await person.type(await screen.findByLabelText('IAM role name'), 'Nothing');
  await person.click(screen.getByRole('button', { name: 'Switch role' }));
  expect(await screen.findByText(/^Invalid information in one or more fields/)).toBeVisible();
  await person.clear(screen.getByLabelText('IAM role name'));
  await person.type(screen.getByLabelText('IAM role name'), 'Auditor');
  await person.type(screen.getByLabelText(/Display name/), 'Looking');
  const colors = screen.getByRole('radiogroup', { name: 'Display color' });
  const swatches = [...colors.querySelectorAll<HTMLElement>('.swatch')].map(
    (swatch) => getComputedStyle(swatch).backgroundColor,
  );
  expect(
    within(colors)
      .getAllByRole('radio')
      .map((radio) => radio.getAttribute('aria-label')),
  ).toEqual(['Red', 'Orange', 'Yellow', 'Green', 'Blue']);
  expect(new Set(swatches).size).toBe(5);
  within(colors).getByRole('radio', { name: 'Green' }).focus();
  await person.keyboard('{ArrowRight}');
  expect(within(colors).getByRole('radio', { name: 'Blue' })).toBeChecked();
  await person.click(screen.getByRole('button', { name: 'Switch role' }));
  await waitFor(() =>
    expect(session.identity.arn).toBe('arn:aws:sts::123456789012:assumed-role/Auditor/alice'),
  );
  expect(screen.getByRole('combobox', { name: 'Switched to' })).toHaveValue('Looking');
  const pill = screen.getByRole('group', { name: 'Who you are' });
  expect(getComputedStyle(pill).borderTopColor).toBe(swatches.at(-1));
  await menu('Switch back to alice');
  await waitFor(() => expect(session.identity.arn).toBe(alice));
  await menu('Looking');
  await waitFor(() => expect(session.identity.current?.kind).toBe('role'));
  await menu('Sign out');
  await waitFor(() => expect(session.state.world.sessions.size).toBe(0));
});

test('a person who is signed in stays so after a reload, and a session that is over says so', async () => {
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') };
  const store = new MemoryStore();
  const first = newSession(store, { clock: () => clock.now });
  await first.workspaces.createFromWorld(smallWorld(), { name: 'test', origin: 'new' });
  await send(first, 'CreateLoginProfile', { UserName: 'alice', Password: password });
  const outcome = await first.requests.send({
    service: 'signin',
    operation: 'SignInAsUser',
    params: { Account: '123456789012', UserName: 'alice', Password: password },
    caller: { kind: 'anonymous' },
  });
  first.identity.enter((outcome as unknown as { response: { Session: { Id: string } } }).response.Session.Id);
  await new Promise((resolve) => setTimeout(resolve));

  const session = newSession(store, { clock: () => clock.now });
  await session.workspaces.start();
  expect(session.identity.arn).toBe(alice);
  openPage(session, '#/identities');
  await screen.findByText('12 h 0 min');
  clock.now += 12 * 3_600_000;
  await session.requests.send({ service: 'iam', operation: 'GetUser', params: {}, caller: session.caller });
  expect(await screen.findByRole('link', { name: /session ended/ })).toBeVisible();
});

/** Leaves the sign-in page and comes to it again. */
async function comeBack() {
  visit('#/settings');
  await screen.findByRole('main', { name: 'Settings' });
  visit('#/sign-in');
}

test('to look at the sign-in page changes nobody: it names who is signed in, and who acts, as the pill does', async () => {
  const { session, person } = await opened();
  openPage(session, '#/sign-in');
  await enter(person);
  await screen.findByRole('heading', { name: 'Signed in as alice' });
  screen.getByText(/Everything you do now runs with alice’s permissions/);
  await person.click(screen.getByRole('button', { name: 'Sign-in and roles' }));
  await person.click(await screen.findByRole('menuitem', { name: /^Act as root/ }));
  await comeBack();
  await screen.findByRole('heading', { name: 'alice is signed in' });
  screen.getByText(/You are acting as root/);
  const pill = within(screen.getByRole('group', { name: 'Who you are' }));
  expect(pill.getByRole('combobox', { name: 'Acting as' })).toHaveValue('root');
  expect(session.identity.arn).toBe('arn:aws:iam::123456789012:root');
  await person.click(screen.getByRole('button', { name: 'Continue as alice' }));
  await screen.findByRole('heading', { name: 'Signed in as alice' });
  expect(pill.getByRole('combobox', { name: 'Signed in as' })).toHaveValue('alice');

  await person.click(screen.getByRole('button', { name: 'Sign-in and roles' }));
  await person.click(await screen.findByRole('menuitem', { name: /^Sign out/ }));
  await screen.findByRole('heading', { name: 'alice is no longer signed in' });
  await comeBack();
  await screen.findByRole('heading', { name: 'IAM user sign in' });
  expect(pill.getByRole('combobox', { name: 'Acting as' })).toHaveValue('root');
});

test('the pill says that a user who is acted as does not exist any more, and so does a refused place', async () => {
  const { session } = await opened();
  await send(session, 'CreateUser', { UserName: 'bob' });
  session.identity.actAs('arn:aws:iam::123456789012:user/bob');
  openPage(session, '#/identities');
  await session.undo();
  const pill = within(await screen.findByRole('group', { name: 'Who you are' }));
  expect(await pill.findByText('does not exist')).toBeVisible();
  expect(pill.getByRole('combobox', { name: 'Acting as' })).toHaveValue('bob');
  expect(await screen.findByText('bob does not exist here')).toBeVisible();
});

const assume = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
  });

test('SI-09 a refused switch says what was wrong and where, and Why? asks about that very call', async () => {
  const { session, person } = await opened();
  await session.dispatch('playground', 'CreateAccount', { AccountName: 'Bakery' });
  const other = [...session.state.world.accounts.keys()].find((id) => id !== session.account) ?? '';
  await send(session, 'CreateRole', {
    RoleName: 'Auditor',
    Path: '/team/',
    AssumeRolePolicyDocument: assume('arn:aws:iam::123456789012:root'),
  });
  session.identity.actAs(`arn:aws:iam::${other}:root`);
  await send(session, 'CreateRole', {
    RoleName: 'Baker',
    AssumeRolePolicyDocument: assume('arn:aws:iam::123456789012:root'),
  });
  session.identity.actAs(alice);
  openPage(session, '#/ask');
  await person.click(await screen.findByRole('button', { name: 'Sign-in and roles' }));
  await person.click(await screen.findByRole('menuitem', { name: /^Switch role/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Switch role' }));
  const attempt = async (account: string, role: string) => {
    for (const [label, text] of Object.entries({ 'Account ID or alias': account, 'IAM role name': role })) {
      await person.clear(dialog.getByLabelText(label));
      await person.type(dialog.getByLabelText(label), text);
    }
    await person.click(dialog.getByRole('button', { name: 'Switch role' }));
  };
  await attempt('123456789012', 'Nothing');
  await dialog.findByText(/The account has no role with this name/);
  await attempt('999999999999', 'Nothing');
  await dialog.findByText(/No account of this workspace has the ID or alias/);
  await attempt('123456789012', 'Auditor');
  await dialog.findByText('team/Auditor');
  expect(dialog.queryByRole('link', { name: 'Why?' })).toBeNull();

  await attempt('123456789012', 'team/Auditor');
  await dialog.findByText(/must allow alice by name/);
  expect(dialog.queryByText(/another account/)).toBeNull();
  const asked = () =>
    new URLSearchParams(dialog.getByRole('link', { name: 'Why?' }).getAttribute('href')?.split('?')[1] ?? '');
  expect([asked().get('p'), asked().get('a'), asked().get('r')]).toEqual([
    alice,
    'sts:AssumeRole',
    'arn:aws:iam::123456789012:role/team/Auditor',
  ]);
  await attempt(other, 'Baker');
  await dialog.findByText(/The role is in another account/);
  expect(asked().get('r')).toBe(`arn:aws:iam::${other}:role/Baker`);
});

test('one row names who can sign in; a click fills the form and leads to the password', async () => {
  const { session, person } = await opened();
  openPage(session, '#/sign-in');
  const row = within(await screen.findByRole('group', { name: 'You can sign in here as' }));
  expect(row.getAllByRole('button').map(({ textContent }) => textContent.trim())).toEqual(['alice']);
  await person.click(screen.getByRole('radio', { name: 'Root user' }));
  await screen.findByRole('heading', { name: 'Root user sign in' });
  await person.click(row.getByRole('button', { name: 'alice' }));
  await screen.findByRole('heading', { name: 'IAM user sign in' });
  expect(screen.getByLabelText('IAM user name')).toHaveValue('alice');
  expect(screen.getByLabelText('Password')).toHaveFocus();
  await person.keyboard(`${password}{Enter}`);
  await screen.findByRole('heading', { name: 'Signed in as alice' });
});

test('where nobody has a password the row leads to a user who can get one', async () => {
  const { session } = await opened();
  await send(session, 'DeleteLoginProfile', { UserName: 'alice' });
  openPage(session, '#/sign-in');
  const give = await screen.findByRole('link', { name: /^Give .* a password$/ });
  const users = [...session.state.world.users.values()].map(({ userName }) => userName);
  expect(users).toContain(/^Give (.*) a password$/.exec(give.textContent)?.[1]);
});

test('the menu of the identity pill and the keys lead to the sign-in page, which is not in the rail', async () => {
  const { session, person } = await opened();
  openPage(session, '#/ask');
  const rail = within(await screen.findByRole('navigation', { name: 'Places' }));
  expect(rail.queryByRole('link', { name: 'Sign-in' })).toBeNull();
  await person.click(await screen.findByRole('button', { name: 'Sign-in and roles' }));
  await person.click(await screen.findByRole('menuitem', { name: 'Sign in' }));
  await screen.findByRole('heading', { level: 1, name: 'Sign-in' });
  visit('#/ask');
  await person.keyboard('gn');
  await screen.findByRole('heading', { level: 1, name: 'Sign-in' });
});
