/** All findings of the account's policies in one list: filtered, searched and sorted in the address, and saved as CSV. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { flaggedText } from '#core/model/world/row-ids.ts';
import type { AccountChecks } from '#core/query/policies/checks/account-checks.ts';
import { accountPoliciesOf } from '#core/query/policies/checks/documents.ts';
import type { Watch } from '#platform/yield-to-page.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const document = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const typo = document({ Effect: 'Allow', Action: 's3:GetObjet', Resource: 'arn:aws:s3:::payroll/*' });
const passes = document({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' });
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreatePolicy', { PolicyName: 'Typo', PolicyDocument: typo });
  await session.dispatch('iam', 'CreatePolicy', { PolicyName: 'Passes', PolicyDocument: passes });
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'own',
    PolicyDocument: typo,
  });
});

const policiesNow = () => [...accountPoliciesOf(session.state.world, session.account)];
const table = () => screen.findByRole('table', { name: 'Findings of all policies' });
const lines = async () =>
  within(await table())
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());
const shown = (count: number) => waitFor(async () => expect(await lines()).toHaveLength(count));
const findings = '#/policies?tab=findings';

test('all policies are checked, the gravest finding is first, and each leads to its policy and its check', async () => {
  openPage(session, findings);
  await waitFor(async () => expect((await lines()).length).toBeGreaterThan(2));
  const [first = '', second = ''] = await lines();
  expect(first).toMatch(/GetObjet.*Error/);
  expect(second).toMatch(/GetObjet.*Error/);
  const at = await table();
  expect(within(at).getByRole('link', { name: /Typo$/ }).getAttribute('href')).toMatch(/policy%2FTypo$/);
  expect(within(at).getByRole('link', { name: /own$/ }).getAttribute('href')).toBe('#/identities/user/alice');
  const pass = within(at)
    .getAllByRole('row')
    .find((row) => row.textContent.includes('Passes'));
  if (!pass) throw new Error('the policy has a finding');
  expect(
    within(pass).getByRole('link', { name: /PassRole|pass/i, description: 'What this check is about' }),
  ).toHaveProperty('hash', '#/help/rules/checks/pass-role-with-star-in-resource');
});

test('filters are in the address, count what they leave, and are cleared by one press', async () => {
  openPage(session, `${findings}&kind=inline`);
  await shown(1);
  await person.selectOptions(await screen.findByRole('combobox', { name: 'Kind of policy' }), 'customer');
  await waitFor(() => expect(location.hash).toBe(`${findings}&kind=customer`));
  await person.click(await screen.findByRole('button', { name: /^Errors 1$/ }));
  await shown(1);
  expect(location.hash).toBe(`${findings}&severity=error&kind=customer`);
  await person.click(screen.getByRole('button', { name: 'Show all' }));
  expect(location.hash).toBe(findings);
  await person.type(
    screen.getByRole('searchbox', { name: 'Search findings and policies' }),
    'alice GetObjet',
  );
  await shown(1);
  screen.getByRole('button', { name: 'CSV of 1 shown' });
});

test('a policy that is mended leaves the list', async () => {
  openPage(session, `${findings}&check=unknown-action`);
  await shown(2);
  await session.dispatch('iam', 'DeleteUserPolicy', { UserName: 'alice', PolicyName: 'own' });
  await shown(1);
});

test('a silenced finding is not counted, and is shown on demand with its reason', async () => {
  const { world } = session.state;
  const policy = [...accountPoliciesOf(world, session.account)].find(({ name }) => name === 'own');
  if (!policy) throw new Error('the policy is there');
  const at = policy.document.indexOf('"s3:GetObjet"');
  const Text = flaggedText(policy.document, { start: at, end: at + '"s3:GetObjet"'.length });
  openPage(session, `${findings}&check=unknown-action`);
  await shown(2);
  const silence = { Policy: policy.key, Check: 'unknown-action', Text, Reason: 'It is an example' };
  expect(await session.dispatch('playground', 'SilenceFinding', silence)).toMatchObject({ ok: true });
  await shown(1);
  await person.click(screen.getByRole('checkbox', { name: 'Also show 1 silenced' }));
  await shown(2);
  expect(location.hash).toBe(`${findings}&check=unknown-action&silenced=1`);
  within(await table()).getByTitle('It is an example');
  await screen.findByText(/^\d+ policies checked\. 2 findings in 2 policies\.$/);
});

test('a check that takes long has a bar and Stop; after that it begins again on demand', async () => {
  const asked: Watch[] = [];
  const none: AccountChecks = { at: new Uint32Array(policiesNow().length), lists: [[]] };
  let answer: (checks: AccountChecks) => void = () => undefined;
  const ask = (_state: unknown, _name: unknown, _input: unknown, options: Watch) => {
    asked.push(options);
    return new Promise((resolve) => (answer = resolve));
  };
  Object.assign(session, { questions: () => Promise.resolve({ canStart: true, ask }) });
  openPage(session, findings);
  const bar = await screen.findByRole('progressbar', { name: 'Checking all policies' });
  asked.at(-1)?.report(0.5);
  await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('50');
  await person.click(screen.getByRole('button', { name: 'Stop' }));
  await screen.findByText(/^Stopped after \d+ s\.$/);
  expect(asked.at(-1)?.signal.aborted).toBe(true);
  expect(screen.queryByRole('progressbar', { name: 'Checking all policies' })).toBeNull();
  await screen.findByText('Nothing is known');
  const before = asked.length;
  await person.click(screen.getByRole('button', { name: 'Try again' }));
  await expect.poll(() => asked.length).toBe(before + 1);
  answer(none);
  await screen.findByText(/^\d+ policies checked\. Nothing was found\.$/);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('where the list has no room for columns, each row says its severity in a line of its own', async () => {
  openPage(session, `${findings}&check=unknown-action`);
  await shown(2);
  const list = (await table()).closest<HTMLElement>('section');
  if (!list) throw new Error('the table is in the section of the findings');
  list.style.width = '300px';
  const severity = async () => (await table()).querySelector('[data-label="Severity"]');
  await waitFor(async () => expect(getComputedStyle((await severity()) ?? list).display).toBe('grid'));
  expect((await severity())?.textContent).toContain('Error');
  expect((await lines())[0]).toContain('GetObjet');
});

test('a finding of two statements names both', async () => {
  const passed = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
  const functions = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
  await session.dispatch('iam', 'CreatePolicy', {
    PolicyName: 'Two',
    PolicyDocument: document(passed, { Effect: 'Allow', Action: functions, Resource: '*' }),
  });
  openPage(session, `${findings}&check=self-escalation&q=Two`);
  await shown(1);
  expect(await lines()).toEqual([expect.stringContaining('Statement 1, together with Statement 2')]);
});

test('who may not read the policies sees the refusal of AWS', async () => {
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  openPage(session, findings);
  await screen.findByText(/GetAccountAuthorizationDetails/);
  expect(screen.queryByRole('table')).toBeNull();
});
