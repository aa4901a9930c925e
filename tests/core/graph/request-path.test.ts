/** The path of a decided request through the graph. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { nodeOf } from '#core/graph/model.ts';
import { type RequestPath, requestPath } from '#core/graph/request-path.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  policy,
  role,
  trusts,
  user,
} from '../accounts.ts';

const pay = 'arn:aws:s3:::pay/x';

function pathOf(
  spec: AccountSpec,
  action = 's3:GetObject',
  resource = pay,
  principal = user('alice'),
): RequestPath {
  const world = anAccount(spec);
  const question = { principal, action, resource };
  return requestPath(world, question, authorize(world, question, env), accountGraph(world, account, env));
}

/** Lit edges as `label kind label`, in order. */
function expectPath(spec: AccountSpec, wanted: readonly string[], stop: string | undefined): void {
  const world = anAccount(spec);
  const graph = accountGraph(world, account, env);
  const path = pathOf(spec);
  const label = (id: string) =>
    nodeOf(graph, id)?.label ?? path.extraNodes.find((node) => node.id === id)?.label ?? id;
  expect(
    path.edges.map((id) => {
      const [from = '', kind = '', to = ''] = id.split(' ');
      return `${label(from)} ${kind} ${label(to)}`;
    }),
  ).toEqual(wanted);
  expect(path.stop && label(path.stop.node)).toBe(stop);
}

test('the path of an allowed request leads over an attached policy', () =>
  expectPath(
    {
      users: { alice: { attached: ['P'] } },
      policies: { P: [allow('s3:GetObject', 'arn:aws:s3:::pay/*')] },
    },
    ['alice attached P', 'P grants s3://pay'],
    undefined,
  ));
test('the path of an allowed request leads over a group', () =>
  expectPath(
    {
      users: { alice: { groups: ['g'] } },
      groups: { g: { attached: ['P'] } },
      policies: { P: [allow('s3:GetObject', 'arn:aws:s3:::pay/*')] },
    },
    ['alice member-of g', 'g attached P', 'P grants s3://pay'],
    undefined,
  ));
test('the path over a policy on everything adds the edge to the object', () => {
  const path = pathOf({ users: { alice: { attached: ['Admin'] } }, policies: { Admin: [allow('*')] } });
  expect(path.extraNodes.map(({ label, known }) => [label, known])).toEqual([['s3://pay/x', false]]);
  expect(path.extraEdges).toEqual([
    expect.objectContaining({ kind: 'grants', from: policy('Admin'), to: pay }),
  ]);
});
test('E-22 the path leads over the policy of the resource that names the caller', () =>
  expectPath(
    {
      users: { alice: {} },
      resources: {
        'arn:aws:s3:::pay': [
          {
            Effect: 'Allow',
            Principal: { AWS: user('alice') },
            Action: 's3:*',
            Resource: 'arn:aws:s3:::pay/*',
          },
        ],
      },
    },
    ['alice named-by s3://pay'],
    undefined,
  ));
test('E-50 the path leads through a trust policy that lets the caller in', () =>
  expect(
    pathOf(
      { users: { alice: {} }, roles: { R: { trust: [trusts({ AWS: user('alice') })] } } },
      'sts:AssumeRole',
      role('R'),
    ).edges,
  ).toEqual([`${user('alice')} can-assume ${role('R')}`]));

test('the path of a request that nobody allows stops at the caller', () =>
  expectPath({ users: { alice: {} } }, ['alice asked s3://pay/x'], 'alice'));
test('E-01 the path of an explicit deny stops at the denying policy', () =>
  expectPath(
    {
      users: { alice: { attached: ['P', 'No'] } },
      policies: { P: [allow('s3:*')], No: [deny('s3:*', 'arn:aws:s3:::pay/*')] },
    },
    ['alice attached No', 'No denies s3://pay'],
    'No',
  ));
test('a caller without credentials is no resource that is called everything, nor is anybody with an account', () => {
  const spec = {
    resources: {
      'arn:aws:s3:::pay': [
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::pay/*' },
      ],
    },
    users: { alice: { inline: { P: allow('*') } } },
  };
  const labelOf = (principal: string) => {
    const graph = accountGraph(anAccount(spec), account, env);
    const { nodes, extraNodes } = pathOf(spec, 's3:GetObject', pay, principal);
    return nodeOf(graph, nodes[0] ?? '')?.label ?? extraNodes.find(({ id }) => id === nodes[0])?.label;
  };
  expect(labelOf('*')).toBe('everyone');
  expect(labelOf('AWS:*')).toBe('anybody with an AWS account');
});
test('E-01 the path stops at the resource when its policy denies', () =>
  expectPath(
    {
      users: { alice: { inline: { P: allow('s3:*') } } },
      resources: {
        'arn:aws:s3:::pay': [
          { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::pay/*' },
        ],
        [pay]: null,
      },
    },
    ['alice denies s3://pay/x'],
    's3://pay/x',
  ));
test('E-06 the path stops at the boundary that does not allow', () =>
  expectPath(
    {
      users: { alice: { attached: ['P'], boundary: 'Limit' } },
      policies: { P: [allow('s3:*', 'arn:aws:s3:::pay/*')], Limit: [allow('iam:*')] },
    },
    ['alice attached P', 'alice boundary Limit', 'Limit asked s3://pay'],
    'Limit',
  ));
test('E-50 the path stops at the role whose trust policy lets nobody in', () =>
  expect(
    pathOf(
      {
        users: { alice: { attached: ['P'] } },
        policies: { P: [allow('sts:*')] },
        roles: { R: { trust: [] } },
      },
      'sts:AssumeRole',
      role('R'),
    ),
  ).toMatchObject({
    stop: {
      node: role('R'),
      layer: 'resource',
      text: 'Denied because the trust policy of R does not allow sts:AssumeRole on role R for alice. A role can be assumed only by those that its trust policy names.',
    },
    edges: [`${user('alice')} attached ${policy('P')}`, `${policy('P')} grants ${role('R')}`],
  }));
