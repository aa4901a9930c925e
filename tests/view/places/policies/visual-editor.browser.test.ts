/**
 * The visual editor writes policies from fields, keeps what its fields cannot show, and offers the fix of a
 * remark.
 */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { userEvent as hands } from 'vitest/browser';
import type { Session } from '#app/session/session.svelte.ts';
import DocumentEditor from '#view/places/policies/editor/DocumentEditor.svelte';
import { keepFocus } from '#view/ui/focus/keep-focus.ts';
import { visualEditor0 } from '#view/places/policies/create/starter.ts';
import { exampleSession, mountPart } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;
let text = '';
beforeEach(async () => {
  session = await exampleSession('first-minutes');
  await session.catalogue.loadAllActions();
});

const edit = (value: string, view: 'visual' | 'json' = 'visual', kind = 'identity-managed') => {
  text = value;
  mountPart(session, DocumentEditor as never, {
    value,
    kind,
    edited: { kind: 'new', as: kind === 'trust' ? 'trust' : 'identity' },
    view,
    onchange: (next: string) => (text = next),
  });
};
const pretty = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const statementsOf = () => (JSON.parse(text) as { Statement: unknown[] }).Statement;
const button = (name: string | RegExp) => screen.findByRole('button', { name });

test('the tutorial’s VisualEditor0 policy is made in the visual editor alone', async () => {
  edit(pretty());
  await person.click(await button('Add permissions'));
  await person.click(await screen.findByRole('combobox', { name: 'Choose a service' }));
  await person.keyboard('S3');
  await person.click(await screen.findByRole('option', { name: /^S3 s3$/ }));

  await person.click(await button(/^Read/));
  await person.click(await screen.findByRole('checkbox', { name: 'GetObject' }));
  await person.click(await button(/^List/));
  await person.click(await screen.findByRole('checkbox', { name: 'ListBucket' }));
  await person.click(await button(/^Write/));
  await person.click(await screen.findByRole('checkbox', { name: 'PutObject' }));

  await person.click(await button('Add object ARN'));
  const object = await screen.findByRole('form', { name: 'Add ARN' });
  await person.type(within(object).getByLabelText('Bucket name'), 'example-bucket');
  await person.click(within(object).getByRole('button', { name: 'Add' }));
  await person.click(await button('Add bucket ARN'));
  const bucket = await screen.findByRole('form', { name: 'Add ARN' });
  await person.type(within(bucket).getByLabelText('Bucket name'), 'example-bucket');
  await person.click(within(bucket).getByRole('button', { name: 'Add' }));

  await expect.poll(() => JSON.parse(text) as unknown).toEqual(JSON.parse(visualEditor0));
  await person.click(screen.getByRole('radio', { name: 'JSON' }));
  await screen.findByText('Valid policy');
});

test('a service without an action is said where it was added, until an action is chosen', async () => {
  edit(pretty(read));
  await person.click(await screen.findByRole('combobox', { name: 'Add another service' }));
  await person.keyboard('Lambda');
  await person.click(await screen.findByRole('option', { name: /^Lambda lambda$/ }));
  const said = 'Choose an action of Lambda. Until then, the policy says nothing about it.';
  await screen.findByText(said);
  expect(text === '' ? pretty(read) : text).not.toContain('lambda');
  await person.click((await screen.findAllByRole('button', { name: /^List/ })).at(-1) as HTMLElement);
  await person.click(await screen.findByRole('checkbox', { name: 'ListFunctions' }));
  await expect.poll(() => text).toContain('lambda:ListFunctions');
  expect(screen.queryByText(said)).toBeNull();
});

const read = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' };

