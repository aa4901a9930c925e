import { allow, allowAllBut, trust } from '../example-documents.ts';
import type { Chapter } from '../rule.ts';
import {
  actionElement,
  assumeRoleApi,
  conditionOperators,
  createPolicyVersionApi,
  deletePolicyApi,
  evaluationLogic,
  getSessionTokenApi,
  globalConditionKeys,
  multivaluedKeys,
  notPrincipalElement,
  policyVariables,
  principalElement,
  sessionTags,
  webIdentityApi,
} from '../sources.ts';

/** Worked cases of conditions, variables, sessions and limits. The cases of whole layers are in `vectors`. */
const account = '111122223333';
const bob = `arn:aws:iam::${account}:user/Bob`;
const file = 'arn:aws:s3:::reports/2026.csv';
const volume = `arn:aws:ec2:eu-west-1:${account}:volume/*`;

const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const attaches = {
  action: 'iam:AttachUserPolicy',
  resource: bob,
  context: { 'iam:PolicyARN': `arn:aws:iam::${account}:policy/team/dev-1` },
};

export const vectorsConditions: Chapter = {
  id: 'vectors-conditions',
  title: 'Worked cases: conditions and sessions',
  about: 'Cases with their answer: conditions, variables, sessions, limits.',
  rules: [
    {
      id: 'T-24',
      title: 'Deny on a missing tag',
      rule: 'A Deny tests `StringNotEquals` on `aws:PrincipalTag/x` with value `a`, and the caller has no such tag. The Deny applies: a negated operator holds where the key is missing.',
      source: conditionOperators,
      state: 'held',
      example: {
        asks: 'May Bob read the file? Whoever has no tag team = red is denied, and Bob has no tag.',
        identity: [
          allowAllBut({
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            ...when('StringNotEquals', 'aws:PrincipalTag/team', 'red'),
          }),
        ],
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'T-25',
      title: 'ForAllValues without values',
      rule: 'An Allow tests `ForAllValues:StringEquals` on `aws:TagKeys`, and the request carries no tags. The condition holds: there is no value that fails.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'May Bob create a volume without tags? Only the tag key team is allowed, by ForAllValues.',
        identity: [allow('ec2:CreateVolume', when('ForAllValues:StringEquals', 'aws:TagKeys', ['team']))],
        action: 'ec2:CreateVolume',
        resource: volume,
        expected: 'allowed',
      },
    },
    {
      id: 'T-26',
      title: 'ForAnyValue with a negated operator',
      rule: 'A condition tests `ForAnyValue:StringNotEquals` on `aws:TagKeys` against `a`, and the request has the tags `a` and `b`. It holds, because of `b`: one value that passes is enough.',
      source: multivaluedKeys,
      state: 'held',
      example: {
        asks: 'May Bob create a volume with the tags a and b? One tag key must be another than a.',
        identity: [allow('ec2:CreateVolume', when('ForAnyValue:StringNotEquals', 'aws:TagKeys', ['a']))],
        action: 'ec2:CreateVolume',
        resource: volume,
        context: { 'aws:TagKeys': ['a', 'b'] },
        expected: 'allowed',
      },
    },
    {
      id: 'T-27',
      title: 'User name of a role',
      rule: 'A resource is written with `${aws:username}`, and a role session calls. Nothing matches: a role session has no user name.',
      source: policyVariables,
      state: 'held',
      example: {
        asks: 'May a session of Dev read the file in folder Dev? The policy allows the folder of the user name.',
        caller: 'role',
        identity: [allow('s3:GetObject', { Resource: 'arn:aws:s3:::home/${aws:username}/*' })],
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::home/Dev/notes.txt',
        expected: 'denied',
      },
    },
    {
      id: 'T-28',
      title: 'Variables in the old version',
      rule: 'The same resource in a policy of version `2008-10-17`. The text is not a variable there: it matches an object whose name holds `${aws:username}` letter by letter.',
      source: policyVariables,
      state: 'held',
      example: {
        asks: 'May Bob read his file? The policy names ${aws:username}, and its version is 2008-10-17.',
        identity: [
          {
            Version: '2008-10-17',
            Statement: [
              { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::home/${aws:username}/*' },
            ],
          },
        ],
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::home/Bob/notes.txt',
        expected: 'denied',
      },
    },
    {
      id: 'T-29',
      title: 'Default value of a variable',
      rule: "A resource is written with `${aws:PrincipalTag/team, 'company-wide'}`, and the caller has no such tag. The default stands in, so the bucket whose name ends in `company-wide` matches.",
      source: policyVariables,
      state: 'held',
      example: {
        asks: 'May Bob list the bucket for everybody? He has no tag team, and the policy has a default for that.',
        identity: [
          allow('s3:ListBucket', {
            Resource: "arn:aws:s3:::files-${aws:PrincipalTag/team, 'company-wide'}",
          }),
        ],
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::files-company-wide',
        expected: 'allowed',
      },
    },
    {
      id: 'T-30',
      title: 'ArnLike and a path',
      rule: '`ArnLike` tests `arn:aws:iam::*:role/dev-*` against `arn:aws:iam::111122223333:role/team/dev-1`. It does not match: after `role/` comes the path, and the pattern has none.',
      source: conditionOperators,
      state: 'held',
      example: {
        asks: 'May Bob attach the policy team/dev-1? He may attach policies named policy/dev-*.',
        identity: [
          allow('iam:AttachUserPolicy', when('ArnLike', 'iam:PolicyARN', 'arn:aws:iam::*:policy/dev-*')),
        ],
        ...attaches,
        expected: 'denied',
      },
    },
    {
      id: 'T-31',
      title: 'ArnLike with a leading wildcard',
      rule: '`ArnLike` tests `arn:aws:iam::*:role/*dev-*` against the same ARN. It matches: a wildcard also covers slashes.',
      source: conditionOperators,
      state: 'held',
      example: {
        asks: 'May Bob attach the policy team/dev-1? He may attach policies named policy/*dev-*.',
        identity: [
          allow('iam:AttachUserPolicy', when('ArnLike', 'iam:PolicyARN', 'arn:aws:iam::*:policy/*dev-*')),
        ],
        ...attaches,
        expected: 'allowed',
      },
    },
    {
      id: 'T-32',
      title: 'A chain asks for over an hour',
      rule: 'A role session assumes another role for 3,601 seconds, and that role allows 43,200. The call is refused in the words of role chaining: a chained session lasts at most one hour.',
      source: assumeRoleApi,
      state: 'held',
    },
    {
      id: 'T-33',
      title: 'A chain over the role’s maximum',
      rule: 'The same call to a role whose maximum is 3,600 seconds. The refusal speaks of `MaxSessionDuration`: the role’s own limit is tested first.',
      source: assumeRoleApi,
      state: 'held',
    },
    {
      id: 'T-34',
      title: 'A session over twelve hours',
      rule: '`AssumeRole` for 43,201 seconds is a validation error: no role session lasts longer than twelve hours.',
      source: assumeRoleApi,
      state: 'held',
    },
    {
      id: 'T-35',
      title: 'The same MFA code twice',
      rule: 'Two calls of `GetSessionToken` with the same code of a device. The second one gets `AccessDenied` for an invalid one-time code: a code works once.',
      source: getSessionTokenApi,
      state: 'held',
    },
    {
      id: 'T-36',
      title: 'Sessions of a deleted role',
      rule: 'A role is deleted and made again under its name. An old session gets `InvalidClientTokenId` for every call: it belonged to the role that is gone.',
      source: principalElement,
      state: 'held',
    },
    {
      id: 'T-37',
      title: 'Trust in a role made again',
      rule: 'A trust policy names role R; R is deleted and made again. The new R is refused, and the trust policy shows the unique id (`AROA…`) of the old one.',
      source: principalElement,
      state: 'held',
    },
    {
      id: 'T-38',
      title: 'Session tag over role tag',
      rule: 'The role has the tag `team` = `a`, and the session passes `Team` = `b`. `aws:PrincipalTag/team` is `b`: the session’s tag replaces the role’s, whatever the case of its key.',
      source: sessionTags,
      state: 'held',
    },
    {
      id: 'T-39',
      title: 'Transitive tag over role tag',
      rule: 'A transitive tag goes along a chain to a role with a tag of the same key. `aws:PrincipalTag` has the inherited value.',
      source: sessionTags,
      state: 'held',
    },
    {
      id: 'T-40',
      title: 'NotPrincipal and a boundary',
      rule: 'A bucket policy denies everybody but (`NotPrincipal`) the user and the root of the account, and the user has a permissions boundary. The user is denied: with a boundary the exception does not count.',
      source: notPrincipalElement,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The bucket denies all but Bob and root, and Bob has a boundary.',
        identity: [allow('*')],
        boundary: allow('*'),
        resourcePolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              NotPrincipal: { AWS: [bob, `arn:aws:iam::${account}:root`] },
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::reports/*',
            },
          ],
        },
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'T-41',
      title: 'Last address of a range',
      rule: '`IpAddress` tests `203.0.113.0/24` against `203.0.113.255`. It holds: the range has all 256 addresses.',
      source: conditionOperators,
      state: 'held',
      example: {
        asks: 'May Bob read the file from 203.0.113.255? His policy asks for 203.0.113.0/24.',
        identity: [allow('s3:GetObject', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'))],
        action: 's3:GetObject',
        resource: file,
        context: { 'aws:SourceIp': '203.0.113.255' },
        expected: 'allowed',
      },
    },
    {
      id: 'T-42',
      title: 'Address Deny through an endpoint',
      rule: 'A Deny tests `NotIpAddress` on `aws:SourceIp`, and the request comes through a VPC endpoint. The Deny applies: such a request has no `aws:SourceIp`.',
      source: globalConditionKeys,
      state: 'held',
    },
    {
      id: 'T-43',
      title: 'Age of an MFA never used',
      rule: 'An Allow tests `NumericLessThan` 3600 on `aws:MultiFactorAuthAge`, and the caller has not used MFA. The condition does not hold: the key is missing.',
      source: conditionOperators,
      state: 'held',
      example: {
        asks: 'May Bob read the file without MFA? His policy asks for an MFA code of the last hour.',
        identity: [allow('s3:GetObject', when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600'))],
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'T-44',
      title: 'Null finds long-term keys',
      rule: 'An Allow tests `Null` `true` on `aws:TokenIssueTime`, and the caller uses a long-term key. It holds: only temporary credentials carry that key.',
      source: conditionOperators,
      state: 'held',
      example: {
        asks: 'May Bob read the file with his access key? His policy allows only requests without a session.',
        identity: [allow('s3:GetObject', when('Null', 'aws:TokenIssueTime', 'true'))],
        action: 's3:GetObject',
        resource: file,
        expected: 'allowed',
      },
    },
    {
      id: 'T-45',
      title: 'Case of an action',
      rule: 'A policy allows `IAM:listaccesskeys`, and the call is `iam:ListAccessKeys`. It matches: the case of actions does not count.',
      source: actionElement,
      state: 'held',
      example: {
        asks: 'May Bob list his access keys? The policy writes the action as IAM:listaccesskeys.',
        identity: [allow('IAM:listaccesskeys')],
        action: 'iam:ListAccessKeys',
        resource: bob,
        expected: 'allowed',
      },
    },
    {
      id: 'T-46',
      title: 'A sixth version of a policy',
      rule: 'A managed policy has five versions, and a call makes one more. It gets `LimitExceeded`: a version must be deleted first.',
      source: createPolicyVersionApi,
      state: 'held',
    },
    {
      id: 'T-47',
      title: 'Deleting a policy used as boundary',
      rule: 'A policy is attached to nobody, and one user has it as permissions boundary. Deleting it gets `DeleteConflict`.',
      source: deletePolicyApi,
      state: 'held',
    },
    {
      id: 'T-48',
      title: 'An OIDC token just expired',
      rule: 'An OIDC token expired four minutes ago and is accepted: five minutes of clock difference are allowed. After six minutes AWS answers `ExpiredTokenException`.',
      source: webIdentityApi,
      state: 'held',
    },
    {
      id: 'T-49',
      title: 'Root assumes no role',
      rule: 'The root user calls `AssumeRole`. It gets `AccessDenied` with the text `Roles may not be assumed by root accounts.`, whatever the trust policy says.',
      source: assumeRoleApi,
      state: 'held',
      example: {
        asks: 'May the root user assume Target? The role trusts the account.',
        caller: 'root',
        resourcePolicy: trust({ AWS: `arn:aws:iam::${account}:root` }),
        action: 'sts:AssumeRole',
        resource: `arn:aws:iam::${account}:role/Target`,
        expected: 'denied',
      },
    },
    {
      id: 'T-50',
      title: 'Queue policy and session policy',
      rule: 'A queue policy allows SQS to role Dev; the role’s own policy allows `ec2:*`, the session policy `s3:*`. The session is refused for SQS by its session policy: a grant to the role must pass it.',
      source: evaluationLogic,
      state: 'held',
    },
  ],
};
