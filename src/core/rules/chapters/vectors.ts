import { allow, allowAllBut, deny, trust } from '../example-documents.ts';
import type { Chapter, RuleExample } from '../rule.ts';
import {
  assumeRoleApi,
  boundaries,
  controlPolicies,
  crossAccountEvaluation,
  evaluationLogic,
  federationTokenPermissions,
  getCallerIdentityApi,
  kmsKeyPolicies,
  principalElement,
  resourceControlPolicies,
} from '../sources.ts';

/** Worked cases of how the layers of policies meet. The other worked cases are in `vectorsConditions`. */
const account = '111122223333';
const bob = `arn:aws:iam::${account}:user/Bob`;
const eve = 'arn:aws:iam::444455556666:user/Eve';
const dev = `arn:aws:iam::${account}:role/Dev`;
const session = `arn:aws:sts::${account}:assumed-role/Dev/session`;
const key = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const readsFile = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::reports/2026.csv',
} satisfies Partial<RuleExample>;
const bucketLetsIn = (Principal: unknown) =>
  allow('s3:GetObject', { Principal, Resource: 'arn:aws:s3:::reports/*' });
const onlyEc2 = allow('ec2:*');

const assumesTarget = {
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${account}:role/Target`,
} satisfies Partial<RuleExample>;
const decrypts = { action: 'kms:Decrypt', resource: key } satisfies Partial<RuleExample>;

export const vectors: Chapter = {
  id: 'vectors',
  title: 'Worked cases: policies together',
  about: 'Cases with their answer: identity, resource, boundary, session and organization policies together.',
  rules: [
    {
      id: 'T-01',
      title: 'No policies at all',
      rule: 'A user without any policy asks for `s3:GetObject`. The answer is an implicit deny: no identity policy allows it.',
      source: evaluationLogic,
      state: 'held',
      example: { asks: 'May Bob read the file? He has no policy.', ...readsFile, expected: 'denied' },
    },
    {
      id: 'T-02',
      title: 'A group denies what the user has',
      rule: 'The user’s own policy allows `s3:*`; a policy of a group denies `s3:GetObject`. The answer is an explicit deny: a Deny wins over every Allow.',
      source: evaluationLogic,
      state: 'held',
      example: {
        asks: 'May Bob read the file? One policy allows all of S3, another denies this action.',
        identity: [allow('s3:*'), deny('s3:GetObject')],
        ...readsFile,
        expected: 'denied',
      },
    },
    {
      id: 'T-03',
      title: 'The bucket policy alone',
      rule: 'The user has no policy, and the bucket policy of the same account names the user. The answer is Yes: inside one account, the resource’s policy is enough.',
      source: evaluationLogic,
      state: 'held',
      example: {
        asks: 'May Bob read the file? Only the bucket policy allows it, and it names Bob.',
        resourcePolicy: bucketLetsIn({ AWS: bob }),
        ...readsFile,
        expected: 'allowed',
      },
    },
    {
      id: 'T-04',
      title: 'Bucket policy, boundary without S3',
      rule: 'As T-03, and the user’s permissions boundary allows only EC2. The answer stays Yes: a boundary that merely does not allow cannot limit what a resource policy gives to a user by name.',
      source: boundaries,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The bucket policy names him, and his boundary allows only EC2.',
        resourcePolicy: bucketLetsIn({ AWS: bob }),
        boundary: onlyEc2,
        ...readsFile,
        expected: 'allowed',
      },
    },
    {
      id: 'T-05',
      title: 'Bucket policy, boundary that denies',
      rule: 'As T-03, and the user’s permissions boundary denies `s3:*`. The answer is an explicit deny by the boundary: a Deny counts in every policy.',
      source: boundaries,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The bucket policy names him, and his boundary denies S3.',
        resourcePolicy: bucketLetsIn({ AWS: bob }),
        boundary: allowAllBut({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
        ...readsFile,
        expected: 'denied',
      },
    },
    {
      id: 'T-06',
      title: 'Bucket policy names the role',
      rule: 'The bucket policy names role Dev, and the role’s boundary allows only EC2. A session of Dev is refused by the boundary: a grant to the role is limited by boundary and session policy.',
      source: boundaries,
      state: 'held',
      example: {
        asks: 'May a session of Dev read the file? The bucket policy names the role; its boundary allows only EC2.',
        caller: 'role',
        resourcePolicy: bucketLetsIn({ AWS: dev }),
        boundary: onlyEc2,
        ...readsFile,
        expected: 'denied',
      },
    },
    {
      id: 'T-07',
      title: 'Bucket policy names the session',
      rule: 'The bucket policy names the ARN of the session of Dev. The answer is Yes although neither the role’s boundary nor the session policy allows S3: a grant to the session itself is not limited by what they leave out.',
      source: evaluationLogic,
      state: 'held',
      example: {
        asks: 'May a session of Dev read the file? The bucket policy names this session; the boundary allows only EC2.',
        caller: 'role',
        resourcePolicy: bucketLetsIn({ AWS: session }),
        boundary: onlyEc2,
        ...readsFile,
        expected: 'allowed',
      },
    },
    {
      id: 'T-08',
      title: 'Bucket policy names the account',
      rule: 'The bucket policy allows account `111122223333`, and the user has no policy. The answer is No: an account as principal only lets its own identity policies decide.',
      source: principalElement,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The bucket policy allows his account, and he has no policy.',
        resourcePolicy: bucketLetsIn({ AWS: account }),
        ...readsFile,
        expected: 'denied',
      },
    },
    {
      id: 'T-09',
      title: 'Bucket policy for everyone',
      rule: 'The bucket policy allows `"Principal": "*"`, and the user of the same account has no policy. The answer is Yes: the wildcard gives to the user directly.',
      source: principalElement,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The bucket policy allows everybody, and he has no policy.',
        resourcePolicy: bucketLetsIn('*'),
        ...readsFile,
        expected: 'allowed',
      },
    },
    {
      id: 'T-10',
      title: 'Other account, only the bucket allows',
      rule: 'The bucket policy names a user of another account, and that user has no policy. The answer is No: across accounts both sides must allow.',
      source: crossAccountEvaluation,
      state: 'held',
      example: {
        asks: 'May Eve of another account read the file? The bucket policy names her; her own account allows nothing.',
        caller: 'stranger',
        resourcePolicy: bucketLetsIn({ AWS: eve }),
        ...readsFile,
        expected: 'denied',
      },
    },
    {
      id: 'T-11',
      title: 'Other account, both sides allow',
      rule: 'The bucket policy names a user of another account, and that user’s identity policy allows the action. The answer is Yes.',
      source: crossAccountEvaluation,
      state: 'held',
      example: {
        asks: 'May Eve of another account read the file? The bucket policy names her, and her account allows it too.',
        caller: 'stranger',
        identity: [allow('s3:*')],
        resourcePolicy: bucketLetsIn({ AWS: eve }),
        ...readsFile,
        expected: 'allowed',
      },
    },
    {
      id: 'T-12',
      title: 'SCP without an Allow',
      rule: 'The service control policies of an organizational unit do not allow S3; everything else does. The user of a member account is refused by the organization: each level must allow.',
      source: controlPolicies,
      state: 'held',
    },
    {
      id: 'T-13',
      title: 'SCP in the management account',
      rule: 'The same service control policy, and the account is the management account. The answer is Yes: service control policies never bind the management account.',
      source: controlPolicies,
      state: 'held',
    },
    {
      id: 'T-14',
      title: 'SCP and root of a member',
      rule: 'A service control policy denies `iam:*`, and the root user of a member account calls `iam:CreateUser`. The answer is an explicit deny: the root user of a member is bound too.',
      source: controlPolicies,
      state: 'held',
      example: {
        asks: 'May the root user of a member account create a user? A service control policy denies IAM.',
        caller: 'root',
        serviceControlPolicy: deny('iam:*'),
        action: 'iam:CreateUser',
        resource: `arn:aws:iam::${account}:user/New`,
        expected: 'denied',
      },
    },
    {
      id: 'T-15',
      title: 'RCP keeps strangers out',
      rule: 'A resource control policy denies `s3:*` unless `aws:PrincipalOrgID` is the own organization. A user of an account outside is refused although bucket policy and identity policy allow.',
      source: resourceControlPolicies,
      state: 'held',
      example: {
        asks: 'May Eve read the file? Bucket and her account allow it; a resource control policy admits only the organization.',
        caller: 'stranger',
        identity: [allow('s3:*')],
        resourcePolicy: bucketLetsIn({ AWS: eve }),
        resourceControlPolicy: deny('s3:*', {
          Principal: '*',
          Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
        }),
        ...readsFile,
        expected: 'denied',
      },
    },
    {
      id: 'T-16',
      title: 'Key policy without the account',
      rule: 'The key policy names only somebody else, and the user’s identity policy allows `kms:*`. The answer is No: identity policies count for a key only where its key policy lets the account in.',
      source: kmsKeyPolicies,
      state: 'held',
      example: {
        asks: 'May Bob decrypt with the key? His policy allows all of KMS; the key policy names only Eve.',
        identity: [allow('kms:*')],
        resourcePolicy: allow('kms:*', { Principal: { AWS: eve } }),
        ...decrypts,
        expected: 'denied',
      },
    },
    {
      id: 'T-17',
      title: 'Key policy with the account',
      rule: 'The key policy allows `kms:*` to the account’s root ARN. The user’s identity policy counts now, and the answer is Yes.',
      source: kmsKeyPolicies,
      state: 'held',
      example: {
        asks: 'May Bob decrypt with the key? His policy allows all of KMS, and the key policy lets his account in.',
        identity: [allow('kms:*')],
        resourcePolicy: allow('kms:*', { Principal: { AWS: `arn:aws:iam::${account}:root` } }),
        ...decrypts,
        expected: 'allowed',
      },
    },
    {
      id: 'T-18',
      title: 'Trust of the account',
      rule: 'The trust policy of a role names the account, and the user has no policy that allows `sts:AssumeRole`. The answer is No.',
      source: assumeRoleApi,
      state: 'held',
      example: {
        asks: 'May Bob assume Target? The role trusts his account, and he has no policy.',
        resourcePolicy: trust({ AWS: `arn:aws:iam::${account}:root` }),
        ...assumesTarget,
        expected: 'denied',
      },
    },
    {
      id: 'T-19',
      title: 'Trust of the user',
      rule: 'The trust policy names the user of the same account, and the user has no policy. The answer is Yes: being named is enough.',
      source: assumeRoleApi,
      state: 'held',
      example: {
        asks: 'May Bob assume Target? The role trusts Bob by name, and he has no policy.',
        resourcePolicy: trust({ AWS: bob }),
        ...assumesTarget,
        expected: 'allowed',
      },
    },
    {
      id: 'T-20',
      title: 'Trust of everyone, other account',
      rule: 'The trust policy names every AWS principal (`*`). A user of another account whose own account allows nothing is refused: across accounts both sides must allow.',
      source: crossAccountEvaluation,
      state: 'held',
      example: {
        asks: 'May Eve of another account assume Target? The role trusts everybody; her own account allows nothing.',
        caller: 'stranger',
        resourcePolicy: trust({ AWS: '*' }),
        ...assumesTarget,
        expected: 'denied',
      },
    },
    {
      id: 'T-21',
      title: 'Federated user without a policy',
      rule: 'An administrator calls `GetFederationToken` without a policy. The federated user may do nothing by identity policies: it has only what its session policy allows.',
      source: federationTokenPermissions,
      state: 'held',
    },
    {
      id: 'T-22',
      title: 'Federated user with too much',
      rule: 'A user who may only use EC2 calls `GetFederationToken` with a policy that allows `s3:*`. `s3:ListBucket` is refused: the session has only what the user has too.',
      source: federationTokenPermissions,
      state: 'held',
    },
    {
      id: 'T-23',
      title: 'GetCallerIdentity against a Deny',
      rule: 'A policy denies `sts:GetCallerIdentity` to the user. The call succeeds all the same: it needs no permission, and no policy can refuse it.',
      source: getCallerIdentityApi,
      state: 'held',
      example: {
        asks: 'May Bob call GetCallerIdentity? His policy denies it.',
        identity: [deny('sts:GetCallerIdentity')],
        action: 'sts:GetCallerIdentity',
        resource: '*',
        expected: 'allowed',
      },
    },
  ],
};
