/** Every policy document of an account is found, with the kind as which it is checked, and equal ones are checked once. */

import { beforeAll, expect, test } from 'vitest';
import { CheckedTexts, checksInSteps } from '#core/query/policies/checks/account-checks.ts';
import { accountPoliciesOf } from '#core/query/policies/checks/documents.ts';
import { runToEnd } from '#core/model/steps.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { aWorld, allow, deny, policyOf, testAccount, trusts } from '../../../../setup/world.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const account = unsafeAccountId(testAccount);
const reads = allow('s3:GetObject', 'arn:aws:s3:::payroll/*');
const typo = policyOf({ Effect: 'Allow', Action: 's3:GetObjet', Resource: 'arn:aws:s3:::payroll/*' });
const aws = 'arn:aws:iam::aws:policy/';

/** An account with a policy of each kind, in an organization. */
function everyKind(): World {
  const world = aWorld()
    .policy('Read', reads)
    .policy('Fence', reads)
    .policy('Both', reads)
    .awsManagedPolicy('Used', reads)
    .awsManagedPolicy('Unused', reads)
    .user('alice', { attach: ['Both', `${aws}Used`], boundary: 'Both', inline: { own: typo } })
    .group('staff', { inline: { shared: typo } })
    .role('Deploy', trusts({ Service: 'lambda.amazonaws.com' }), { boundary: 'Fence', inline: { own: typo } })
    .resource('arn:aws:s3:::payroll', deny('s3:*', 'arn:aws:s3:::payroll/*', { Principal: '*' }))
    .resource('arn:aws:s3:::empty')
    .account('999988887777')
    .policy('Foreign', reads)
    .world();
  const organized = cloneWorld(world);
  const organization = unsafeEntityId('o-test');
  const record = organized.accounts.get(account);
  if (!record) throw new Error('the account is there');
  const joined = '2026-01-01T00:00:00Z';
  apply(organized, [
    replaced('accounts', record, {
      ...record,
      membership: { organization, parent: 'r-1', joined, method: 'CREATED' },
    }),
    ...(['SERVICE', 'RESOURCE'] as const).map((word) =>
      created('controlPolicies', {
        ...{ id: unsafeEntityId(`o-test/p-${word}`), account, organization, policyId: `p-${word}` },
        arn: unsafeArn(`arn:aws:organizations::${account}:policy/o-test/p-${word}`),
        ...{ type: `${word}_CONTROL_POLICY`, name: word, description: '', content: JSON.stringify(reads) },
        ...{ awsManaged: false, targets: [] },
      } as const),
    ),
  ]);
  return organized;
}

test('every kind of document of an account is found, and nothing of another one', () => {
  const found = [...accountPoliciesOf(everyKind(), account)].map(
    ({ use, name, kind, resourceType, holder }) =>
      [use, name, kind, resourceType, holder].filter(Boolean).join(' '),
  );
  expect(found).toEqual([
    'customer Read identity-managed',
    'boundary Fence boundary',
    'customer Both identity-managed',
    'inline own identity-inline alice',
    'inline shared identity-inline staff',
    'trust Deploy trust',
    'inline own identity-inline Deploy',
    'resource payroll resource AWS::S3::Bucket',
    'scp SERVICE scp',
    'rcp RESOURCE rcp',
    'aws Used identity-managed',
  ]);
});

test('no two documents of an account share a key', () => {
  const keys = [...accountPoliciesOf(everyKind(), account)].map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the default version of a managed policy counts', () => {
  const world = cloneWorld(everyKind());
  const policy = [...world.policies.values()].find(({ policyName }) => policyName === 'Read');
  const [version] = policy?.versions ?? [];
  if (!policy || !version) throw new Error('the policy is there');
  const versions = [version, { ...version, versionId: 'v2', document: JSON.stringify(typo) }];
  apply(world, [replaced('policies', policy, { ...policy, versions, defaultVersionId: 'v2' })]);
  const read = [...accountPoliciesOf(world, account)].find(({ name }) => name === 'Read');
  expect(read?.document).toBe(JSON.stringify(typo));
});

/** Counts how often the checks ask the reference for a wrong action. */
function counting() {
  const asked = { times: 0 };
  const action = (name: string) => {
    if (name.toLowerCase() === 's3:getobjet') asked.times += 1;
    return reference.action(name);
  };
  return { asked, texts: new CheckedTexts({ ...reference, action }) };
}

test('equal documents of one kind are checked once, and have the same findings', () => {
  const { asked, texts } = counting();
  const single = aWorld()
    .user('alice', { inline: { own: typo } })
    .world();
  runToEnd(checksInSteps(single, account, texts));
  const once = asked.times;
  expect(once).toBeGreaterThan(0);

  const many = counting();
  const world = everyKind();
  const { at, lists } = runToEnd(checksInSteps(world, account, many.texts));
  expect(many.asked.times).toBe(once);
  const found = [...accountPoliciesOf(world, account)].map(({ name }, index) => [
    name,
    lists[at[index] ?? 0]?.map(({ issueCode }) => issueCode),
  ]);
  expect(found.filter(([name]) => name === 'own' || name === 'shared')).toEqual([
    ['own', ['INVALID_ACTION']],
    ['shared', ['INVALID_ACTION']],
    ['own', ['INVALID_ACTION']],
  ]);
});

test('a second round checks only what is new', () => {
  const { asked, texts } = counting();
  runToEnd(checksInSteps(everyKind(), account, texts));
  const first = asked.times;
  runToEnd(checksInSteps(everyKind(), account, texts));
  expect(asked.times).toBe(first);
});

test('the checks go on after a round that was cancelled, with what it had found', () => {
  const { asked, texts } = counting();
  const world = everyKind();
  const steps = checksInSteps(world, account, texts);
  for (let step = 0; step < 5; step += 1) expect(steps.next().value).toBeCloseTo((step + 1) / 11);
  const before = asked.times;
  const { at } = runToEnd(checksInSteps(world, account, texts));
  expect(at).toHaveLength(11);
  expect(asked.times).toBe(before);
});

test('findings can be sent to another thread', () => {
  const checks = runToEnd(checksInSteps(everyKind(), account, new CheckedTexts(reference)));
  expect(structuredClone(checks)).toEqual(checks);
});
