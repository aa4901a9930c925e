/** Says what each kind of added policy means and when it has no effect, and makes the document that it starts with. */

import type { Idle } from '#core/authz/assume.ts';
import type { Question } from '#core/authz/authorize.ts';
import type { AssumedKind } from './words.ts';

interface Meaning {
  readonly title: string;
  readonly meaning: string;
  readonly effect: string;
}

export const assumedMeanings: Readonly<Record<AssumedKind, Meaning>> = {
  scp: {
    title: 'Service control policy (SCP)',
    meaning: 'A limit that an organization sets for everyone in an account, root included. It never grants.',
    effect: 'The action must be allowed here too, and a Deny is final.',
  },
  rcp: {
    title: 'Resource control policy (RCP)',
    meaning: 'A limit that an organization sets for its resources and every caller. It can only deny.',
    effect: 'A Deny here is final. It counts for S3, STS, KMS, SQS, Secrets Manager and a few more.',
  },
  endpoint: {
    title: 'VPC endpoint policy',
    meaning: 'A policy on the private connection from a network (VPC) to an AWS service.',
    effect: 'The request then uses an endpoint, so it has no source IP.',
  },
  session: {
    title: 'Session policy',
    meaning: 'A policy that somebody sends when assuming a role. It can only remove permissions.',
    effect: 'The session can do only what its role and this policy both allow.',
  },
  resource: {
    title: 'Resource policy',
    meaning: 'The policy of the resource itself: a bucket policy, a key policy, a trust policy.',
    effect: 'It says who can use the resource. It counts where the account holds no such policy.',
  },
};

export const idleWords: Readonly<Record<Idle, string>> = {
  organization: 'No effect here: the account is in an organization, and its policies count.',
  'no-organization': 'No effect here: you said that the account is in no organization.',
  'no-session': 'No effect here: only sessions of roles and federated users have a session policy.',
  'own-session': 'No effect here: the session policy is set when the session begins.',
  'own-policy': 'No effect here: the resource has a policy in this account, and that policy counts.',
  'no-policy-there': 'No effect here: resources of IAM have no policy that grants this.',
  'no-resource': 'No effect here: the question must name one resource.',
};

/** Returns a document about the very request, so that switching it on shows what such a policy does. */
export function starterOf(kind: AssumedKind, { principal, action }: Question): string {
  const [service = '*'] = action.split(':');
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(principal)?.[1] ?? '111122223333';
  return JSON.stringify(
    { Version: '2012-10-17', Statement: statements(kind, service, action, account) },
    null,
    2,
  );
}

function statements(kind: AssumedKind, service: string, action: string, account: string): object[] {
  const whole = service === '*' ? '*' : `${service}:*`;
  switch (kind) {
    case 'scp':
      return [
        { Sid: 'FullAWSAccess', Effect: 'Allow', Action: '*', Resource: '*' },
        { Sid: 'NotInThisAccount', Effect: 'Deny', Action: action, Resource: '*' },
      ];
    case 'rcp':
      return [
        {
          Sid: 'OnlyOverHttps',
          Effect: 'Deny',
          Principal: '*',
          Action: service === '*' ? 's3:*' : whole,
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
        },
      ];
    case 'endpoint':
      return [
        {
          Sid: 'OnlyThisAccount',
          Effect: 'Allow',
          Principal: '*',
          Action: whole,
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
        },
      ];
    case 'session':
      return [{ Sid: 'OnlyThisService', Effect: 'Allow', Action: whole, Resource: '*' }];
    case 'resource':
      return [
        {
          Sid: 'ThisAccount',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: action === '*' ? '*' : whole,
          Resource: '*',
        },
      ];
  }
}
