/** The findings of a policy are one list wherever a policy is read or written: counted, filtered, explained and mended. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { tick } from 'svelte';
import type { Session } from '#app/session/session.svelte.ts';
import { policyDraftOf } from '#view/places/policies/create/draft.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

const send = async (operation: string, params: Record<string, unknown>, service: 'iam' | 's3' = 'iam') => {
  const outcome = await session.dispatch(service, operation, params);
  expect(outcome.ok).toBe(true);
};
const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const pass = { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const twice = { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObject'], Resource: '*' };

async function open(document: string): Promise<string> {
  await send('CreatePolicy', { PolicyName: 'Wide', PolicyDocument: document });
  const page = `#/policies/${encodeURIComponent(`arn:aws:iam::${session.account}:policy/Wide`)}`;
  openPage(session, page);
  return page;
}
/** Every button of a finding but the one that silences it. */
const fix = /^(?!Silence)/;
const rows = (name = 'Findings') =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

test('a filter by severity shows its findings alone, stands in the address, and comes back with it', async () => {
  const page = await open(policyOf(twice, pass));
  const filter = within(await screen.findByRole('group', { name: 'Show by severity' }));
  expect(rows().length).toBeGreaterThan(1);
  filter.getByRole('button', { name: `All ${rows().length}`, pressed: true });
  await person.click(filter.getByRole('button', { name: 'Security warnings 1' }));
  await expect.poll(() => location.hash).toBe(`${page}?severity=security-warning`);
  expect(rows()).toEqual([expect.stringMatching(/^Security warning.*Statement 2, Pass.*line \d+/s)]);
  visit(page);
  await expect.poll(() => rows().length).toBeGreaterThan(1);
  visit(`${page}?severity=error`);
  await screen.findByText('No errors.');
});

test('each finding has AWS’s code and leads to the page of its check', async () => {
  await open(policyOf(pass));
  const list = within(await screen.findByRole('list', { name: 'Findings' }));
  list.getByText('PASS_ROLE_WITH_STAR_IN_RESOURCE');
  const why = list.getByRole('link', { name: /^Why: / });
  expect(why.getAttribute('href')).toBe('#/help/rules/checks/pass-role-with-star-in-resource');
});

test('names between backticks in a refusal are shown as code', async () => {
  openPage(session, '#/help/rules/checks/unsupported-element-combination');
  const said = await screen.findByRole('list', { name: 'What the check says' });
  expect(said.textContent).toMatch(/Action and NotAction exclude each other/);
  expect(said.textContent).not.toContain('`');
});

test('a fix on the policy’s page begins the next version, in which the finding is gone', async () => {
  await open(policyOf({ ...twice, Resource: 'arn:aws:s3:::payroll/*' }));
  const list = within(await screen.findByRole('list', { name: 'Findings' }));
  await person.click(list.getByRole('button', { name: fix }));
  await screen.findByRole('heading', { name: 'New version' });
  await screen.findByText('Valid policy');
  expect(screen.queryByRole('list', { name: 'Warnings' })).toBeNull();
  await person.click(screen.getByRole('button', { name: 'Save as new default version' }));
  await screen.findByText('No errors, warnings or suggestions.');
});

test('a policy of a bucket is checked where it is read, and a fix there opens it for editing', async () => {
  await send('CreateBucket', { Bucket: 'payroll-files' }, 's3');
  const document = policyOf({
    Sid: 'Read',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${session.account}:root` },
    Action: ['s3:GetObject', 's3:GetObject'],
    Resource: 'arn:aws:s3:::payroll-files/*',
  });
  await send('PutBucketPolicy', { Bucket: 'payroll-files', Policy: document }, 's3');
  openPage(session, `#/settings/resources/${encodeURIComponent('arn:aws:s3:::payroll-files')}`);
  const region = within(await screen.findByRole('region', { name: 'Findings in the policy' }));
  region.getByText('AWS would still save this.');
  await person.click(region.getByRole('button', { name: fix }));
  await screen.findByText('Valid policy');
});

test('the review of a new policy counts its findings by severity and still creates it', async () => {
  openPage(session, '#/policies/create');
  policyDraftOf(session).begin(policyOf(twice, pass));
  await person.click(await screen.findByRole('button', { name: 'Next' }));
  const region = within(await screen.findByRole('region', { name: 'Findings in the policy' }));
  region.getByText(/^1 security warning(, \d warnings?)? and 1 suggestion\.$/);
  region.getByText('AWS would still save this.');
  expect(screen.getByRole('button', { name: 'Create policy' })).toHaveProperty('disabled', false);
});

test('a double press on a fix makes that fix alone, and not the next one that moves up', async () => {
  openPage(session, '#/policies/create');
  const again = { ...twice, Sid: 'Write', Action: ['s3:PutObject', 's3:PutObject'] };
  policyDraftOf(session).begin(policyOf(twice, again));
  await person.click(await screen.findByRole('button', { name: 'Next' }));
  const region = within(await screen.findByRole('region', { name: 'Findings in the policy' }));
  const fixes = () => region.getAllByRole('button', { name: /^Remove / });
  const before = fixes().length;
  const press = (detail: number) =>
    fixes()[0]?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }));
  press(1);
  await expect.poll(() => fixes().length).toBe(before - 1);
  // A browser counts the presses at one place, whatever stands there by then.
  press(2);
  await tick();
  const { Statement } = JSON.parse(policyDraftOf(session).document) as {
    Statement: { Action: string | string[] }[];
  };
  expect(Statement.map(({ Action }) => [Action].flat().length)).toEqual([1, 2]);
});

test('the findings beside an old version are those of that version', async () => {
  await open(policyOf(pass));
  const document = policyOf({ ...pass, Action: 's3:ListAllMyBuckets' });
  const PolicyArn = `arn:aws:iam::${session.account}:policy/Wide`;
  await send('CreatePolicyVersion', { PolicyArn, PolicyDocument: document, SetAsDefault: true });
  await screen.findByRole('heading', { name: 'Findings 0' });
  await person.click(screen.getByRole('button', { name: 'Compare v1 with the default version' }));
  const region = within(await screen.findByRole('region', { name: 'Findings in v1' }));
  region.getByText('PASS_ROLE_WITH_STAR_IN_RESOURCE');
});
