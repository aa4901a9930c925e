/** Changes that would turn the answer stand below it: the least first, with its text, what else it opens, and as code. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { questionHref } from '#app/navigation/question.ts';
import { go } from '#app/navigation/routes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

const hospital = 'arn:aws:iam::333344445555';
const why = () => screen.findByRole('region', { name: 'Why' });

async function ask(session: Session, p: string, a: string, r: string): Promise<void> {
  openPage(session);
  go('ask', [], { p, a, r });
  await answer('No');
}

async function createWide(session: Session): Promise<void> {
  const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
  const made = await session.dispatch('iam', 'CreatePolicy', {
    PolicyName: 'Wide',
    PolicyDocument: JSON.stringify(document),
  });
  expect(made.ok).toBe(true);
}

test('a statement for exactly the request comes first, with its text, and says that nothing else changes', async () => {
  const session = await exampleSession('hospital');
  await ask(session, `${hospital}:user/it/helpdesk.omar`, 'sts:AssumeRole', `${hospital}:role/monitoring`);
  const title = 'Allow sts:AssumeRole on role monitoring in a new inline policy of helpdesk.omar';
  const fix = await button(title);
  expect(screen.getByLabelText('The statement').textContent).toContain('"Action": "sts:AssumeRole"');
  await within(await why()).findByText(
    'It allows exactly this, and nothing changes for other users and roles.',
  );
  await person.click(fix);
  await answer('Yes');
  await person.click(await button(`Undo: ${title}`));
  await answer('No');
});

test('a fix of a question with a context says what it compares', async () => {
  const session = await exampleSession('hospital');
  const asked = {
    principal: `${hospital}:user/it/helpdesk.omar`,
    action: 'sts:AssumeRole',
    resource: `${hospital}:role/monitoring`,
    context: { 'aws:SourceIp': '203.0.113.9' },
  };
  openPage(session, questionHref(asked));
  await within(await why()).findByText(/^It allows exactly this action and resource, and nothing changes/);
});

test('a fix is shown as commands, as Terraform and as a JSON difference, each to be copied', async () => {
  const session = await exampleSession('hospital');
  await ask(
    session,
    `${hospital}:user/clinical/dr.hart`,
    'sqs:SendMessage',
    'arn:aws:sqs:eu-central-1:333344445555:insurance-claims',
  );
  const [first] = await screen.findAllByText('As commands, Terraform or JSON');
  if (!first) throw new Error('no fix');
  await person.click(first);
  const commands = await screen.findByLabelText('The AWS CLI commands');
  expect(commands.textContent).toContain('aws iam put-user-policy');
  expect(commands.textContent).toContain('aws iam create-policy-version');
  await person.click(screen.getByRole('tab', { name: 'Terraform' }));
  const terraform = await screen.findByLabelText('The Terraform configuration');
  const { resource } = JSON.parse(terraform.textContent) as { resource: Record<string, object> };
  expect(Object.keys(resource).sort()).toEqual(['aws_iam_policy', 'aws_iam_user_policy']);
  await person.click(screen.getByRole('tab', { name: 'JSON difference' }));
  const [inline, boundary] = await screen.findAllByRole('region', { name: /compared with After$/ });
  expect(inline?.getAttribute('aria-label')).toBe('Before: no policy compared with After');
  expect(boundary?.textContent).toContain('aws:PrincipalArn');
  screen.getByText(/Others have this policy too/);
});

test('a wide policy says what else it opens, and comes after the statement for the request', async () => {
  const session = await exampleSession('first-minutes');
  await createWide(session);
  await ask(session, 'arn:aws:iam::111122223333:user/alice', 's3:GetObject', 'arn:aws:s3:::payroll/2026.csv');
  await person.click(await screen.findByText('2 other changes would allow it'));
  const wide = await button('Attach Wide to alice');
  const item = wide.closest('li');
  if (!item) throw new Error('the fix is no item of a list');
  await within(item).findByText('Newly allowed', {}, { timeout: 20_000 });
  expect(within(item).getAllByText(/^S3/).length).toBeGreaterThan(1);
});

test('where MFA is what lacks, asking with it comes before any change of the account', async () => {
  const session = await exampleSession('hospital');
  await ask(
    session,
    `${hospital}:user/clinical/nurse.diaz`,
    'sts:AssumeRole',
    `${hospital}:role/emergency-access`,
  );
  await screen.findByText('With MFA, the trust policy of emergency-access would allow it.');
  await screen.findByText('The request can be made so that it is allowed. Or change the account:');
  const change = await button(/in the trust policy of emergency-access$/);
  expect(change.className).not.toContain('primary');
  await person.click(await button('Ask with this context'));
  await answer('Yes');
});

test('a change in two accounts is made by the root users of both, and undone as one', async () => {
  const session = await exampleSession('hospital');
  await ask(
    session,
    'arn:aws:iam::666677778888:user/intern.novak',
    'sts:AssumeRole',
    `${hospital}:role/partners/research-reader`,
  );
  await screen.findByText('Changes that would allow it: only with a change in another account');
  const make = await button('Do it as the root users of the accounts 333344445555 and 666677778888');
  expect(screen.queryByText('This request was refused')).toBeNull();
  await person.click(make);
  await answer('Yes');
  await person.click(await button(/^Undo: Allow sts:AssumeRole/));
  await answer('No');
});
