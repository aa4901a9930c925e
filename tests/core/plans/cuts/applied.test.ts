/** Holds the account after a cut, as the search of the smallest cut sees it, to what the door makes of the requests. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { rootArn } from '#core/model/arn.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { worldAfterCut } from '#core/plans/cuts/applied.ts';
import type { CutChange } from '#core/plans/cuts/cut.ts';
import { cutRequests } from '#core/plans/cuts/requests.ts';
import { account, env, group, policy, role, user } from '../../accounts.ts';
import { bucket, instance, records, twoOfEach } from '../../analysis/ways/two-of-each.ts';
import { TestAccount, allow } from '../../api/door.ts';
import { withOrganization } from '../../api/organizations/account.ts';

const doorEnv = { ...env, random: () => 0.5, reference: emptyReference };
const attempt = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, doorEnv);

/** A case for each kind of change; the type asks for all of them. */
const changes: Readonly<Record<CutChange['kind'], readonly CutChange[]>> = {
  action: [
    { kind: 'action', policy: policy('Free'), statement: 0, action: 'iam:PassRole' },
    { kind: 'action', policy: `${user('boss')}#Old`, statement: 0, action: 's3:GetObject' },
  ],
  resource: [{ kind: 'resource', policy: policy('Second'), statement: 0, resource: instance }],
  pair: [
    { kind: 'pair', policy: policy('Free'), statement: 0, action: 'iam:ListRoles', resource: role('Boss') },
  ],
  principal: [
    { kind: 'principal', policy: role('Idle'), statement: 0, type: 'AWS', value: account },
    { kind: 'principal', policy: bucket, statement: 1, type: 'AWS', value: '*' },
  ],
  condition: [
    {
      ...{ kind: 'condition', policy: role('Idle'), statement: 0, operator: 'StringEquals' },
      ...{ key: 'sts:ExternalId', values: ['one'] },
    },
    {
      ...{ kind: 'condition', policy: policy('Free'), statement: 0, action: 'iam:PassRole' },
      ...{
        operator: 'StringEquals',
        key: 'iam:PassedToService',
        values: ['a.amazonaws.com', 'b.amazonaws.com'],
      },
    },
    {
      ...{ kind: 'condition', policy: bucket, statement: 1, operator: 'StringEquals' },
      ...{ key: 'aws:PrincipalAccount', values: [account] },
    },
  ],
  subjects: [
    {
      ...{ kind: 'subjects', policy: role('Idle'), statement: 1 },
      ...{ key: 'token.actions.githubusercontent.com:sub', narrower: { 'repo:acme*': ['repo:acme/*'] } },
    },
  ],
  'only-resources': [
    {
      ...{ kind: 'only-resources', policy: policy('Free'), statement: 0, action: 'iam:ListRoles' },
      resources: [role('Idle'), role('Boss')],
    },
  ],
  'but-resources': [
    {
      ...{ kind: 'but-resources', policy: policy('Free'), statement: 0, action: 'iam:ListRoles' },
      resources: [role('Boss'), role('Other')],
    },
  ],
  'but-actions': [
    { kind: 'but-actions', policy: policy('Limit'), statement: 0, actions: ['iam:PassRole', 'iam:TagUser'] },
  ],
  policy: [
    { kind: 'policy', holder: user('boss'), policy: policy('Own') },
    { kind: 'policy', holder: group('Team'), policy: `${group('Team')}#Old` },
  ],
  membership: [{ kind: 'membership', user: user('dev'), group: group('Team') }],
  deny: [{ kind: 'deny', holder: role('Boss'), action: 'iam:PassRole', resource: '*' }],
  'deny-all': [
    {
      ...{ kind: 'deny-all', layer: 'permissions-boundary', policy: policy('Limit') },
      ...{ action: 'iam:PassRole', resource: '*' },
    },
  ],
  role: [{ kind: 'role', role: role('Idle') }],
};

const done = (before: World, made: readonly CutChange[], send = attempt): World => {
  const requests = cutRequests(before, made, undefined);
  if (!requests || requests.length === 0) throw new Error('the change has requests');
  return requests.reduce((now, request) => {
    const sent = send(now, request, 'root');
    if (!sent.ok) throw new Error(`${request.operation}: ${sent.error.message}`);
    return sent.value;
  }, before);
};

test.each(Object.values(changes).flat())(
  'after the change %o of a cut the records are those of the door',
  (change) => {
    const before = twoOfEach();
    const model = worldAfterCut(before, [change], undefined);
    if (!model) throw new Error('the change can be made');
    expect(records(model)).not.toEqual(records(before));
    expect(records(model)).toEqual(records(done(before, [change])));
  },
);

test('all changes of a cut together leave the records that the door leaves', () => {
  const before = twoOfEach();
  const made = Object.values(changes).flat();
  const model = worldAfterCut(before, made, undefined);
  if (!model) throw new Error('the changes can be made');
  expect(records(model)).toEqual(records(done(before, made)));
});

test('a Deny in an SCP leaves the records that the door leaves', () => {
  const t = new TestAccount();
  const { ok, top } = withOrganization(t);
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const made = ok('CreatePolicy', {
    ...{ Name: 'Guard', Description: 'Test', Type: 'SERVICE_CONTROL_POLICY', Content: allow('*') },
  }) as { Policy: { PolicySummary: { Arn: string } } };
  const change: CutChange = {
    ...{ kind: 'deny-all', layer: 'service-control', policy: made.Policy.PolicySummary.Arn },
    ...{ action: 'iam:PassRole', resource: '*' },
  };
  const owner = attemptBy(handle, { kind: 'principal', arn: rootArn(account) }, t.env);
  const model = worldAfterCut(t.world, [change], undefined);
  if (!model) throw new Error('the change can be made');
  expect(records(model)).toEqual(records(done(t.world, [change], owner)));
});
