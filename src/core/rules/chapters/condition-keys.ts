/** Which keys a request carries, when each is there, and what its value is. */

import { allow, deny, grant, trust } from '../example-policies.ts';
import type { Chapter } from '../rule.ts';
import {
  globalConditionKeys,
  iamConditionKeys,
  policyChecks,
  policyVariables,
  sessionTags,
} from '../sources.ts';

const bob = 'arn:aws:iam::111122223333:user/Bob';
const dev = 'arn:aws:iam::111122223333:role/Dev';
const target = 'arn:aws:iam::111122223333:role/Target';
const reports = 'arn:aws:s3:::reports/*';
const file = 'arn:aws:s3:::reports/2026.csv';

export const conditionKeys: Chapter = {
  id: 'condition-keys',
  title: 'Condition keys',
  about: 'Which keys a request carries, when each of them is there, and what its value is.',
  rules: [
    {
      id: 'K-01',
      title: 'Keys that wildcards weaken',
      rule: 'Keys that name an account, an organization, a VPC or an endpoint, such as `aws:PrincipalOrgID`, `aws:SourceAccount` and `aws:SourceVpce`, should be compared with whole ids. AWS’s policy checks report wildcards in them; the checks of the simulator do not.',
      source: policyChecks,
      state: 'not-simulated',
    },
    {
      id: 'K-02',
      title: 'Address or endpoint',
      rule: 'A request through a VPC endpoint carries `aws:SourceVpc` and `aws:SourceVpce` and no `aws:SourceIp`; any other request carries `aws:SourceIp` and no key of an endpoint.',
      source: globalConditionKeys,
      state: 'held',
      example: {
        asks: 'May Bob read the file from the office network? His policy asks for a VPC endpoint.',
        identity: [
          allow('s3:GetObject', reports, {
            Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } },
          }),
        ],
        context: { 'aws:SourceIp': '203.0.113.10' },
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'K-03',
      title: 'SourceArn is not the caller',
      rule: '`aws:SourceArn` and `aws:SourceAccount` say for which resource an AWS service makes the request. They never describe a user or role that calls itself.',
      source: globalConditionKeys,
      state: 'held',
      example: {
        asks: 'May Bob read the file? The bucket’s policy asks for his ARN as `aws:SourceArn`.',
        resourcePolicy: grant('*', 's3:GetObject', reports, {
          Condition: { ArnEquals: { 'aws:SourceArn': bob } },
        }),
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'K-10',
      title: 'Inherited tags and the next role',
      rule: 'A role session with transitive tags hands them to the next role it assumes. The trust policy of that role then sees them under `aws:ResourceTag`, in place of the role’s own tags of the same keys.',
      source: sessionTags,
      state: 'held',
    },
    {
      id: 'K-20',
      title: 'What stays of a SAML login',
      rule: 'In the session of a SAML login, and in the roles it assumes, only `saml:namequalifier`, `saml:sub` and `saml:sub_type` stay. The other `saml:` keys exist only while the trust policy is asked.',
      source: iamConditionKeys,
      state: 'held',
    },
    {
      id: 'K-21',
      title: 'SAML attributes that become keys',
      rule: 'Known attributes of an assertion become `saml:` keys: the eduPerson and eduOrg attributes by their OIDs, `urn:oid:2.5.4.3` as `saml:cn`, and claims of Active Directory such as `emailaddress` as `saml:mail`. Any other attribute becomes none.',
      source: iamConditionKeys,
      state: 'held',
    },
    {
      id: 'K-22',
      title: 'What stays of an OIDC login',
      rule: 'In the session of an OIDC login the keys `aud`, `sub` and `amr` of the provider stay. The simulator has no `app_id`, `id` and `user_id`, which AWS keeps for Facebook and Amazon.',
      source: iamConditionKeys,
      state: 'held',
    },
    {
      id: 'K-30',
      title: 'Keys about the principal',
      rule: 'Signed requests carry `aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:PrincipalType` and `aws:userid`; a session’s `aws:PrincipalArn` is the ARN of its role. `aws:username` is there for IAM users only, `aws:PrincipalTag/…` where the principal has tags, `aws:PrincipalOrgID` and `aws:PrincipalOrgPaths` where its account is in an organization.',
      source: globalConditionKeys,
      state: 'held',
      example: {
        asks: 'May the session of role Dev read the file? The policy asks for the role’s ARN.',
        caller: 'role',
        identity: [allow('s3:GetObject', reports, { Condition: { ArnEquals: { 'aws:PrincipalArn': dev } } })],
        action: 's3:GetObject',
        resource: file,
        expected: 'allowed',
      },
    },
    {
      id: 'K-31',
      title: 'Values by kind of principal',
      rule: '`aws:PrincipalType` is `Account` for the root user, `User`, `FederatedUser`, `AssumedRole` or `Anonymous`. `aws:userid` is the account id of the root user, the `AIDA…` of a user, `AROA…:session` of a role session, and `111122223333:name` of a federated user.',
      source: policyVariables,
      state: 'held',
      example: {
        asks: 'May the session of role Dev read the file? The policy asks for the principal type `User`.',
        caller: 'role',
        identity: [
          allow('s3:GetObject', reports, { Condition: { StringEquals: { 'aws:PrincipalType': 'User' } } }),
        ],
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'K-32',
      title: 'Keys about the session',
      rule: 'Temporary credentials carry `aws:TokenIssueTime`. `aws:MultiFactorAuthPresent` is `true` or `false` in sessions of users and of `AssumeRole`, and absent for long-term keys and federated logins; `aws:MultiFactorAuthAge` is there only after MFA. `aws:SourceIdentity`, `aws:FederatedProvider` and `aws:AssumedRoot` are there where the session has them.',
      source: globalConditionKeys,
      state: 'held',
      example: {
        asks: 'May Bob read the file with his access key? A Deny with `BoolIfExists` asks for MFA.',
        identity: [
          allow('s3:GetObject', reports),
          deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
        ],
        action: 's3:GetObject',
        resource: file,
        expected: 'denied',
      },
    },
    {
      id: 'K-33',
      title: 'Keys about network, resource and request',
      rule: 'Every request carries `aws:CurrentTime`, `aws:RequestedRegion` (`us-east-1` for IAM), `aws:SecureTransport` and `aws:ViaAWSService`. `aws:ResourceAccount` is the owner of the resource, `aws:ResourceTag/…` its tags, `aws:RequestTag/…` and `aws:TagKeys` the tags that are sent.',
      source: globalConditionKeys,
      state: 'held',
      example: {
        asks: 'May Bob read the file? His policy asks that the bucket belongs to his own account.',
        identity: [
          allow('s3:GetObject', '*', {
            Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
          }),
        ],
        action: 's3:GetObject',
        resource: file,
        expected: 'allowed',
      },
    },
    {
      id: 'K-34',
      title: 'Keys of IAM',
      rule: '`iam:PassedToService` and `iam:AssociatedResourceArn` come with `iam:PassRole`, `iam:PolicyARN` when a policy is attached or detached, `iam:AWSServiceName` when a service-linked role is made. `iam:PermissionsBoundary` is the boundary in the request or of the user or role that is changed.',
      source: iamConditionKeys,
      state: 'held',
      example: {
        asks: 'May Bob pass the role to Lambda? His policy allows passing it to EC2 only.',
        identity: [
          allow('iam:PassRole', target, {
            Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
          }),
        ],
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
        action: 'iam:PassRole',
        resource: target,
        expected: 'denied',
      },
    },
    {
      id: 'K-35',
      title: 'Keys of STS',
      rule: 'A call of `AssumeRole` carries `sts:RoleSessionName`, and `sts:ExternalId`, `sts:SourceIdentity` and `sts:TransitiveTagKeys` where the request has them. The trust policy also sees the keys of the caller, and MFA that this very call proves. Session tags are `aws:RequestTag/…`, tags of the role `aws:ResourceTag/…`.',
      source: iamConditionKeys,
      state: 'held',
      example: {
        asks: 'May Bob assume the role? Its trust policy asks for an external id, and he sends none.',
        resourcePolicy: trust({ AWS: bob }, 'sts:AssumeRole', {
          Condition: { StringEquals: { 'sts:ExternalId': 'x-42' } },
        }),
        action: 'sts:AssumeRole',
        resource: target,
        expected: 'denied',
      },
    },
    {
      id: 'K-36',
      title: 'Keys of federated logins',
      rule: 'The trust policy for a SAML login sees `saml:aud` (the recipient of the assertion), `saml:iss`, `saml:sub`, `saml:sub_type`, `saml:namequalifier` and `saml:doc`. For an OIDC login it sees the claims below the issuer’s name: `token.example.com:sub`, and `:aud`, which is `azp` where the token has one.',
      source: iamConditionKeys,
      state: 'held',
    },
  ],
};
