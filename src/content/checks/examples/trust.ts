/** Examples of the checks of trust policies. */

import type { Examples } from '#core/lint/facts.ts';

const trust = (Principal: unknown, Action: unknown = 'sts:AssumeRole', more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal, Action, ...more }],
});
const kind = 'trust' as const;
const role = { kind, resourceType: 'AWS::IAM::AssumeRolePolicyDocument' } as const;

const web = 'sts:AssumeRoleWithWebIdentity';
const gitHub = { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' };
const aud = 'token.actions.githubusercontent.com:aud';
const sub = 'token.actions.githubusercontent.com:sub';
const main = 'repo:example/app:ref:refs/heads/main';
const fromGitHub = (Condition: object) => trust(gitHub, web, { Condition });
const fromMain = fromGitHub({ StringEquals: { [aud]: 'sts.amazonaws.com', [sub]: main } });

const own = { Federated: 'arn:aws:iam::111122223333:oidc-provider/id.example.com' };
const fromOwn = (Condition?: object) => trust(own, web, Condition && { Condition });
const deploy = { 'id.example.com:aud': 'deploy-app', 'id.example.com:sub': 'deploy' };

const google = { Federated: 'accounts.google.com' };
const corp = { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' };
const signIn = { Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } };
const lambda = { Service: 'lambda.amazonaws.com' };
const anywhere = { Service: 'rolesanywhere.amazonaws.com' };

export const trustExamples = {
  'not-principal-in-trust-policy': {
    ...role,
    bad: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/admin' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    good: trust({ AWS: 'arn:aws:iam::111122223333:role/admin' }),
    near: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'sts:AssumeRole',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } },
        },
      ],
    },
    nearBecause: 'A condition says the same, and AWS takes it.',
  },
  'bare-star-in-trust-policy': {
    ...role,
    bad: trust('*', 'sts:AssumeRole', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    good: trust({ AWS: '111122223333' }),
    near: trust({ AWS: '*' }, 'sts:AssumeRole', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    nearBecause: 'AWS takes everybody as a principal of the kind AWS.',
  },
  'resource-in-trust-policy': {
    ...role,
    bad: trust(lambda, 'sts:AssumeRole', { Resource: '*' }),
    good: trust(lambda),
    near: trust(lambda, 'sts:AssumeRole', {
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:111122223333:function:app' } },
    }),
    nearBecause: 'The ARN in a condition is the source of the call.',
  },
  'invalid-federated-principal-syntax': {
    ...role,
    bad: trust({ Federated: 'https://accounts.google.com' }, web, {
      Condition: { StringEquals: { 'accounts.google.com:aud': 'app' } },
    }),
    good: trust(google, web, {
      Condition: { StringEquals: { 'accounts.google.com:aud': 'app', 'accounts.google.com:sub': '1' } },
    }),
    near: fromOwn({ StringEquals: deploy }),
    nearBecause: 'The ARN of a provider in IAM names it too.',
  },
  'mismatched-action-for-principal': {
    ...role,
    bad: trust(corp, 'sts:AssumeRole', signIn),
    good: trust(corp, 'sts:AssumeRoleWithSAML', signIn),
    near: trust(corp, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], signIn),
    nearBecause: 'Every kind of caller may tag its session.',
  },
  'missing-action-for-roles-anywhere': {
    ...role,
    bad: trust(anywhere),
    good: trust(anywhere, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']),
    near: trust(lambda),
    nearBecause: 'Other services only need sts:AssumeRole.',
  },
  'specific-github-repo-and-branch-recommended': {
    ...role,
    bad: fromGitHub({
      StringEquals: { [aud]: 'sts.amazonaws.com' },
      StringLike: { [sub]: 'repo:example/app:*' },
    }),
    good: fromMain,
    near: fromGitHub({
      StringEquals: {
        [aud]: 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:ref': 'refs/heads/main',
      },
      StringLike: { [sub]: 'repo:example/app:*' },
    }),
    nearBecause: 'The subject names the repository, and another claim the branch.',
  },
  'missing-condition-key-for-oidc-principal': {
    ...role,
    bad: fromOwn(),
    good: fromOwn({ StringEquals: deploy }),
    near: fromOwn({ StringEquals: { 'id.example.com:aud': 'deploy-app' } }),
    nearBecause: 'One claim of the provider is tested; which ones are enough is another question.',
  },
  'missing-github-repo-condition-key': {
    ...role,
    bad: fromGitHub({ StringEquals: { [aud]: 'sts.amazonaws.com' } }),
    good: fromMain,
    near: fromGitHub({
      StringEquals: {
        [aud]: 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:job_workflow_ref':
          'example/app/.github/workflows/deploy.yml@refs/heads/main',
      },
    }),
    nearBecause: 'The workflow names the repository too, and AWS takes it.',
  },
  'foranyvalue-with-audience-claim-type': {
    ...role,
    bad: fromGitHub({
      'ForAnyValue:StringEquals': { [aud]: 'sts.amazonaws.com' },
      StringEquals: { [sub]: main },
    }),
    good: fromMain,
    near: trust({ Federated: 'cognito-identity.amazonaws.com' }, web, {
      Condition: {
        StringEquals: {
          'cognito-identity.amazonaws.com:aud': 'eu-west-1:12345678-dead-beef-cafe-123456790ab',
        },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    }),
    nearBecause: 'Cognito’s amr is a list, so the set operator is right.',
  },
  'confirm-audience-claim-type': {
    ...role,
    bad: fromOwn({
      'ForAnyValue:StringEquals': { 'id.example.com:aud': 'deploy-app' },
      StringEquals: { 'id.example.com:sub': 'deploy' },
    }),
    good: fromOwn({ StringEquals: deploy }),
    near: fromOwn({
      StringEquals: deploy,
      'ForAnyValue:StringEquals': { 'id.example.com:groups': 'deployers' },
    }),
    nearBecause: 'Groups are a list, and it is no audience.',
  },
  'open-to-everyone': {
    ...role,
    bad: trust({ AWS: '*' }),
    good: trust({ AWS: '111122223333' }),
    near: trust({ AWS: '*' }, 'sts:AssumeRole', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    }),
    nearBecause: 'The condition lets in one organization.',
  },
  'open-provider': {
    ...role,
    bad: fromOwn({ StringEquals: { 'id.example.com:aud': 'sts.amazonaws.com' } }),
    good: fromOwn({ StringEquals: deploy }),
    near: fromOwn({
      StringEquals: { 'id.example.com:aud': 'deploy-app', 'id.example.com:email': 'anna@example.com' },
    }),
    nearBecause: 'The address names one person.',
  },
  'wide-subject': {
    ...role,
    bad: trust({ Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' }, web, {
      Condition: {
        StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
        StringLike: { 'gitlab.com:sub': 'project_path:*' },
      },
    }),
    good: trust({ Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' }, web, {
      Condition: {
        StringEquals: {
          'gitlab.com:aud': 'https://gitlab.com',
          'gitlab.com:sub': 'project_path:example/app:ref_type:branch:ref:main',
        },
      },
    }),
    near: trust({ Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' }, web, {
      Condition: {
        StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
        StringLike: { 'gitlab.com:sub': 'project_path:example/app:*' },
      },
    }),
    nearBecause: 'The subject names group and project.',
  },
  'provider-without-audience': {
    ...role,
    bad: fromGitHub({ StringEquals: { [sub]: main } }),
    good: fromMain,
    near: trust(google, web, {
      Condition: { StringEquals: { 'accounts.google.com:aud': 'app', 'accounts.google.com:sub': '1' } },
    }),
    nearBecause: 'The audience is tested.',
  },
  'saml-without-audience': {
    ...role,
    bad: trust(corp, 'sts:AssumeRoleWithSAML'),
    good: trust(corp, 'sts:AssumeRoleWithSAML', signIn),
    near: trust({ AWS: '111122223333' }),
    nearBecause: 'No SAML provider is trusted.',
  },
} as const satisfies Examples;
