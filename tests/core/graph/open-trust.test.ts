/** The graph warns of a role that lets in somebody outside without a condition, and of no other. */

import { expect, test } from 'vitest';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { nodeOf } from '#core/graph/model.ts';
import { project } from '#core/graph/projection.ts';
import { nodeRows, nodeSummary, relationsOf } from '#core/graph/table.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { type AccountSpec, account, anAccount, env, role, trusts } from '../accounts.ts';

const vendor = '333322221111';
const root = (id: string) => ({ AWS: `arn:aws:iam::${id}:root` });
const gitHub = 'token.actions.githubusercontent.com';
const provider = `arn:aws:iam::${account}:oidc-provider/${gitHub}`;
const saml = `arn:aws:iam::${account}:saml-provider/corp`;
const asking = (condition: object, principal: object | string = root(vendor)) => ({
  ...trusts(principal),
  Condition: condition,
});
const equals = (key: string, value: string, principal?: object | string) =>
  asking({ StringEquals: { [key]: value } }, principal);
const byToken = (condition: object) => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: condition,
});
const audience = { [`${gitHub}:aud`]: 'sts.amazonaws.com' };
const subject = (value: string) => ({ [`${gitHub}:sub`]: value });

const graphOf = (spec: AccountSpec) => accountGraph(anAccount(spec), account, env);
const warned = (...trust: object[]) =>
  nodeOf(graphOf({ roles: { R: { trust } } }), role('R'))?.badges.includes('open-trust');

const open: readonly (readonly [string, ...object[]])[] = [
  ['another account', trusts(root(vendor))],
  ['another account by its number', trusts({ AWS: vendor })],
  ['a role of another account', trusts({ AWS: `arn:aws:iam::${vendor}:role/deploy` })],
  ['everybody', trusts({ AWS: '*' })],
  [
    'everybody who has an MFA device',
    asking({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, { AWS: '*' }),
  ],
  ['a condition that everybody meets', asking({ Bool: { 'aws:SecureTransport': 'true' } })],
  ['all organizations but one', asking({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-other12345' } })],
  ['an external id that may be missing', asking({ StringEqualsIfExists: { 'sts:ExternalId': 'x9' } })],
  ['all repositories of GitHub', byToken({ StringEquals: audience })],
  [
    'repositories of every owner whose name begins like this',
    byToken({ StringEquals: audience, StringLike: subject('repo:globex*') }),
  ],
  [
    'SAML without an audience',
    { Effect: 'Allow', Principal: { Federated: saml }, Action: 'sts:AssumeRoleWithSAML' },
  ],
];
test.for(open)('a role that lets in %s has the warning', ([, ...trust]) =>
  expect(warned(...trust)).toBe(true),
);

const bound: readonly (readonly [string, ...object[]])[] = [
  ['an external id', equals('sts:ExternalId', 'x9')],
  ['an organization', equals('aws:PrincipalOrgID', 'o-globex65432', { AWS: '*' })],
  ['the account of the source', equals('aws:SourceAccount', account)],
  ['the ARN of the source', asking({ ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${account}-*` } })],
  ['MFA of another account', asking({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
  ['addresses', asking({ IpAddress: { 'aws:SourceIp': '203.0.113.0/29' } })],
  [
    'one branch',
    byToken({ StringEquals: { ...audience, ...subject('repo:globex/web:ref:refs/heads/main') } }),
  ],
  [
    'the audience of SAML',
    {
      Effect: 'Allow',
      Principal: { Federated: saml },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    },
  ],
  [
    'a Deny of other organizations',
    trusts({ AWS: '*' }),
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-globex65432' } },
    },
  ],
  ['a service of AWS', trusts({ Service: 'lambda.amazonaws.com' })],
  ['its own account', trusts(root(account))],
];
test.for(bound)('a role that is bound by %s has no warning', ([, ...trust]) =>
  expect(warned(...trust)).toBe(false),
);

test('accounts of the own organization are no outsiders, and others stay outsiders', () => {
  const [management, sister] = ['888800001111', '777700001111'];
  const world = anAccount({
    roles: {
      Admin: { trust: [trusts(root(management))] },
      Sister: { trust: [trusts(root(sister))] },
      Vendor: { trust: [trusts(root(vendor))] },
    },
  });
  const id = unsafeEntityId('o-globex65432');
  const membership = {
    organization: id,
    parent: 'r-ab12',
    joined: '2026-01-01T00:00:00Z',
    method: 'CREATED',
  } as const;
  const own = world.accounts.get(account);
  if (!own) throw new Error('no account');
  apply(world, [
    created('organizations', {
      id,
      account: unsafeAccountId(management),
      arn: unsafeArn(`arn:aws:organizations::${management}:organization/o-globex65432`),
      rootId: 'r-ab12',
      featureSet: 'ALL',
      enabledPolicyTypes: [],
      createDate: '2026-01-01T00:00:00Z',
      details: { accountNames: { [sister]: 'Sister' } },
    }),
    { table: 'accounts', id: account, before: own, after: { ...own, membership } },
  ]);
  const { nodes } = accountGraph(world, account, env);
  const marked = nodes.filter(({ badges }) => badges.includes('open-trust')).map(({ label }) => label);
  expect(marked).toEqual(['Vendor']);
});

test('tree, table and panel say whom a role lets in without a condition', () => {
  const graph = graphOf({
    roles: { R: { trust: [trusts(root(vendor)), equals('sts:ExternalId', 'x9', root('444455556666'))] } },
  });
  expect(relationsOf(graph, role('R'))).toEqual([
    ['can be assumed without a condition by', [root(vendor).AWS]],
    ['can be assumed by', [root('444455556666').AWS]],
  ]);
  const row = nodeRows(project(graph, { layout: 'trust' })).find(({ node }) => node.id === role('R'));
  expect(row?.relations.map(({ words }) => words)).toContain('can be assumed without a condition by');
  expect(row && nodeSummary(row.node)).toBe('lets in somebody outside without a condition');
});
