/**
 * The documented answers of AWS's check for new access (CheckNoNewAccess), rewritten from the samples of AWS's "IAM Access
 * Analyzer custom policy checks": a reference policy, and candidates that pass (they grant nothing new) or fail.
 */

import { expect, test } from 'vitest';
import { type GrantingKind, grantsMore } from '#core/analysis/grants-more.ts';
import { allow, deny } from '../accounts.ts';

type Statements = readonly object[];
interface Sample {
  readonly title: string;
  readonly kind: GrantingKind;
  readonly reference: Statements;
  readonly passes: readonly Statements[];
  readonly fails: readonly Statements[];
}

const everything = allow('*');
const secret = 'arn:aws:s3:::secret/*';
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const ours = '111111111111';
const by = (principal: object | string, Action: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action,
  ...more,
});
const others = (...NotAction: string[]) => ({ Effect: 'Allow', Principal: '*', NotAction });
const provider = { Federated: `arn:aws:iam::${ours}:oidc-provider/Ours` };
const privileged = [role(ours, 'Privileged'), role(ours, 'Privileged2')];
const putting = (principal: object | string, more: object = {}) =>
  by(principal, 's3:PutObject', { Resource: secret, ...more });
const isPrincipal = (arn: string | readonly string[]) => when('ArnLike', 'aws:PrincipalArn', arn);
const tagged = (key: string, action: string): Pick<Sample, 'kind' | 'reference' | 'passes' | 'fails'> => ({
  kind: 'identity',
  reference: [everything, { ...deny(action), ...when('Null', key, 'true') }],
  passes: [
    [{ ...allow(action), ...when('StringEquals', key, 'a') }],
    [allow('ec2:DescribeInstanceAttribute')],
    [allow(action), { ...deny(action), ...when('StringNotEquals', key, 'a') }],
    [{ ...allow(action), ...when('Null', key, 'false') }],
  ],
  fails: [[allow(action)], [allow('ec2:*')]],
});