test('the visual editor sets effect, a condition, NotAction and all resources, and takes each step back', async () => {
  edit(pretty(read));
  await person.click(await screen.findByRole('radio', { name: 'Deny' }));
  await person.click(await screen.findByRole('combobox', { name: 'Add a condition' }));
  await person.keyboard('MultiFactorAuthPresent');
  await person.click(await screen.findByRole('option', { name: /MultiFactorAuthPresent/ }));
  await expect
    .poll(statementsOf)
    .toEqual([{ ...read, Effect: 'Deny', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }]);
  await person.click(await screen.findByRole('checkbox', { name: /NotAction/ }));
  await person.click(await screen.findByRole('radio', { name: /All resources/ }));
  await expect.poll(statementsOf).toEqual([
    {
      Sid: 'Read',
      Effect: 'Deny',
      NotAction: 's3:GetObject',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  ]);
  for (let step = 0; step < 4; step += 1) await person.click(await button('Undo the last step'));
  await expect.poll(() => text).toBe(pretty(read));
});

test('the focus goes into a field that was added, and from a removed one to its button or its neighbour', async () => {
  onTestFinished(keepFocus());
  edit(pretty(read));
  const here = () =>
    document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent.trim();
  const at = (name: string | RegExp) => expect.poll(here).toMatch(name);
  const enter = async (name: string | RegExp) => {
    (await button(name)).focus();
    await person.keyboard('{Enter}');
  };
  await enter('Add object ARN');
  await at('A resource of this account');
  within(await screen.findByRole('form', { name: 'Add ARN' }))
    .getByRole('button', { name: 'Cancel' })
    .focus();
  await person.keyboard('{Enter}');
  await at('Add object ARN');
  await enter('Add any ARN');
  await at('A resource of this account');
  (await screen.findByRole('combobox', { name: 'Add a condition' })).focus();
  await person.keyboard('aws:SourceIp{Enter}');
  await at('Value 1 of condition 1');
  await enter('Or another value');
  await at('Value 2 of condition 1');
  await enter('Remove condition 1');
  await at('Add a condition');
  await enter('Duplicate statement 1');
  await screen.findByRole('button', { name: 'Remove statement 2' });
  await enter('Remove statement 2');
  await at('Remove statement 1');
});

test('a statement that the fields cannot show stays word for word', async () => {
  const odd = { ...read, Sid: 'Odd', Condition: { Bool: {} } };
  edit(pretty(read, odd));
  const block = await screen.findByRole('region', { name: 'Statement 2, JSON only' });
  within(block).getByText(/tests no key/);
  await person.click(await screen.findByRole('radio', { name: 'Deny' }));
  await expect.poll(statementsOf).toEqual([{ ...read, Effect: 'Deny' }, odd]);
});

test('a wildcard chooses its actions, which are then not chosen one by one', async () => {
  edit(pretty({ ...read, Action: ['s3:GetObject', 's3:Get*'] }));
  await person.click(await button(/^Read/));
  const read1 = await screen.findByRole('checkbox', { name: /^GetObject\s*by s3:Get\*$/ });
  expect((read1 as HTMLInputElement).checked).toBe(true);
  expect((read1 as HTMLInputElement).disabled).toBe(true);
  await person.click(await button('Remove s3:Get*'));
  await expect.poll(statementsOf).toEqual([{ ...read, Action: ['s3:GetObject'] }]);
  await person.click(await screen.findByRole('checkbox', { name: /All S3 actions/ }));
  await expect.poll(statementsOf).toEqual([{ ...read, Action: ['s3:*'] }]);
});

test('the visual editor says where JSON is broken, and the JSON editor is one press away', async () => {
  edit('{ "Version": ');
  await screen.findByText(/Fix the JSON first/);
  await person.click(await button('Edit as JSON'));
  await screen.findByText('Not valid. AWS would refuse this document:');
});

test('the fix of a remark mends the JSON', async () => {
  edit(pretty({ ...read, Action: 's3:GetObjet' }), 'json');
  await person.click(await button('Change to s3:GetObject'));
  await expect.poll(statementsOf).toEqual([read]);
});

test('completion offers actions with their level while one types', async () => {
  edit(pretty({ ...read, Action: 's3:GetObj' }), 'json');
  const action = await screen.findByText('"s3:GetObj"');
  const editor = screen.getByRole('textbox', { name: 'Policy document' });
  const range = document.createRange();
  range.setStart(action.firstChild ?? action, 10);
  range.collapse(true);
  editor.focus();
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
  await person.keyboard('{Control>} {/Control}');
  const list = await screen.findByRole('listbox');
  await expect
    .poll(() =>
      within(list)
        .queryAllByRole('option')
        .map((option) => option.textContent),
    )
    .toContain('s3:GetObjectRead');
  await person.click(within(list).getByText('GetObj', { exact: false, selector: '[aria-selected] *' }));
  await expect.poll(statementsOf).not.toEqual([{ ...read, Action: 's3:GetObj' }]);
});

test('the summary table says what a policy does, and opens into actions', async () => {
  edit(pretty(read), 'json');
  await person.click(await screen.findByRole('radio', { name: 'What it does' }));
  const table = await screen.findByRole('table', { name: 'Allow by service' });
  within(table).getByText('Limited: Read');
  within(table).getByText('Allows GetObject on the objects of bucket payroll.');
  await person.click(within(table).getByRole('button', { name: 'S3' }));
  within(await screen.findByRole('table', { name: 'Actions of S3' })).getByText('GetObject');
});

test('the chosen actions stand as chips above the service, and are added and removed by keyboard', async () => {
  onTestFinished(keepFocus());
  edit(pretty(read));
  const chips = await screen.findByRole('list', { name: 'Chosen actions of S3' });
  within(chips).getByText('GetObject');
  within(chips).getByText('Read');
  const adding = screen.getByRole('combobox', { name: 'Add an action of S3' });
  adding.focus();
  await person.keyboard('PutObject{Enter}');
  await person.keyboard('List*{Enter}');
  await expect
    .poll(statementsOf)
    .toEqual([{ ...read, Action: ['s3:GetObject', 's3:PutObject', 's3:List*'] }]);
  await within(chips).findByText('s3:List*');
  within(chips).getByRole('button', { name: 'Remove s3:PutObject' }).focus();
  await person.keyboard('{Delete}');
  await expect.poll(statementsOf).toEqual([{ ...read, Action: ['s3:GetObject', 's3:List*'] }]);
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('Remove s3:List*');
  await person.keyboard('{Enter}');
  await expect.poll(statementsOf).toEqual([{ ...read, Action: ['s3:GetObject'] }]);
});

test('all actions of a level are one chip, which takes them all away', async () => {
  edit(pretty({ ...read, Action: 'sqs:SendMessage', Resource: '*' }));
  await person.click(await screen.findByRole('checkbox', { name: 'All Read actions' }));
  await person.click(await button('Remove All Read actions'));
  await expect.poll(statementsOf).toEqual([{ ...read, Action: ['sqs:SendMessage'], Resource: '*' }]);
});

const words = () => screen.getByRole('note', { name: 'What this element does' }).textContent.trim();
const marked = () =>
  [...document.querySelectorAll('.cm-marked-here')].map((line) => line.textContent.trim()).join(' ');

test('the JSON beside the fields shows the part that has the focus, and says what it does', async () => {
  edit(pretty(read));
  await screen.findByText('"Effect"');
  expect(words()).toBe('Put the cursor on an element to see what it does.');
  screen.getByRole('radio', { name: 'Allow' }).focus();
  await expect.poll(marked).toBe('"Effect": "Allow",');
  await expect
    .poll(words)
    .toBe('Effect Allow: this statement gives permission. A Deny elsewhere still wins.');
  await person.click(screen.getByRole('radio', { name: 'Deny' }));
  await expect.poll(marked).toBe('"Effect": "Deny",');
  await expect.poll(words).toBe('Effect Deny: this statement forbids. No Allow can win against it.');
  screen.getByRole('combobox', { name: 'Add a condition' }).focus();
  await expect.poll(marked).toMatch(/^\{ "Sid": "Read".*\}$/);
});

test('the JSON beside the fields is the same text: what is typed there is in the fields at once', async () => {
  edit(pretty(read));
  await screen.findByText('"Effect"');
  await hands.click(screen.getByText('"Version"'));
  await expect.poll(words).toMatch(/^Version 2012-10-17: the current policy language/);
  await hands.keyboard('{ArrowDown}');
  await expect.poll(words).toBe('Statement: this policy has one rule.');
  await hands.dblClick(screen.getByText('"Allow"'));
  await hands.keyboard('Deny');
  await expect.poll(() => screen.getByRole<HTMLInputElement>('radio', { name: 'Deny' }).checked).toBe(true);
  await expect.poll(marked).toBe('');
});

test('rare resource types are folded until they are asked for or have an ARN', async () => {
  edit(pretty({ ...read, Action: 'ec2:RunInstances', Resource: [] }));
  await button('Add instance ARN');
  expect(screen.queryByRole('button', { name: 'Add elastic-gpu ARN' })).toBeNull();
  await person.click(await button(/^\d+ more types$/));
  await person.click(await button('Any elastic-gpu'));
  await person.click(await button(/^\d+ more types$/));
  await button('Add elastic-gpu ARN');
  expect(screen.queryByRole('button', { name: 'Add volume ARN' })).toBeNull();
});

test('a user is named in a trust policy without a word of JSON, and the service before is removed', async () => {
  const account = session.account;
  const trusts = (Principal: object) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
  edit(pretty(trusts({ Service: 'ec2.amazonaws.com' })), 'visual', 'trust');
  await person.click(await screen.findByRole('combobox', { name: 'Add a principal' }));
  await person.keyboard('alice');
  await person.click(await screen.findByRole('option', { name: /^user alice/ }));
  const alice = `arn:aws:iam::${account}:user/alice`;
  await expect.poll(statementsOf).toEqual([trusts({ Service: 'ec2.amazonaws.com', AWS: alice })]);
  await person.click(await button('Remove ec2.amazonaws.com'));
  await expect.poll(statementsOf).toEqual([trusts({ AWS: alice })]);
  await person.click(screen.getByRole('combobox', { name: 'Add a principal' }));
  await person.keyboard('the account');
  await person.click(await screen.findByRole('option', { name: /^the account/ }));
  await expect.poll(statementsOf).toEqual([trusts({ AWS: [alice, `arn:aws:iam::${account}:root`] })]);
});
