/**
 * A person compares, versions, attaches and creates policies. The first tables test the comparison of lines.
 */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { userEvent as hands } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import { diffLines } from '#view/ui/editor/line-diff.ts';
import { offsetWords } from '#view/entity/findings/words.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
const arn = 'arn:aws:iam::111122223333:policy/ReadPayroll';
const page = `#/policies/${encodeURIComponent(arn)}`;
let session: Session;
const button = (name: string | RegExp) => screen.findByRole('button', { name });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

test.each([
  ['a\nb\nc', 'a\nb\nc', 'a=a b=b c=c'],
  ['a\nb\nc', 'a\nx\nc', 'a=a b=x c=c'],
  ['a\nc', 'a\nb\nc', 'a=a =b c=c'],
  ['a\nb\nc', 'a\nc', 'a=a b= c=c'],
  ['a\nb', 'x\ny\nz', 'a=x b=y =z'],
  ['', 'x', '=x'],
])('the lines of %j are compared with those of %j', (before, after, expected) => {
  const rows = diffLines(before, after).map((row) => `${row.before ?? ''}=${row.after ?? ''}`);
  expect(rows.join(' ')).toBe(expected);
});

test.each([
  ['ab\ncd', 0, 'line 1, column 1'],
  ['ab\ncd', 3, 'line 2, column 1'],
  ['ab\ncd', 4, 'line 2, column 2'],
])('in %j the offset %d stands at %s', (text, offset, place) => {
  expect(offsetWords(text, offset)).toBe(place);
});

test('the list says how often each policy is used, and the policy’s page attaches it', async () => {
  openPage(session, '#/policies');
  const table = await screen.findByRole('table', { name: 'Customer managed policies' });
  within(table).getByText('attached to 1');
  await person.click(within(table).getByRole('link', { name: /ReadPayroll/ }));
  await person.click(await screen.findByRole('combobox', { name: 'Attach to' }));
  await person.click(await screen.findByRole('option', { name: /alice/ }));
  await button('Detach from alice');
  expect(session.history.undoLabel).toBe('Attach ReadPayroll to alice');
});

test('a policy that is only a boundary says whom it limits, never that it has no effect', async () => {
  await session.dispatch('iam', 'CreatePolicy', {
    PolicyName: 'Fence',
    PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
  });
  const fence = arn.replace('ReadPayroll', 'Fence');
  for (const UserName of ['alice', 'mallory'])
    await session.dispatch('iam', 'PutUserPermissionsBoundary', { UserName, PermissionsBoundary: fence });
  openPage(session, `#/policies/${encodeURIComponent(fence)}`);
  await screen.findByText('Not attached, so it allows nothing. It is the boundary of 2 users.');
  screen.getByText(/^2 users can do no more than this policy allows/);
  expect(screen.queryByText(/no effect/)).toBeNull();
  visit('#/policies');
  const table = await screen.findByRole('table', { name: 'Customer managed policies' });
  within(table).getByText('boundary of 2');
  await person.click(within(table).getByRole('link', { name: /Fence/ }));
  await person.click(await button('Delete'));
  const steps = await screen.findByRole('list', { name: 'Changes before the deletion' });
  within(steps).getByText(/Remove the boundary of alice/);
});

test('a new version is compared with the one before, which can be made the default again', async () => {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Nothing', Effect: 'Deny', Action: '*', Resource: '*' }],
  });
  await session.dispatch('iam', 'CreatePolicyVersion', {
    PolicyArn: arn,
    PolicyDocument,
    SetAsDefault: true,
  });
  openPage(session, page);
  await person.click(await button('Compare v1 with the default version'));
  const diff = await screen.findByRole('region', { name: 'v1 compared with v2, default version' });
  expect(diff.querySelectorAll('.gone').length).toBeGreaterThan(3);
  await person.click(await button('Make default: v1'));
  await expect
    .poll(() => [...session.state.world.policies.values()].find((one) => one.arn === arn)?.defaultVersionId)
    .toBe('v1');
  await person.click(await button('Delete v2'));
  await expect.poll(() => screen.queryByRole('button', { name: 'Delete v2' })).toBeNull();
});

test('any two versions of a policy stand side by side', async () => {
  for (const Sid of ['Two', 'Three'])
    await session.dispatch('iam', 'CreatePolicyVersion', {
      PolicyArn: arn,
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Sid, Effect: 'Deny', Action: '*', Resource: '*' }],
      }),
      SetAsDefault: Sid === 'Three',
    });
  openPage(session, page);
  await person.click(await button('Compare v1 with the default version'));
  await screen.findByRole('region', { name: 'v1 compared with v3, default version' });
  await person.selectOptions(screen.getByLabelText('with'), 'v2');
  const diff = await screen.findByRole('region', { name: 'v1 compared with v2' });
  within(diff).getByText(/"Two"/);
  const meaning = await screen.findByRole('region', { name: 'What changes from v1 to v2' });
  const lost = await within(meaning).findByRole('list', { name: 'No longer allowed' }, { timeout: 20_000 });
  within(lost).getByText('GetObject');
  await person.selectOptions(screen.getByLabelText('Compare'), 'v3, default version');
  await screen.findByRole('region', { name: 'v3, default version compared with v2' });
});