const samples: readonly Sample[] = [
  {
    title: 'access to objects of a sensitive bucket',
    kind: 'identity',
    reference: [
      everything,
      deny(['s3:DeleteObject', 's3:GetObject', 's3:GetObjectAcl', 's3:PutObject'], secret),
    ],
    passes: [
      [allow(['s3:DeleteObject', 's3:PutObject', 's3:GetObject'], 'arn:aws:s3:::public/*')],
      [allow('s3:*'), deny('*', secret)],
    ],
    fails: [
      [allow('s3:PutObject', secret)],
      [allow('s3:GetObject', 'arn:aws:s3:*:*:*secret*/*')],
      [allow('s3:*')],
    ],
  },
  { title: 'acting on what has a tag', ...tagged('aws:ResourceTag/k', 'ec2:TerminateInstances') },
  { title: 'requests that bring a tag', ...tagged('aws:RequestTag/k', 'ec2:RunInstances') },
  {
    title: 'ways to more permissions',
    kind: 'identity',
    reference: [
      everything,
      { Effect: 'Deny', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::*:role/Passable/*' },
      { Effect: 'Deny', Action: 'sts:AssumeRole', NotResource: 'arn:aws:iam::*:role/Assumable/*' },
      deny(['iam:CreateUser', 'iam:CreateAccessKey', 'iam:AttachUserPolicy', 'iam:PutRolePolicy']),
    ],
    passes: [
      [allow('iam:PassRole', role(ours, 'Passable/App'))],
      [allow('ec2:RunInstances')],
      [
        allow('sts:AssumeRole'),
        { Effect: 'Deny', Action: 'sts:AssumeRole', NotResource: 'arn:aws:iam::*:role/Assumable/App' },
      ],
    ],
    fails: [
      [allow('iam:PassRole', role(ours, 'Other/App'))],
      [allow('iam:PutRolePolicy', role(ours, 'Privileged'))],
    ],
  },
  {
    title: 'principals of a bucket for one action',
    kind: 'resource',
    reference: [
      by({ AWS: privileged }, 's3:PutObject', { Resource: '*' }),
      by({ AWS: '*' }, 's3:PutObject', { Resource: '*', ...isPrincipal(privileged) }),
      { ...others('s3:PutObject'), Resource: '*' },
    ],
    passes: [
      [by({ AWS: '*' }, 's3:GetObject', { Resource: secret, ...isPrincipal(role(ours, 'Other')) })],
      [putting({ AWS: role(ours, 'Privileged') })],
      [putting({ AWS: '*' }, isPrincipal(role(ours, 'Privileged')))],
    ],
    fails: [
      [by({ AWS: '*' }, 's3:*', { Resource: secret })],
      [putting({ AWS: role(ours, 'Other') })],
      [putting({ AWS: '*' }, isPrincipal(role(ours, 'Other')))],
    ],
  },
  {
    title: 'accounts that may assume a role',
    kind: 'trust',
    reference: [by({ AWS: [ours, '222222222222'] }, 'sts:AssumeRole'), others('sts:AssumeRole')],
    passes: [
      [by({ AWS: ours }, 'sts:AssumeRole')],
      [by({ AWS: role('222222222222', 'App') }, 'sts:AssumeRole')],
      [by(provider, 'sts:AssumeRoleWithWebIdentity')],
    ],
    fails: [
      [by({ Service: 'glue.amazonaws.com' }, 'sts:AssumeRole')],
      [by({ AWS: '333333333333' }, 'sts:AssumeRole')],
      [by({ AWS: role('333333333333', 'App') }, 'sts:AssumeRole')],
    ],
  },
  {
    title: 'services that may assume a role',
    kind: 'trust',
    reference: [
      by({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }, 'sts:AssumeRole'),
      others('sts:AssumeRole'),
    ],
    passes: [
      [by({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole')],
      [by(provider, 'sts:AssumeRoleWithWebIdentity')],
    ],
    fails: [
      [by({ Service: 'glue.amazonaws.com' }, 'sts:AssumeRole')],
      [by({ AWS: ours }, 'sts:AssumeRole')],
      [by({ AWS: role(ours, 'App') }, 'sts:AssumeRole')],
    ],
  },
  {
    title: 'identity providers that may assume a role',
    kind: 'trust',
    reference: [
      by(provider, 'sts:AssumeRoleWithWebIdentity'),
      others('sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'),
    ],
    passes: [
      [by(provider, 'sts:AssumeRoleWithWebIdentity')],
      [by({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole')],
    ],
    fails: [
      [by({ Federated: `arn:aws:iam::${ours}:saml-provider/Ours` }, 'sts:AssumeRoleWithSAML')],
      [by({ Federated: 'graph.facebook.com' }, 'sts:AssumeRoleWithWebIdentity')],
      [
        by({ Federated: '*' }, 'sts:AssumeRoleWithWebIdentity'),
        {
          ...by({ Federated: `arn:aws:iam::${ours}:oidc-provider/Theirs` }, 'sts:AssumeRoleWithWebIdentity'),
          Effect: 'Deny',
        },
      ],
    ],
  },
];

const rows = samples.flatMap(({ title, kind, reference, passes, fails }) => [
  ...passes.map((candidate, at) => ({ title, kind, reference, candidate, number: at + 1, wanted: 'no' })),
  ...fails.map((candidate, at) => ({
    title,
    kind,
    reference,
    candidate,
    number: passes.length + at + 1,
    wanted: 'yes',
  })),
]);

test.each(rows)(
  'the check for new access answers as AWS documents for candidate $number of $title',
  ({ kind, reference, candidate, wanted }) => {
    const [before, after] = [reference, candidate].map((Statement) =>
      JSON.stringify({ Version: '2012-10-17', Statement }),
    );
    expect(grantsMore(before ?? '', after ?? '', kind).answer).toBe(wanted);
  },
);
