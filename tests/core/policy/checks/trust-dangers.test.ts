/** D-13, D-14 and G-63: trust policies that let in more than somebody can have meant. */

import { expect, test } from 'vitest';
import { checkPolicy } from '#core/policy/checks/check.ts';
import { parsePolicy } from '#core/policy/syntax/parse.ts';
import { subjectWidth, trustDangers } from '#core/policy/checks/trust-dangers.ts';

const gitHub = 'token.actions.githubusercontent.com';
const cluster = 'oidc.eks.us-east-1.amazonaws.com/id/ABC';
const oidc = (issuer: string) => ({ Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` });
const saml = { Federated: 'arn:aws:iam::123456789012:saml-provider/Corp' };
const web = 'sts:AssumeRoleWithWebIdentity';
const withSaml = 'sts:AssumeRoleWithSAML';
type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

const trust = (Principal: unknown, Action: string | string[], Condition?: Condition, Effect = 'Allow') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect, Principal, Action, ...(Condition ? { Condition } : {}) },
  });

/** `id severity` of each, with what it points at. */
function dangers(document: string): string[] {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Error(`no policy: ${document}`);
  return parsed.value.statements
    .flatMap(trustDangers)
    .map(({ id, severity, span }) => `${id} ${severity} ${document.slice(span.start, span.end)}`);
}
const expectDangers = (document: string, expected: readonly string[]) =>
  expect(dangers(document).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(expected);

const audience = (issuer: string, value = 'sts.amazonaws.com') => ({ [`${issuer}:aud`]: value });
/** The statement for an issuer whose audience is asked for, with a subject of `StringLike` unless said. */
const subject = (issuer: string, value: string | readonly string[], operator = 'StringLike') =>
  trust(oidc(issuer), web, {
    StringEquals: audience(issuer),
    [operator]: { ...(operator === 'StringEquals' ? audience(issuer) : {}), [`${issuer}:sub`]: value },
  });

test.each<[string, string, string[]]>([
  ['GitHub', trust(oidc(gitHub), web, { StringEquals: audience(gitHub) }), ['open-provider warning']],
  [
    'GitLab',
    trust(oidc('gitlab.com'), web, { StringEquals: audience('gitlab.com') }),
    ['open-provider warning'],
  ],
  ['a cluster', trust(oidc(cluster), web, { StringEquals: audience(cluster) }), ['open-provider warning']],
  [
    'a company’s own, for one application',
    trust(oidc('id.example.com'), web, { StringEquals: audience('id.example.com', 'shop') }),
    ['open-provider suggestion'],
  ],
  [
    'GitHub, nothing at all',
    trust(oidc(gitHub), web),
    ['open-provider warning', 'provider-without-audience suggestion'],
  ],
  ['Google, nothing at all', trust({ Federated: 'accounts.google.com' }, web), ['open-provider warning']],
  ['Facebook, nothing at all', trust({ Federated: 'graph.facebook.com' }, web), ['open-provider warning']],
  [
    'Cognito without its pool',
    trust({ Federated: 'cognito-identity.amazonaws.com' }, web, {
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    }),
    ['open-provider warning'],
  ],
  [
    'a subject that is only kept out',
    trust(oidc(gitHub), web, {
      StringEquals: audience(gitHub),
      StringNotEquals: { [`${gitHub}:sub`]: 'repo:acme/shop:pull_request' },
    }),
    ['open-provider warning'],
  ],
  [
    'the subject of another issuer',
    trust(oidc(gitHub), web, { StringEquals: { ...audience(gitHub), 'gitlab.com:sub': 'x' } }),
    ['open-provider warning'],
  ],
  [
    'a wildcard as the action',
    trust(oidc(gitHub), 'sts:Assume*', { StringEquals: audience(gitHub) }),
    ['open-provider warning'],
  ],
])('D-14 a provider whose subject nobody asks for is found: %s', (_, document, expected) =>
  expectDangers(document, expected),
);

test.each<[string, string]>([
  ['a subject', subject(gitHub, 'repo:acme/shop:ref:refs/heads/main', 'StringEquals')],
  ['a subject in other letters', subject(gitHub, 'repo:acme/shop:*').replace(/:sub"/, ':SUB"')],
  [
    'a repository by its id',
    trust(oidc(gitHub), web, { StringEquals: { ...audience(gitHub), [`${gitHub}:repository_id`]: '7' } }),
  ],
  [
    'Google’s application',
    trust({ Federated: 'accounts.google.com' }, web, {
      StringEquals: audience('accounts.google.com', 'app'),
    }),
  ],
  [
    'Amazon’s application',
    trust({ Federated: 'www.amazon.com' }, web, { StringEquals: { 'www.amazon.com:app_id': 'app' } }),
  ],
  [
    'Pulumi’s organization, which is the audience',
    trust(oidc('api.pulumi.com/oidc'), web, { StringEquals: audience('api.pulumi.com/oidc', 'acme') }),
  ],
  ['tags alone', trust(oidc(gitHub), 'sts:TagSession')],
  ['a deny', trust(oidc(gitHub), web, undefined, 'Deny')],
])('D-14 nothing is said of a trust that asks for %s', (_, document) => expectDangers(document, []));

test.each<[string, string, boolean, ReturnType<typeof subjectWidth>]>([
  ['*', gitHub, true, 'issuer'],
  ['repo:*', gitHub, true, 'issuer'],
  ['repo:*/*', gitHub, true, 'issuer'],
  ['repo:acme*', gitHub, true, 'issuer'],
  ['repo:acme?/shop:*', gitHub, true, 'issuer'],
  ['*:ref:refs/heads/main', gitHub, true, 'issuer'],
  ['r*', gitHub, true, 'issuer'],
  ['repo:acme/*', gitHub, true, 'organization'],
  ['repo:acme/*:ref:refs/heads/main', gitHub, true, 'organization'],
  ['repo:acme/shop*', gitHub, true, 'organization'],
  ['repo:acme/shop:*', gitHub, true, 'one'],
  ['repo:acme@1/shop@2:ref:refs/heads/release/*', gitHub, true, 'one'],
  ['project_path:*', 'gitlab.com', true, 'issuer'],
  ['project_path:acme/*', 'gitlab.com', true, 'organization'],
  ['project_path:acme/shop:ref_type:branch:ref:*', 'gitlab.com', true, 'one'],
  ['organization:*', 'app.terraform.io', true, 'issuer'],
  ['organization:acme:project:*:workspace:*:run_phase:*', 'app.terraform.io', true, 'organization'],
  ['organization:acme:project:shop:workspace:*', 'app.terraform.io', true, 'one'],
  ['system:serviceaccount:*', cluster, false, 'issuer'],
  ['system:serviceaccount:shop:*', cluster, false, 'organization'],
  ['*', 'id.example.com', false, 'issuer'],
  ['*@acme.example', 'id.example.com', false, 'one'],
  ['00u*', 'id.example.com', false, 'one'],
  ['repo:acme/shop:pull_request', gitHub, true, 'one'],
])('D-14 the subject %s of %s is wide for StringLike (%s): %s', (pattern, issuer, isShared, width) => {
  expect(subjectWidth(pattern, isShared)).toBe(width);
  const expected = {
    issuer: ['wide-subject warning'],
    organization: ['wide-subject suggestion'],
    one: [],
  }[width];
  expectDangers(subject(issuer, pattern), expected);
});

test('D-14 the finding points at the widest value of a list, and says whose it is', () => {
  const document = subject(gitHub, ['repo:acme/shop:*', 'repo:acme/*', 'repo:*']);
  expect(dangers(document)).toEqual(['wide-subject warning "repo:*"']);
});

test('D-14 two tests on the subject let in what both do', () => {
  const both = trust(oidc(gitHub), web, {
    StringEquals: audience(gitHub),
    StringLike: { [`${gitHub}:sub`]: 'repo:*' },
    StringEqualsIgnoreCase: { [`${gitHub}:sub`]: 'repo:acme/shop:pull_request' },
  });
  expectDangers(both, []);
});

test('D-14, C-08 stars are plain letters for StringEquals, and nobody gets in by them', () => {
  expectDangers(subject(gitHub, 'repo:*', 'StringEquals'), []);
});

test.each<[string, string, string[]]>([
  [
    'GitHub, with a subject',
    trust(oidc(gitHub), web, { StringLike: { [`${gitHub}:sub`]: 'repo:acme/shop:*' } }),
    ['provider-without-audience suggestion'],
  ],
  [
    'Google, one person through any application',
    trust({ Federated: 'accounts.google.com' }, web, { StringEquals: { 'accounts.google.com:sub': '1' } }),
    ['provider-without-audience warning'],
  ],
  ['SAML', trust(saml, withSaml), ['saml-without-audience warning']],
  [
    'SAML, for some people',
    trust(saml, withSaml, { StringEquals: { 'SAML:eduPersonAffiliation': 'staff' } }),
    ['saml-without-audience suggestion'],
  ],
  [
    'SAML with its audience',
    trust(saml, withSaml, { StringEquals: { 'saml:AUD': 'https://signin.aws.amazon.com/saml' } }),
    [],
  ],
  ['SAML, tags alone', trust(saml, 'sts:TagSession'), []],
])('an audience that nobody asks for is found or not: %s', (_, document, expected) =>
  expectDangers(document, expected),
);

test.each<[string, string, string[]]>([
  ['bare', trust('*', 'sts:AssumeRole'), ['open-to-everyone warning']],
  ['as AWS', trust({ AWS: ['*'] }, ['sts:TagSession', 'sts:AssumeRole']), ['open-to-everyone warning']],
  [
    'of an organization',
    trust('*', 'sts:AssumeRole', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    [],
  ],
  ['tags alone', trust('*', 'sts:TagSession'), []],
  ['a deny', trust('*', 'sts:AssumeRole', undefined, 'Deny'), []],
  ['an account', trust({ AWS: '123456789012' }, 'sts:AssumeRole'), []],
  ['a service', trust({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'), []],
])('D-13 a Principal of "*" in a trust policy is found or not: %s', (_, document, expected) =>
  expectDangers(document, expected),
);

test('each finding on trust names the page of AWS that it comes from', () => {
  const parsed = parsePolicy(trust(oidc(gitHub), web));
  const found = parsed.ok ? parsed.value.statements.flatMap(trustDangers) : [];
  expect(found.map(({ source }) => source)).toEqual([
    'IAM User Guide, Identity-provider controls for shared OIDC providers',
    'IAM User Guide, Create a role for OpenID Connect federation',
  ]);
});

const refused = (document: string) => checkPolicy(document, 'trust').map(({ rule }) => rule);
test.each<[string, string, string[]]>([
  ['GitHub without subject', trust(oidc(gitHub), web, { StringEquals: audience(gitHub) }), ['G-63']],
  ['GitHub by sts:*', trust(oidc(gitHub), 'sts:*'), ['G-63']],
  ['Cognito without pool', trust({ Federated: 'cognito-identity.amazonaws.com' }, web), ['G-63']],
  ['GitHub with any subject', subject(gitHub, 'repo:*'), []],
  [
    'GitHub by the workflow',
    trust(oidc(gitHub), web, {
      StringEquals: { [`${gitHub}:job_workflow_ref`]: 'acme/x/.github/w.yml@main' },
    }),
    [],
  ],
  ['GitHub, tags alone', trust(oidc(gitHub), 'sts:TagSession'), []],
  ['GitHub denied', trust(oidc(gitHub), web, undefined, 'Deny'), []],
  ['GitHub of one enterprise', trust(oidc(`${gitHub}/acme`), web), []],
  ['a cluster', trust(oidc(cluster), web), []],
  ['Google', trust({ Federated: 'accounts.google.com' }, web), []],
])('G-63 AWS saves or refuses a trust policy without its subject: %s', (_, document, rules) =>
  expect(refused(document)).toEqual(rules),
);

test('G-63 the refusal names the issuer and the key', () => {
  const [problem] = checkPolicy(trust(oidc(gitHub), web), 'trust');
  expect(problem?.message).toBe(
    `The trust of ${gitHub}, which many organizations share, must have a condition on ${gitHub}:sub or ${gitHub}:job_workflow_ref.`,
  );
});