test('editing saves a new default version, which the verdict follows', async () => {
  openPage(session, page);
  await person.click(await button('Edit'));
  await expect.poll(() => document.activeElement?.closest('.cm-editor')).not.toBeFalsy();
  await button('Save as new default version');
  await screen.findByText('Valid policy');
  await person.click(await button('Save as new default version'));
  await screen.findByRole('heading', { name: 'Document (v2, default version)' });
});

test('an AWS refusal on deleting a policy in use names what stands in the way', async () => {
  openPage(session, page);
  await person.click(await button('Delete'));
  const dialog = await screen.findByRole('dialog', { name: 'ReadPayroll is still in use' });
  within(dialog).getByText('Detach ReadPayroll from mallory');
  await person.click(within(dialog).getByRole('button', { name: 'Keep it' }));
  expect(session.history.canUndo).toBe(false);
});

test('the wizard asks for permissions, then name and tags, and keeps the draft while a person looks elsewhere', async () => {
  openPage(session, '#/policies');
  await person.click((await screen.findAllByRole('link', { name: 'Create policy' }))[0] as HTMLElement);
  await person.click(await button('Next'));
  await person.type(await screen.findByRole('textbox', { name: 'Policy name' }), 'ReadExample');
  visit('#/policies');
  await screen.findByRole('table', { name: 'Customer managed policies' });
  visit('#/policies/create');
  const name = await screen.findByRole('textbox', { name: 'Policy name' });
  expect((name as HTMLInputElement).value).toBe('ReadExample');
  await person.click(await button('Add tag'));
  await person.type(screen.getByRole('textbox', { name: 'Key of tag 1' }), 'team');
  await person.click(await button('Create policy'));
  await screen.findByRole('heading', { level: 1, name: 'ReadExample' });
  const made = [...session.state.world.policies.values()].find((one) => one.policyName === 'ReadExample');
  expect(made?.tags).toEqual([{ key: 'team', value: '' }]);
});

test('a policy is attached to many in one reviewed step, which one Undo takes back', async () => {
  openPage(session, page);
  const held = () => session.state.world.index.attachedTo.get(arn)?.size;
  const before = held();
  await person.click(await button('Attach to many'));
  const dialog = await screen.findByRole('dialog', { name: 'Attach ReadPayroll' });
  await person.click(within(dialog).getByRole('checkbox', { name: 'Choose user alice' }));
  await person.click(within(dialog).getByRole('button', { name: 'Review' }));
  within(dialog).getByText('Attach ReadPayroll to alice');
  await person.click(within(dialog).getByRole('button', { name: 'Attach to 1' }));
  await expect.poll(held).toBe((before ?? 0) + 1);
  await person.click(await button('Undo'));
  await expect.poll(held).toBe(before);
});

test('a policy is detached from many in one reviewed step', async () => {
  await session.dispatch('iam', 'AttachUserPolicy', { UserName: 'alice', PolicyArn: arn });
  openPage(session, page);
  const held = () => session.state.world.index.attachedTo.get(arn)?.size;
  await person.click(await button('Detach from many'));
  const dialog = await screen.findByRole('dialog', { name: 'Detach ReadPayroll' });
  await person.click(within(dialog).getByRole('checkbox', { name: 'Choose user alice' }));
  await person.click(within(dialog).getByRole('checkbox', { name: 'Choose user mallory' }));
  await person.click(within(dialog).getByRole('button', { name: 'Review' }));
  within(dialog).getByText('Detach ReadPayroll from mallory');
  await person.click(within(dialog).getByRole('button', { name: 'Detach from 2' }));
  await expect.poll(() => held() ?? 0).toBe(0);
  await person.click(await button('Undo'));
  await expect.poll(held).toBe(2);
});

test('a sixth version explains AWS’s limit, and saving deletes the oldest first', async () => {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
  });
  for (let version = 2; version <= 5; version += 1)
    await session.dispatch('iam', 'CreatePolicyVersion', {
      PolicyArn: arn,
      PolicyDocument,
      SetAsDefault: true,
    });
  openPage(session, page);
  await person.click(await button('Edit'));
  await screen.findByText('AWS keeps five versions');
  await person.click(await button('Delete v1, save as new default version'));
  const ids = () =>
    [...session.state.world.policies.values()]
      .find((one) => one.arn === arn)
      ?.versions.map(({ versionId }) => versionId);
  await expect.poll(ids).toEqual(['v2', 'v3', 'v4', 'v5', 'v6']);
  await person.click(await button('Roll back to v5'));
  await screen.findByRole('heading', { name: 'Document (v5, default version)' });
});

