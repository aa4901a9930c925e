/**
 * The trust policies that AWS's console writes from the answers of its wizard. Each is only a start: a person
 * can change the JSON, which is then a custom trust policy.
 */

import { audienceClaim, gitHub, issuerOfPrincipal } from '#core/policy/shared-issuers.ts';

export const trustKinds = ['service', 'account', 'saml', 'oidc', 'custom'] as const;
export type TrustKind = (typeof trustKinds)[number];

export const trustWords: Readonly<Record<TrustKind, { readonly label: string; readonly hint: string }>> = {
  service: {
    label: 'AWS service',
    hint: 'EC2, Lambda or another service uses the role in this account.',
  },
  account: {
    label: 'AWS account',
    hint: 'Users and roles of this or another account can assume it.',
  },
  saml: {
    label: 'SAML 2.0 federation',
    hint: 'People who sign in through a company directory (Okta, Active Directory).',
  },
  oidc: {
    label: 'Web identity',
    hint: 'People or programs with a token of an OIDC provider (Cognito, Google, GitHub).',
  },
  custom: { label: 'Custom trust policy', hint: 'Write the JSON yourself.' },
};

export const useCases = [
  { value: 'ec2.amazonaws.com', label: 'EC2 — programs on instances' },
  { value: 'lambda.amazonaws.com', label: 'Lambda — functions' },
  { value: 'ecs-tasks.amazonaws.com', label: 'Elastic Container Service Task' },
  { value: 'states.amazonaws.com', label: 'Step Functions' },
  { value: 'events.amazonaws.com', label: 'EventBridge' },
  { value: 'scheduler.amazonaws.com', label: 'EventBridge Scheduler' },
  { value: 'codebuild.amazonaws.com', label: 'CodeBuild' },
  { value: 'cloudformation.amazonaws.com', label: 'CloudFormation' },
  { value: 'glue.amazonaws.com', label: 'Glue' },
  { value: 'rds.amazonaws.com', label: 'RDS' },
  { value: 's3.amazonaws.com', label: 'S3 — batch operations, replication' },
  { value: 'apigateway.amazonaws.com', label: 'API Gateway' },
] as const;

type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

const trust = (principal: Record<string, string>, action: string, condition: Condition = {}): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: principal,
          Action: action,
          ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
        },
      ],
    },
    null,
    2,
  );

export const trustService = (service: string): string => trust({ Service: service }, 'sts:AssumeRole');

/** A third party is asked for `externalId`, so that nobody else can make it act on this account. */
export const trustAccount = (account: string, externalId: string, mfa: boolean): string =>
  trust({ AWS: `arn:aws:iam::${account}:root` }, 'sts:AssumeRole', {
    ...(externalId ? { StringEquals: { 'sts:ExternalId': externalId } } : {}),
    ...(mfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  });

const samlAudience = 'https://signin.aws.amazon.com/saml';
export const samlAttributes = [
  'SAML:sub',
  'SAML:sub_type',
  'SAML:iss',
  'SAML:eduPersonOrgDN',
  'SAML:eduPersonAffiliation',
] as const;

export interface SamlTrust {
  readonly provider: string;
  /** True for the console too, false for only the API. */
  readonly console: boolean;
  readonly attribute: string;
  readonly value: string;
}

export const trustSaml = ({ provider, console, attribute, value }: SamlTrust): string => {
  const equals = {
    ...(console ? { 'SAML:aud': samlAudience } : {}),
    ...(value ? { [attribute]: value } : {}),
  };
  return trust(
    { Federated: provider },
    'sts:AssumeRoleWithSAML',
    Object.keys(equals).length > 0 ? { StringEquals: equals } : {},
  );
};

/** Providers that AWS knows although the account has not created them, with the word for their audience. */
export const builtInProviders = [
  { value: 'cognito-identity.amazonaws.com', label: 'Amazon Cognito', audience: 'Identity Pool ID' },
  { value: 'accounts.google.com', label: 'Google', audience: 'Audience' },
  { value: 'www.amazon.com', label: 'Login with Amazon', audience: 'Application ID' },
  { value: 'graph.facebook.com', label: 'Facebook', audience: 'Application ID' },
] as const;

export interface OidcTrust {
  /** The ARN of a provider, or the name of a built-in one. */
  readonly provider: string;
  readonly audience: string;
  readonly organization: string;
  readonly repository: string;
  readonly branch: string;
}

export const providerHost = (provider: string): string => issuerOfPrincipal(provider) ?? provider;

export function trustOidc({ provider, audience, organization, repository, branch }: OidcTrust): string {
  const host = providerHost(provider);
  const equals = audience ? { StringEquals: { [`${host}:${audienceClaim(host)}`]: audience } } : {};
  if (host === gitHub && organization) {
    const ref = branch ? `ref:refs/heads/${branch}` : '*';
    const subject = `repo:${organization}/${repository || '*'}:${ref}`;
    return trust({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', {
      ...equals,
      StringLike: { [`${host}:sub`]: subject },
    });
  }
  const cognito =
    host === 'cognito-identity.amazonaws.com'
      ? { 'ForAnyValue:StringLike': { [`${host}:amr`]: 'authenticated' } }
      : {};
  return trust({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', { ...equals, ...cognito });
}
