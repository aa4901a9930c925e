/** The examples tell a person the truth: their questions are asked here. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { unsafeAccountId, unsafeArn } from '#core/model/ids.ts';
import { replaced } from '#core/model/world/change.ts';
import { apply } from '#core/model/world/apply.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { findByName } from '#core/model/world/world.ts';
import { findExample } from '#content/gallery/examples.ts';
import type { ScenarioQuestion } from '#share/scenario/format/parts.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { worldOf } from '#share/world-records.ts';
import { loadShipped } from '#share/scenario/file.ts';

const env = { now: Date.UTC(2026, 10, 24, 9), random: () => 0.5, reference: emptyReference };

async function example(id: string) {
  const card = findExample(id);
  const scenario = card && (await loadShipped(card));
  if (!scenario?.start) throw new Error(`no start in \`${id}\``);
  const result = scenarioRecords(scenario);
  if (!result.ok) throw new Error(result.error.message);
  const world = worldOf(result.value.records, { freeze: true });
  const ask = (question: ScenarioQuestion) => {
    const { verdict, reason, layer } = authorize(world, question, env);
    return `${verdict}: ${reason} by ${layer}`;
  };
  return {
    world,
    ask,
    questions: [scenario.start.question, ...scenario.start.next.map((step) => step.question)],
  };
}

const expected: Record<string, string[]> = {
  'first-minutes': ['denied: implicit-deny by identity', 'allowed: allowed by identity'],
  'small-company': [
    'denied: explicit-deny by resource',
    'allowed: allowed by identity',
    'denied: explicit-deny by identity',
    'allowed: allowed by identity',
  ],
  hospital: [
    'denied: implicit-deny by permissions-boundary',
    'allowed: allowed by identity',
    'denied: implicit-deny by identity',
    'allowed: allowed by resource',
    'denied: implicit-deny by identity',
  ],
};
test.each(Object.entries(expected))(
  'the questions of the example %s have the expected answers',
  async (id, answers) => {
    const { ask, questions } = await example(id);
    expect(questions.map(ask)).toEqual(answers);
  },
);

test('attaching ReadPayroll in the first minutes turns the No into a Yes', async () => {
  const { world, ask, questions } = await example('first-minutes');
  const account = unsafeAccountId('111122223333');
  const alice = findByName(world, 'users', account, 'alice');
  const [question] = questions;
  if (!alice || !question) throw new Error('no alice');
  const arn = unsafeArn('arn:aws:iam::111122223333:policy/ReadPayroll');
  apply(world, [replaced('users', alice, { ...alice, attachedPolicies: [arn] })]);
  expect(ask(question)).toBe('allowed: allowed by identity');
});

const ask = async (
  id: string,
  principal: string,
  action: string,
  resource: string,
  context?: ScenarioQuestion['context'],
) => (await example(id)).ask({ principal, action, resource, ...(context && { context }) });
const clinical = (name: string) => `arn:aws:iam::333344445555:user/clinical/${name}`;

test('emergency staff of the hospital take the glass-breaking role with MFA only', async () => {
  const role = 'arn:aws:iam::333344445555:role/emergency-access';
  const take = (context?: ScenarioQuestion['context']) =>
    ask('hospital', clinical('nurse.diaz'), 'sts:AssumeRole', role, context);
  expect(await take()).toMatch(/^denied/);
  expect(await take({ 'aws:MultiFactorAuthPresent': 'true' })).toMatch(/^allowed/);
});

test('the research role of the hospital needs the external id, and reads studies but no images', async () => {
  const scientist = 'arn:aws:iam::666677778888:user/lena.fischer';
  const role = 'arn:aws:iam::333344445555:role/partners/research-reader';
  expect(await ask('hospital', scientist, 'sts:AssumeRole', role)).toMatch(/^denied/);
  expect(await ask('hospital', role, 's3:GetObject', 'arn:aws:s3:::linden-studies/a.csv')).toMatch(
    /^allowed/,
  );
  expect(await ask('hospital', role, 's3:GetObject', 'arn:aws:s3:::linden-imaging/a.png')).toBe(
    'denied: implicit-deny by permissions-boundary',
  );
});

test('the help desk of the hospital creates clinical users below the boundary', async () => {
  const context = { 'iam:PermissionsBoundary': 'arn:aws:iam::333344445555:policy/ClinicalBoundary' };
  const helpDesk = 'arn:aws:iam::333344445555:user/it/helpdesk.omar';
  expect(await ask('hospital', helpDesk, 'iam:CreateUser', clinical('new'), context)).toMatch(/^allowed/);
  expect(await ask('hospital', helpDesk, 'iam:CreateUser', clinical('new'))).toMatch(/^denied/);
});

test('the institute’s cluster reads studies of the hospital through the bucket policy and its own', async () => {
  const cluster = 'arn:aws:iam::666677778888:role/analysis-cluster';
  expect(await ask('hospital', cluster, 's3:GetObject', 'arn:aws:s3:::linden-studies/a.csv')).toMatch(
    /^allowed/,
  );
});

test('everybody in the small company reads the website, and mallory reads every bucket but the payroll', async () => {
  const mallory = 'arn:aws:iam::222233334444:user/mallory';
  expect(
    await ask('small-company', mallory, 's3:GetObject', 'arn:aws:s3:::brightleaf-invoices/1.pdf'),
  ).toMatch(/^allowed/);
  expect(await ask('small-company', mallory, 's3:GetObject', 'arn:aws:s3:::brightleaf-payroll/1.csv')).toBe(
    'denied: explicit-deny by resource',
  );
  const grace = 'arn:aws:iam::222233334444:user/grace';
  expect(
    await ask('small-company', grace, 's3:GetObject', 'arn:aws:s3:::brightleaf-website/index.html'),
  ).toMatch(/^allowed/);
});
