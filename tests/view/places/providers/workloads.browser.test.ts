/**
 * Workloads get tokens of an outside provider without being a person: they are added, changed and removed.
 */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { loginOptions } from '#app/flows/fields.ts';
import { newOutsideKey } from '#app/flows/outside-providers.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { outsideTemplateOf } from '#core/api/playground/outside-templates.ts';
import { type OutsideKind, outsideKinds } from '#core/model/records/lists.ts';
import {
  type WorkloadDraft,
  workloadDraftOf,
  workloadFormsOf,
  workloadSubject,
  workloadOf,
} from '#view/places/providers/outside/workload-draft.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { closed, outsideOf, person, press } from './page.ts';

let session: Session;
const outside = () => outsideOf(session);
const workload = (name: string) => outside().workloads.find((one) => one.name === name);

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

/** A simulated provider of that product, its page, and the form of a workload. */
async function formAt(kind: OutsideKind, button = 'Add workload') {
  const Key = await newOutsideKey('ES256', 'acme.example', session.now);
  const params = { Kind: kind, Name: 'Outside', Domain: 'acme.example', Key };
  await session.dispatch('playground', 'CreateOutsideProvider', params);
  openPage(session, `#/providers/outside/${outside().id}?tab=workloads`);
  await press(button);
  const dialog = within(await screen.findByRole('dialog'));
  const field = (name: string | RegExp) => dialog.getByLabelText<HTMLInputElement>(name);
  const write = async (name: string | RegExp, text: string) => {
    await person.clear(field(name));
    await person.type(field(name), text);
  };
  const save = () => person.click(dialog.getByRole('button', { name: 'Save' }));
  return { dialog, field, write, save };
}

test('a GitHub environment is added with the subject that GitHub writes, changed and removed, and all is undone', async () => {
  const { dialog, field, write, save } = await formAt('github');
  expect(field('Repository').value).toBe('acme/shop');
  await person.selectOptions(field('Kind of workload'), 'environment');
  await save();
  expect(field('Environment').matches(':invalid')).toBe(true);
  await write('Environment', 'staging');
  await write(/^Name\b/, 'Staging');
  await write(/^Other claims/, 'workflow = deploy');
  const subject = 'repo:acme/shop:environment:staging';
  expect(dialog.getByRole('status', { name: 'Subject of its tokens' }).textContent).toBe(subject);
  await save();
  await closed();
  within(await screen.findByRole('table', { name: 'Workloads' })).getByText(subject);
  expect(workload('Staging')).toMatchObject({
    claims: {
      sub: subject,
      repository: 'acme/shop',
      repository_owner: 'acme',
      environment: 'staging',
      workflow: 'deploy',
    },
  });
  const { id } = workload('Staging') ?? {};

  await press('Staging');
  const again = within(await screen.findByRole('dialog', { name: 'Staging' }));
  await person.selectOptions(again.getByLabelText('Kind of workload'), 'branch');
  await person.clear(again.getByLabelText('Branch'));
  await person.type(again.getByLabelText('Branch'), 'release/2');
  await person.click(again.getByRole('button', { name: 'Save' }));
  await closed();
  expect(workload('Staging')).toMatchObject({
    id,
    claims: { sub: 'repo:acme/shop:ref:refs/heads/release/2' },
  });
  expect(workload('Staging')?.claims).not.toHaveProperty('environment');
  await session.undo();
  expect(workload('Staging')?.claims['sub']).toBe(subject);

  await press('Staging');
  await person.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
  await screen.findByText('Removed Staging');
  expect(workload('Staging')).toBeUndefined();
  await session.undo();
  expect(workload('Staging')).toBeDefined();
});

test('an EKS workload gets the subject of a service account, and the form refuses a taken name', async () => {
  const { field, write, save } = await formAt('kubernetes');
  await write('Namespace', 'Batch jobs');
  await write('Service account', 'nightly');
  await save();
  expect(field('Namespace').matches(':invalid')).toBe(true);
  await write('Namespace', 'batch');
  await write(/^Name\b/, 'Pods of the checkout');
  await save();
  await screen.findByText(/the workload `Pods of the checkout` stands twice/);
  await write(/^Name\b/, 'Night');
  await save();
  await closed();
  expect(workload('Night')?.claims).toEqual({ sub: 'system:serviceaccount:batch:nightly' });
});

test('Okta begins without workloads, gets one with a subject written by hand, and flows offer it', async () => {
  const { write, save } = await formAt('okta');
  await write(/^Subject/, '0oa1service');
  await write(/^Signed in with/, 'client_secret, mtls');
  await save();
  await closed();
  expect(workload('0oa1service')).toMatchObject({
    claims: { sub: '0oa1service' },
    methods: ['client_secret', 'mtls'],
  });
  const labels = loginOptions(session.state.world, 'oidc').map(({ label }) => label);
  expect(labels).toContain('0oa1service at Outside, AWS command line');
});

const draft = (more: Partial<WorkloadDraft>): WorkloadDraft => ({
  ...workloadDraftOf({ kind: 'github', workloads: [] }, undefined),
  ...more,
});

test.each<[Partial<WorkloadDraft>, string]>([
  [{ form: 'branch', repository: 'a/b', detail: 'main' }, 'repo:a/b:ref:refs/heads/main'],
  [{ form: 'tag', repository: 'a/b', detail: 'v1' }, 'repo:a/b:ref:refs/tags/v1'],
  [{ form: 'environment', repository: 'a/b', detail: 'production' }, 'repo:a/b:environment:production'],
  [{ form: 'pull-request', repository: 'a/b' }, 'repo:a/b:pull_request'],
  [
    { form: 'service-account', namespace: 'shop', serviceAccount: 'checkout' },
    'system:serviceaccount:shop:checkout',
  ],
  [{ form: 'written', subject: ' any:thing ' }, 'any:thing'],
])('the workload %j has the subject %s', (more, subject) => {
  expect(workloadSubject(draft(more))).toBe(subject);
  const saved = workloadOf(draft(more), 'id');
  expect(saved).toMatchObject({ id: 'id', name: subject, claims: { sub: subject } });
  expect(saved).not.toHaveProperty('methods');
});

test.each(outsideKinds)('a workload of %s that is opened and saved stays as it is', (kind) => {
  let at = 0;
  const { workloads } = outsideTemplateOf(kind, 'acme.example', () => (at += 0.137) % 1);
  for (const one of workloads) {
    const opened = workloadDraftOf({ kind, workloads }, one);
    expect(workloadOf(opened, one.id)).toEqual(one);
    if (workloadFormsOf(kind).length > 1) expect(opened.form).not.toBe('written');
  }
});

test('a subject stays written by hand when its claims contradict it or the product does not write it', () => {
  const of = (claims: Record<string, string>) =>
    workloadDraftOf({ kind: 'github', workloads: [] }, { id: 'x', name: 'x', claims });
  const sub = 'repo:acme/shop:ref:refs/heads/main';
  expect(of({ sub }).form).toBe('branch');
  expect(of({ sub, repository: 'acme/other' })).toMatchObject({ form: 'written', subject: sub });
  expect(of({ sub: 'job_workflow_ref:acme/x@main' }).form).toBe('written');
  expect(of({ sub, run_id: '7' }).claims).toBe('run_id = 7');
});
