import type { AccountId } from '../../../core/model/ids.ts';

/** Trust policies to begin a role with; the person edits the JSON from there. */
export const trustKinds = ['service', 'account', 'custom'] as const;
export type TrustKind = (typeof trustKinds)[number];

export const trustWords: Readonly<Record<TrustKind, { readonly label: string; readonly hint: string }>> = {
  service: {
    label: 'An AWS service',
    hint: 'A service such as EC2 or Lambda acts with the role’s permissions.',
  },
  account: {
    label: 'An AWS account',
    hint: 'Users and roles of an account may take it on, if their own policies allow sts:AssumeRole on it.',
  },
  custom: { label: 'Custom JSON', hint: 'Any trust policy.' },
};

export const commonServices = [
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'states.amazonaws.com',
  'events.amazonaws.com',
  'codebuild.amazonaws.com',
  'cloudformation.amazonaws.com',
  'glue.amazonaws.com',
  'rds.amazonaws.com',
  's3.amazonaws.com',
] as const;

const trust = (principal: Record<string, string>, condition?: object): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: principal,
          Action: 'sts:AssumeRole',
          ...(condition ? { Condition: condition } : {}),
        },
      ],
    },
    null,
    2,
  );

export const trustService = (service: string): string => trust({ Service: service });

/** What a new role's trust policy says until somebody chooses or writes. */
export const firstService = 'ec2.amazonaws.com';
export const firstTrust = trustService(firstService);

/** `externalId`: asked of a third party, so that nobody else can make it act on this account. */
export const trustAccount = (account: AccountId | string, externalId: string, mfa: boolean): string => {
  const condition = {
    ...(externalId ? { StringEquals: { 'sts:ExternalId': externalId } } : {}),
    ...(mfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
  return trust(
    { AWS: `arn:aws:iam::${account}:root` },
    Object.keys(condition).length > 0 ? condition : undefined,
  );
};
