/** A question about a whole call shows every permission, and asks which role the call hands over. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { go, route } from '#app/navigation/routes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { answer, button, person } from './page.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
let session: Session;

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const may = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['lambda:*', 'iam:*Role'], NotResource: '*:role/Runner' }],
  };
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Runner',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  await session.dispatch('iam', 'CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' });
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'functions',
    PolicyDocument: JSON.stringify(may).replace('"*:role/Runner"', `"arn:aws:iam::${account}:role/Runner"`),
  });
  openPage(session);
});

const askFor = (a: string, r: string) => go('ask', [], { p: alice, a, r });

test('a call that hands over a role names iam:PassRole, and the refused permission is a question of its own', async () => {
  askFor('lambda:CreateFunction', `arn:aws:lambda:us-east-1:${account}:function:report`);
  await answer('Depends');
  await screen.findAllByText(/must hand over a role/);
  const role = await screen.findByRole('combobox', { name: 'Role that the call hands over' });
  await person.click(role);
  await person.click(await screen.findByRole('option', { name: /Runner/ }));
  await answer('No');
  const parts = await screen.findByRole('list', { name: 'Permissions of the call' });
  const [refused, allowed] = within(parts).getAllByRole('listitem');
  expect(refused?.textContent).toMatch(/No\s*iam:PassRole on iam:role\/Runner/);
  expect(allowed?.textContent).toMatch(/Yes\s*lambda:CreateFunction/);
  await person.click(within(parts).getByRole('link', { name: /iam:PassRole/ }));
  await answer('No');
  expect(screen.queryByRole('list', { name: 'Permissions of the call' })).toBeNull();
});

test('a change that AWS keeps for itself is told beside the answer of the policies', async () => {
  const linked = [...session.state.world.roles.values()].find(({ path }) =>
    path.includes('aws-service-role'),
  );
  askFor('iam:DeleteRole', linked?.arn ?? '');
  await answer('Yes');
  const notice = await screen.findByText('AWS refuses this call for another reason');
  expect(notice.closest('[role=alert]')?.textContent).toContain('UnmodifiableEntity');
  const graph = screen.getByRole('region', { name: "The request in the account's graph" });
  await within(graph).findByText('AWS refuses this call for another reason.');
});

test('a role that Lambda cannot assume makes the call a No, though each permission is a Yes', async () => {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Machine',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'functions',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['lambda:*', 'iam:PassRole'], Resource: '*' }],
    }),
  });
  go('ask', [], {
    p: alice,
    a: 'lambda:CreateFunction',
    r: `arn:aws:lambda:us-east-1:${account}:function:report`,
    role: `arn:aws:iam::${account}:role/Machine`,
  });
  await answer('No');
  await screen.findAllByText(/lambda\.amazonaws\.com cannot assume role Machine/);
  const notice = await screen.findByText('AWS refuses this call for another reason');
  expect(notice.closest('[role=alert]')?.textContent).toContain('InvalidParameterValueException');
  const parts = await screen.findByRole('list', { name: 'Permissions of the call' });
  for (const part of within(parts).getAllByRole('listitem')) expect(part.textContent).toMatch(/^\s*Yes/);
});

test('a permission of a launch is asked alone, and leads back to the whole call', async () => {
  askFor('ec2:RunInstances', '*');
  await answer('No');
  const parts = await screen.findByRole('list', { name: 'Permissions of the call' });
  await person.click(within(parts).getByRole('link', { name: /subnet/ }));
  await expect.poll(() => screen.queryByRole('list', { name: 'Permissions of the call' })).toBeNull();
  await person.click(await screen.findByRole('link', { name: 'Ask about the whole call' }));
  await screen.findByRole('list', { name: 'Permissions of the call' });
});

test('one press allows all permissions of a launch, and says that it allows nothing else', async () => {
  askFor('ec2:RunInstances', '*');
  await answer('No');
  const fix = await button('Allow ec2:RunInstances on 6 resources in a new inline policy of alice');
  await screen.findByText('It allows exactly this, and nothing changes for other users and roles.');
  await person.click(fix);
  await answer('Yes');
});

const mayLaunch = (...statements: object[]) =>
  session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'launches',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((one) => ({ Effect: 'Allow', Action: 'ec2:RunInstances', ...one })),
    }),
  });

test('a launch that policies allow in one subnet only is on part, and its list says where', async () => {
  await session.catalogue.loadCommonActions();
  const subnet = `arn:aws:ec2:us-east-1:${account}:subnet/subnet-1`;
  await mayLaunch({ NotResource: 'arn:aws:ec2:*:*:subnet/*' }, { Resource: subnet });
  askFor('ec2:RunInstances', '*');
  await answer('On part');
  const parts = await screen.findByRole('list', { name: 'Permissions of the call' });
  const [first] = within(parts).getAllByRole('listitem');
  expect(first?.textContent).toMatch(/^\s*On part.*subnet\/\*\s+only ec2:subnet\/subnet-1/);
  await screen.findByText(/6 permissions\. One is allowed on part of the resources\./);
});

test('a key of the instance alone promises no launch, and each refused permission says that it lacks the key', async () => {
  await session.catalogue.loadCommonActions();
  await mayLaunch({ Resource: '*', Condition: { StringEquals: { 'ec2:InstanceType': 't3.micro' } } });
  askFor('ec2:RunInstances', '*');
  await answer('No');
  await screen.findByText(/^Even if ec2:InstanceType were t3\.micro, ec2:RunInstances on ec2:image/);
  await person.click(screen.getByRole('button', { name: 'Ask with this context' }));
  await screen.findByText('The call needs 6 permissions. 5 are denied.');
  await screen.findByText('Denied because the check of ec2:image/* has no ec2:InstanceType.');
  await screen.findByText(/AWS gives no ec2:InstanceType here, so change that statement\./);
  const parts = await screen.findByRole('list', { name: 'Permissions of the call' });
  const [image] = within(parts).getAllByRole('listitem');
  expect(image?.textContent).toMatch(/image.*AWS gives it no ec2:InstanceType\./);
});

test('the step of a key policy that nobody knows says that it is not known', async () => {
  askFor('kms:Decrypt', `arn:aws:kms:us-east-1:${account}:key/1234abcd`);
  const steps = await screen.findByRole('heading', { name: /^How AWS decided/ });
  await expect.poll(() => steps.parentElement?.textContent).toMatch(/Key policy.*not known\s*this decides/);
});

test('an action that AWS does not have gets no verdict of policies, and the meant one is a link', async () => {
  await session.catalogue.loadCommonActions();
  askFor('s3:GetObjet', 'arn:aws:s3:::first-bucket/a');
  await answer('No such action');
  expect(screen.queryByRole('heading', { name: /^How AWS decided/ })).toBeNull();
  await person.click(await screen.findByRole('link', { name: /s3:GetObject/ }));
  await answer('No');
  await screen.findByRole('heading', { name: /^How AWS decided/ });
});

test('a resource that the action cannot have says so, and one that it can have is offered', async () => {
  await session.catalogue.loadCommonActions();
  askFor('s3:GetObject', 'arn:aws:s3:::first-bucket');
  await answer('Not possible');
  const title = await screen.findByText('s3:GetObject cannot be done on first-bucket');
  expect(title.closest('[role=alert]')?.textContent).toContain('arn:aws:s3:::BucketName/ObjectName');
  await person.click(await screen.findByRole('link', { name: /s3:GetObject on first-bucket/ }));
  await expect.poll(() => screen.queryByText(/cannot be done on/)).toBeNull();
});

test('a service that this page does not know is no certain mistake', async () => {
  await session.catalogue.loadCommonActions();
  askFor('brandnew:Do', '*');
  await answer('No');
  await screen.findByText('This page does not know the service brandnew');
  await screen.findByRole('heading', { name: /^How AWS decided/ });
});

test('another action takes its own kind of resource along, not the one before', async () => {
  await session.catalogue.loadAllActions();
  askFor('sts:AssumeRole', `arn:aws:iam::${account}:role/Runner`);
  await person.click(await screen.findByRole('combobox', { name: 'What action' }));
  await person.click(await screen.findByRole('option', { name: 's3:ListAllMyBuckets' }));
  await expect.poll(() => route.current.query['r']).toBe('*');
});
