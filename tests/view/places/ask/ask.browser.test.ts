/** A person asks in the first thirty seconds, and sees what follows from the answer. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { go } from '#app/navigation/routes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { listen } from '../../heard.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session);
});

test('a No becomes a Yes by one press, with the next question, and Undo takes it back', async () => {
  await answer('No');
  await person.click(await button('Attach ReadPayroll to alice'));
  await answer('Yes');
  const next = await screen.findByRole('link', { name: /stop mallory/ });
  expect(next.getAttribute('href')).toContain('mallory');
  await person.click(await button('Undo: Attach ReadPayroll to alice'));
  await answer('No');
});

test('the drawing beside the answer promises a tree and a table where its link leads', async () => {
  await screen.findByRole('img', {
    name: /^Drawing of \d+ nodes and \d+ relations\. “Open the graph” shows it as a tree and a table\.$/,
  });
  expect(screen.queryByRole('tree')).toBeNull();
  await person.click(screen.getByRole('link', { name: 'Open the graph' }));
  await screen.findByRole('img', { name: /relations\. The tree and the table beside it say the same\.$/ });
  await screen.findByRole('tree');
  screen.getByRole('tab', { name: 'Table' });
});

test('the toast offers Undo too, and says when something else came after', async () => {
  await person.click(await button('Attach ReadPayroll to alice'));
  const messages = await screen.findByRole('status', { name: 'Messages' });
  await person.click(await within(messages).findByRole('button', { name: 'Undo' }));
  await answer('No');
  await person.click(await button('Attach ReadPayroll to alice'));
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  await person.click(await within(messages).findByRole('button', { name: 'Undo' }));
  await within(messages).findByText('“Create user bob” came later. Undo it first.');
  await answer('Yes');
});

test('each answer is read out once: by the focus that goes to it after a fix, else by one sentence', async () => {
  await answer('No');
  const fix = await button('Attach ReadPayroll to alice');
  const heard = listen();
  const told = (...lines: readonly (string | RegExp)[]) =>
    expect
      .poll(() => heard.sort())
      .toEqual(lines.map((line): unknown => (typeof line === 'string' ? line : expect.stringMatching(line))));
  fix.focus();
  await person.keyboard('{Enter}');
  await answer('Yes');
  const shown = screen.getByRole('heading', { name: 'Yes: alice can do s3:GetObject on payroll/2026.csv' });
  await expect.poll(() => document.activeElement).toBe(shown);
  await told('Attach ReadPayroll to alice', /^Goal reached: Alice can read the payroll/);

  heard.length = 0;
  await person.keyboard('{Control>}z{/Control}');
  await answer('No');
  await told(
    /^Goal: Alice can read the payroll\. Not reached yet/,
    /^No\. Denied because/,
    'Undone: Attach ReadPayroll to alice',
  );
  expect(document.activeElement).toBe(shown);

  heard.length = 0;
  const who = screen.getByRole('combobox', { name: 'Who' });
  who.focus();
  await person.keyboard('mallory{Enter}');
  await answer('Yes');
  await told(/^Goal/, /^Yes\. Allowed because/);
  expect(document.activeElement).toBe(who);
});

test('the deciding statement is marked in its JSON, line by line', async () => {
  await person.click(await button('Attach ReadPayroll to alice'));
  await screen.findByRole('textbox', { name: /ReadPayroll, the deciding statement is marked/ });
  await expect.poll(() => document.querySelectorAll('.cm-marked-allow').length).toBe(6);
  expect(document.querySelector('.cm-marked-allow + .cm-marked-allow')?.textContent).toContain(
    'ReadPayrollFiles',
  );
});

test('a choice of another person, action and resource asks at once', async () => {
  const who = await screen.findByRole('combobox', { name: 'Who' });
  await person.click(who);
  await person.click(await screen.findByRole('option', { name: /mallory/ }));
  await answer('Yes');
  const resource = screen.getByRole('combobox', { name: 'On what resource' });
  await person.clear(resource);
  await person.type(resource, 'elsewhere/file.txt{Enter}');
  await answer('No');
  expect(location.hash).toContain(encodeURIComponent('arn:aws:s3:::elsewhere/file.txt'));
});

test('Who can lists all who get a yes, and the others on request, both by name', async () => {
  const can = await screen.findByRole('table', { name: 'Who can do this' });
  expect(
    within(can)
      .getAllByRole('link')
      .map((one) => one.textContent.trim()),
  ).toEqual(['root', 'mallory']);
  await person.click(await button(/^Cannot/));
  const cannot = await screen.findByRole('table', { name: 'Who cannot do this' });
  within(cannot).getByRole('link', { name: /alice/ });
  await person.type(screen.getByRole('searchbox', { name: 'Filter by name' }), 'zzz');
  await screen.findByText('Nobody in this list has this name');
});

test('a service that a trust policy lets in is one of those who can, and nobody is not said', async () => {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Web', AssumeRolePolicyDocument });
  visit('#/ask?p=ec2.amazonaws.com&a=sts:AssumeRole&r=arn:aws:iam::111122223333:role/Web');
  await answer('Yes');
  const can = within(await screen.findByRole('table', { name: 'Who can do this' }));
  expect((await can.findAllByRole('link')).map((one) => one.textContent.trim())).toEqual([
    'ec2.amazonaws.com',
  ]);
});

test('the mark of the deciding step stays in its line on a phone', async () => {
  await page.viewport(400, 800);
  const mark = await screen.findByText('this decided');
  const line = mark.closest<HTMLElement>('.row');
  const outcome = line?.querySelector('.nowrap')?.getBoundingClientRect();
  const { top, bottom } = mark.getBoundingClientRect();
  expect((outcome?.top ?? 0) < bottom && (outcome?.bottom ?? 0) > top).toBe(true);
});

test('a fix that alice may not make is no button: AWS’s refusal asks why, and root can make it', async () => {
  session.identity.actAs('arn:aws:iam::111122223333:user/alice');
  const refusal = await screen.findByRole('alert');
  within(refusal).getByText('AccessDenied');
  within(refusal).getByText(/is not authorized to perform: iam:PutUserPolicy/);
  const why = within(refusal).getByRole('link', { name: 'Why?' });
  expect(why.getAttribute('href')).toContain('iam%3APutUserPolicy');
  expect(screen.queryByRole('button', { name: 'Attach ReadPayroll to alice' })).toBeNull();
  await person.click(await button('Act as root'));
  await person.click(await button('Attach ReadPayroll to alice'));
  await answer('Yes');
});

test('under the explicit deny of a bucket policy the fix takes the request out of that policy', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::payroll/*' },
  };
  await person.click(await button('Attach ReadPayroll to alice'));
  await answer('Yes');
  const put = await session.dispatch('s3', 'PutBucketPolicy', {
    Bucket: 'payroll',
    Policy: JSON.stringify(policy),
  });
  expect(put.ok).toBe(true);
  await answer('No');
  await person.click(
    await button('Take s3:GetObject on s3://payroll/2026.csv out of what the policy of s3://payroll denies'),
  );
  await answer('Yes');
});

test('billing that is switched off is a setting: the step, the advice and the link name no policy', async () => {
  await session.dispatch('iam', 'AttachUserPolicy', {
    UserName: 'alice',
    PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  });
  go('ask', [], { p: 'arn:aws:iam::111122223333:user/alice', a: 'billing:GetBillingData', r: '*' });
  await answer('No');
  await screen.findByText('Denied because IAM access to billing is off in this account.');
  await screen.findByText('Account setting: IAM access to billing');
  const link = await screen.findByRole('link', { name: 'Open the billing settings' });
  expect(link.getAttribute('href')).toBe('#/settings/billing');
  expect(screen.queryByText(/text not known|Write a policy|Change that statement/)).toBeNull();
});

const allowAliceWithMfa = () => {
  const document = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  };
  return session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'WithMfa',
    PolicyDocument: JSON.stringify(document),
  });
};

test('a key that a policy reads becomes a switch, and turns the answer', async () => {
  await allowAliceWithMfa();
  await answer('No');
  await person.click(await screen.findByRole('switch', { name: 'Signed in with MFA' }));
  await answer('Yes');
  await person.click(await button('Reset'));
  await answer('No');
});

test('the reason names what the request lacks, and one key press asks with it', async () => {
  await allowAliceWithMfa();
  await screen.findByText('Denied because the request was made without MFA.');
  await screen.findByText('With MFA, WithMfa of alice would allow it.');
  (await button('Ask with this context')).focus();
  await person.keyboard('{Enter}');
  await answer('Yes');
  expect(location.hash).toContain('c.aws%3AMultiFactorAuthPresent=true');
  const shown = screen.getByRole('heading', { name: /^Yes: alice can do/ });
  await expect.poll(() => document.activeElement).toBe(shown);
  expect(screen.queryByText(/would allow it/)).toBeNull();
});

test('the steps that did not count are folded, and the one that decided is not', async () => {
  const steps = () =>
    [...document.querySelectorAll('.gates > ol .name')].map((name) => name.textContent.trim());
  await answer('No');
  await expect.poll(steps).toEqual([expect.stringMatching(/^Identity policies/)]);
  const folded = await screen.findByText(/^\d steps that did not change the answer$/);
  expect(folded.closest('details')?.open).toBe(false);
  await person.click(folded);
  await screen.findByText('Permissions boundary');
});

test('Y-01 Ask shows each scope-down policy of scoped credentials, and the one that does not allow', async () => {
  const allowing = (Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  await session.dispatch('sts', 'GetFederationToken', { Name: 'web', Policy: allowing('*') });
  const sessions = () => [...session.state.world.sessions.values()];
  for (const Policy of [allowing('*'), allowing('s3:ListBucket')]) {
    const caller = { kind: 'session', id: sessions().at(-1)?.id ?? '' } as const;
    const request = {
      service: 'sts',
      operation: 'GetScopedCredentials',
      params: { Policy },
      caller,
    } as const;
    expect((await session.requests.send(request)).ok).toBe(true);
  }
  const { arn = '', id = '' } = sessions().at(-1) ?? {};
  go('ask', [], { p: arn, s: id, a: 's3:GetObject', r: 'arn:aws:s3:::payroll/2026.csv' });
  await answer('No');
  const levels = await screen.findByRole('list', { name: 'Each of these must allow it' });
  expect(
    within(levels)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    expect.stringMatching(/the session policy of web\s*allows/),
    expect.stringMatching(/the first scope-down policy of web\s*allows/),
    expect.stringMatching(/the second scope-down policy of web\s*does not allow/),
  ]);
});

test('E-63 the frozen permissions of temporary credentials count, and can be left out', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  });
  const outcome = await session.dispatch('sts', 'GetFederationToken', { Name: 'web', Policy });
  expect(outcome.ok).toBe(true);
  const [credentials] = session.state.world.sessions.values();
  const question = { a: 's3:GetObject', r: 'arn:aws:s3:::payroll/2026.csv' };
  go('ask', [], { p: credentials?.arn ?? '', s: credentials?.id ?? '', ...question });
  await screen.findByText(credentials?.id ?? '-');
  await answer('Yes');
  await person.click(await button('Leave them out'));
  await answer('No');
});
