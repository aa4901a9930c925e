/** Keys that one who assumes a role may choose itself, and calls that AWS refuses whatever policies say. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { type AccountSpec, account, allow, anAccount, env, role, trusts, user } from '../../accounts.ts';

const dev = user('dev');
const root = { AWS: `arn:aws:iam::${account}:root` };
const all = { Everything: [allow('*')] };

/** The methods of the ways, each way joined. */
const ways = (spec: AccountSpec, from = dev): string[] =>
  new WaySearch(anAccount({ ...spec, policies: { ...all, ...spec.policies } }), env)
    .all(from)
    .map(({ steps }) => steps.map(({ method }) => method.id).join(' '));

const asked = (key: string, value: string, operator = 'StringEquals') => ({
  Condition: { [operator]: { [key]: value } },
});

/** `dev` may assume Boss; the trust policy and the own policy ask for something. */
const assuming = (trust: object, own: object = {}): string[] =>
  ways({
    users: { dev: { inline: { Work: allow('sts:AssumeRole', '*', own) } } },
    roles: { Boss: { attached: ['Everything'], trust: [{ ...trusts(root), ...trust }] } },
  });

test.each([
  ['an external id', asked('sts:ExternalId', 'x1')],
  ['a session name', asked('sts:RoleSessionName', 'deploy')],
  ['a session name, with another spelling of the key', asked('sts:rolesessionname', 'deploy')],
  ['the name of the user as session name', asked('sts:RoleSessionName', '${aws:username}', 'StringLike')],
])('one who assumes a role sends %s that a policy asks for', (_, condition) => {
  expect(assuming(condition)).toEqual(['sts-001']);
  expect(assuming({}, condition)).toEqual(['sts-001']);
  expect(assuming(condition, condition)).toEqual(['sts-001']);
});

test('two policies that ask for different values cannot both be content', () => {
  expect(assuming(asked('sts:ExternalId', 'x1'), asked('sts:ExternalId', 'x2'))).toEqual([]);
  expect(assuming(asked('sts:ExternalId', 'x1'), asked('sts:RoleSessionName', 'deploy'))).toEqual([
    'sts-001',
  ]);
});

test('a source identity and session tags need a further right', () => {
  expect(assuming(asked('sts:SourceIdentity', 'dev'))).toEqual([]);
  expect(assuming(asked('aws:RequestTag/team', 'core'))).toEqual([]);
});

const lambda = trusts({ Service: 'lambda.amazonaws.com' });

test.each(['/', '/aws-reserved/sso.amazonaws.com/', '/aws-service-role/lambda.amazonaws.com/'])(
  'nobody changes or hands over a role of AWS: path %s',
  (path) => {
    const withDev = (actions: string[]) =>
      ways({
        users: { dev: { inline: { Work: allow(actions) } } },
        roles: { Boss: { path, attached: ['Everything'], trust: [lambda] } },
      });
    const isOpen = path === '/';
    expect(withDev(['iam:UpdateAssumeRolePolicy']).length > 0).toBe(isOpen);
    expect(withDev(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']).length > 0).toBe(
      isOpen,
    );
  },
);

test.each(['app', 'aws-service-role', 'aws-reserved'])('a new role below /%s/ is made or refused', (path) => {
  const made = allow(['iam:CreateRole', 'iam:AttachRolePolicy'], role(`${path}/*`));
  expect(ways({ users: { dev: { inline: { Work: made } } } }).length > 0).toBe(path === 'app');
});

test.each([
  ['token.actions.githubusercontent.com', true],
  ['token.actions.githubusercontent.com/company', true],
  ['git.example.com/_services/token', true],
  ['gitlab.com', false],
  ['oidc.eks.us-east-1.amazonaws.com/id/A1', false],
])('a workflow of GitHub has a token of %s: %s', (host, isIssuer) => {
  const provider = `arn:aws:iam::${account}:oidc-provider/${host}`;
  const trust = [{ ...trusts({ Federated: provider }), Action: 'sts:AssumeRoleWithWebIdentity' }];
  const spec = { roles: { Boss: { attached: ['Everything'], trust } } };
  expect(ways(spec, 'repo:org/app:ref:refs/heads/main').length > 0).toBe(isIssuer);
  expect(ways(spec, `${provider}#anybody`)).toEqual(['sts-001']);
});

test.each([
  ['arn:aws:s3:::b1/*', true],
  ['arn:aws:s3:::b1/pub/*', true],
  ['arn:aws:s3:::b1/report.csv', true],
  ['arn:aws:s3:::b2/*', false],
  ['arn:aws:s3:::b1', false],
])('one who reads %s has reached the bucket b1: %s', (resource, isReached) => {
  const world = anAccount({ users: { dev: { inline: { Work: allow('s3:GetObject', resource) } } } });
  expect(new WaySearch(world, env, { to: 'arn:aws:s3:::b1' }).all(dev).length > 0).toBe(isReached);
  const statement = { Effect: 'Allow', Principal: { AWS: dev }, Action: 's3:GetObject', Resource: resource };
  const shared = anAccount({ users: { dev: {} }, resources: { 'arn:aws:s3:::b1': [statement] } });
  expect(new WaySearch(shared, env, { to: 'arn:aws:s3:::b1' }).all(dev).length > 0).toBe(isReached);
});
