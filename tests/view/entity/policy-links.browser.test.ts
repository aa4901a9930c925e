/** A link to a policy opens the tab that shows it. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { policyPage } from '#view/entity/policy-document.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const iam = 'arn:aws:iam::111122223333:';
const selected = (name: string) => screen.findByRole('tab', { name, selected: true });

test('the trust policy that decided is a link to the tab Trust relationships', async () => {
  const session = await exampleSession('first-minutes');
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `${iam}user/alice` }, Action: 'sts:AssumeRole' }],
  };
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Deploy',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  const question = { p: `${iam}user/alice`, a: 'sts:AssumeRole', r: `${iam}role/Deploy` };
  openPage(session, `#/ask?${new URLSearchParams(question).toString()}`);
  const name = /trust policy of Deploy/i;
  const [link] = await screen.findAllByRole('link', { name });
  if (!link) throw new Error('no link');
  await newPerson().click(link);
  await selected('Trust relationships');
  await screen.findByRole('heading', { name: 'Trust policy' });
});

test('an inline policy of a group is a link to its tab Permissions, a role opens there anyway', () => {
  expect(policyPage({ kind: 'inline', arn: `${iam}group/Team` })).toBe(
    '#/identities/group/Team?tab=permissions',
  );
  expect(policyPage({ kind: 'inline', arn: `${iam}role/Deploy` })).toBe('#/identities/role/Deploy');
});
