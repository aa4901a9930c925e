/** Activity and Settings show what they have, and things have the same names on every place. */

import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { dayOf, hrefOfArn, thingKindOfArn, momentOf, nameOfArn } from '#view/entity/names.ts';
import { principalFromText, resourceFromText } from '#app/navigation/question.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
const account = '111122223333';
const iam = `arn:aws:iam::${account}`;

test.each([
  [`${iam}:root`, 'root', 'root', undefined],
  [`${iam}:user/a/b/alice`, 'user', 'alice', '#/identities/user/alice'],
  [`${iam}:role/service/Deploy`, 'role', 'Deploy', '#/identities/role/Deploy'],
  [`arn:aws:sts::${account}:assumed-role/Deploy/ci`, 'role', 'Deploy', '#/identities/role/Deploy'],
  [`${iam}:policy/Read`, 'policy', 'Read', `#/policies/${encodeURIComponent(`${iam}:policy/Read`)}`],
  ['arn:aws:s3:::payroll/2026.csv', 'resource', 'payroll/2026.csv', undefined],
  ['ec2.amazonaws.com', 'outside', 'ec2.amazonaws.com', undefined],
])('the ARN %s is a %s called %s at %s', (arn, kind, name, href) => {
  expect([thingKindOfArn(arn), nameOfArn(arn), hrefOfArn(arn)]).toEqual([kind, name, href]);
});

test.each([
  ['payroll/2026.csv', 'arn:aws:s3:::payroll/2026.csv'],
  ['s3://payroll', 'arn:aws:s3:::payroll'],
  ['arn:aws:sqs:eu-west-1:1:q', 'arn:aws:sqs:eu-west-1:1:q'],
  ['everything', '*'],
  [' * ', '*'],
])('the resource %j means %s', (text, arn) => {
  expect(resourceFromText(text)).toBe(arn);
});

test.each([
  ['alice', `${iam}:user/alice`],
  ['root', `${iam}:root`],
  ['lambda.amazonaws.com', 'lambda.amazonaws.com'],
  ['arn:aws:iam::1:role/x', 'arn:aws:iam::1:role/x'],
])('the principal %j means %s', (text, arn) => {
  expect(principalFromText(text, account)).toBe(arn);
});

test('dates are read as UTC, and text that is no date stays', () => {
  expect([dayOf('2019-12-18T19:10:08Z'), momentOf('2019-12-18T19:10:08Z'), dayOf('soon')]).toEqual([
    '18 Dec 2019',
    '18 Dec 2019, 19:10:08',
    'soon',
  ]);
});

test('Activity lists every call, refused ones too, and shows the record', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  session.identity.actAs(`${iam}:user/mallory`);
  await session.dispatch('iam', 'DeleteUser', { UserName: 'bob' });
  openPage(session, '#/activity');
  const table = await screen.findByRole('table', { name: 'Events' });
  within(table).getByText(/AccessDenied/);
  const filter = screen.getByRole('combobox', { name: 'Add a filter' });
  await person.click(filter);
  await person.click(await screen.findByRole('option', { name: 'Error: AccessDenied Error' }));
  await screen.findByRole('button', { name: 'Remove the filter Error: AccessDenied' });
  await expect.poll(() => screen.queryByRole('button', { name: 'CreateUser' })).toBeNull();
  expect(location.hash).toBe('#/activity?error=AccessDenied');
  await person.click(await screen.findByRole('button', { name: 'DeleteUser' }));
  const record = await screen.findByRole('dialog', { name: 'DeleteUser' });
  await within(record).findByLabelText('CloudTrail record of DeleteUser');
  await person.keyboard('{Escape}');
});

test('Settings show quotas, and Help the day of the data and the last requests', async () => {
  const session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  openPage(session, '#/settings/quotas');
  await screen.findByRole('meter', { name: 'Users: 3 of 5,000' });
  await person.click(screen.getByRole('button', { name: 'Help' }));
  await person.click(await screen.findByRole('menuitem', { name: /^About/ }));
  await screen.findByRole('heading', { name: 'AWS as of' });
  screen.getByText('iam:CreateUser');
});

test('a workspace of several accounts shows the other one, as its root user', async () => {
  const session = await exampleSession('hospital');
  openPage(session, '#/identities');
  await person.click(await screen.findByRole('button', { name: /^Workspace/ }));
  const [other] = [...session.state.world.accounts.values()].filter(({ id }) => id !== session.account);
  await person.click(await screen.findByRole('menuitemradio', { name: new RegExp(other?.id ?? '') }));
  expect(session.account).toBe(other?.id);
  expect(session.caller).toEqual({ kind: 'principal', arn: `arn:aws:iam::${other?.id}:root` });
});