test('all AWS managed policies are listed, filtered by service and use, and copied as a customer policy', async () => {
  openPage(session, '#/policies?tab=aws');
  await screen.findByRole('tab', { name: 'AWS managed 1,594' });
  await person.type(screen.getByRole('searchbox', { name: 'Search policies' }), 'S3ReadOnly');
  await screen.findByText('1 of 1,594');
  await person.click(await screen.findByRole('link', { name: /AmazonS3ReadOnlyAccess/ }));
  await person.click(await screen.findByRole('link', { name: 'Copy as customer policy' }));
  await screen.findByText('A copy of AmazonS3ReadOnlyAccess, which you can change.');
  await person.click(await button('Next'));
  const name = await screen.findByRole('textbox', { name: 'Policy name' });
  expect((name as HTMLInputElement).value).toBe('AmazonS3ReadOnlyAccess-copy');
});

test('Format lays a document out in the editor, keeps the caret at its letter, and one undo takes it back', async () => {
  openPage(session, page);
  await person.click(await button('Edit'));
  const named = () => screen.getByRole('textbox', { name: 'New version of ReadPayroll' });
  await expect.poll(() => named().closest('.cm-editor')).not.toBeNull();
  const content = named();
  const editor = content.closest<HTMLElement>('.cm-editor') ?? content;
  const { backgroundColor } = getComputedStyle(editor.querySelector('.cm-gutters') ?? content);
  expect(backgroundColor).toMatch(/^rgb\(/);
  const lines = () => editor.querySelectorAll('.cm-line').length;
  const text = () => [...editor.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
  const format = await button('Format');
  expect(format).toBeDisabled();
  const squeezed =
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}';
  await hands.fill(content, squeezed);
  await expect.poll(text).toBe(squeezed);
  await hands.keyboard('{ArrowLeft}{ArrowLeft}');
  await person.click(format);
  await expect.poll(lines).toBe(8);
  expect(document.activeElement).toBe(content);
  await hands.keyboard('#');
  await expect.poll(text).toContain('"Resource": "*"#');
  expect(format).toBeDisabled();
  expect(format).toHaveAccessibleDescription('Correct the JSON first.');
  await hands.keyboard('{Control>}z{/Control}');
  await hands.keyboard('{Control>}z{/Control}');
  await expect.poll(text).toBe(squeezed);
});

test('the list names what each policy does, and AWS’s policies come by use: here, then often, then by name', async () => {
  await session.dispatch('iam', 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::aws:policy/AWSSupportAccess',
  });
  openPage(session, '#/policies');
  const own = await screen.findByRole('table', { name: 'Customer managed policies' });
  await within(own).findByText(/bucket payroll/);
  visit('#/policies?tab=aws');
  const table = await screen.findByRole('table', { name: 'AWS managed policies' });
  await within(table).findByRole('link', { name: /AdministratorAccess$/ });
  const first = () =>
    within(table)
      .getAllByRole('link')
      .slice(0, 3)
      .map((link) => /\w+$/.exec(link.textContent.trim())?.[0]);
  expect(first()).toEqual(['AWSSupportAccess', 'AdministratorAccess', 'PowerUserAccess']);
  within(table).getByText('attached to 1');
  expect(within(table).getAllByText('often used elsewhere').length).toBeGreaterThan(5);
  const order = screen.getByRole('combobox', { name: 'Order' });
  await person.selectOptions(order, 'By name');
  await expect
    .poll(first)
    .toEqual([expect.stringContaining('AccessAnalyzer'), expect.anything(), expect.anything()]);
  await person.click(within(table).getByRole('button', { name: /^Policy/ }));
  await expect.poll(() => (order as HTMLSelectElement).selectedOptions[0]?.text).toBe('Another column');
});

test('the findings of the editor stand on the policy’s page, each with its statement', async () => {
  await session.dispatch('iam', 'CreatePolicy', {
    PolicyName: 'Wide',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' },
        { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
      ],
    }),
  });
  openPage(session, `#/policies/${encodeURIComponent(arn.replace('ReadPayroll', 'Wide'))}`);
  const list = await screen.findByRole('list', { name: 'Findings' });
  within(list).getByText('Security warning');
  within(list).getByText('Statement 2, Pass');
  screen.getByRole('heading', { name: 'Findings 1' });
  screen.getByText(/ · 1 finding$/);
  visit(page);
  await screen.findByText('No errors, warnings or suggestions.');
  screen.getByRole('heading', { name: 'Findings 0' });
});
