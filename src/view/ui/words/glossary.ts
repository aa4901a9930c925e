/**
 * Explains AWS's words in one or two sentences each, for people who meet them first. The words are those of
 * the glossaries of IAM, STS and Organizations. The sentences are ours. They are shown at the word (`Term`)
 * and together in Help, Words.
 */

export const glossary = {
  account:
    'The unit that AWS bills and separates. Each user, role and resource belongs to one account. Its ID has 12 digits.',
  'root user':
    'The first identity of an account. It signs in with an e-mail address, and no identity policy limits it.',
  principal: 'The identity that makes a request: the root user, a user, a session or an AWS service.',
  identity: 'A user, group or role. You can attach identity policies to it.',
  'IAM user': 'A long-term identity for a person or a program, with a password, access keys or both.',
  group: 'A set of users. It cannot sign in. Its policies apply to all of its members.',
  role: 'An identity without its own password or keys. Its trust policy says who can assume (use) it for a limited time.',
  session:
    'A role in use, with temporary credentials that expire. Activity shows its calls under the name of the session.',
  'instance profile': 'It gives a role to an EC2 instance. It holds at most one role.',
  'service-linked role': 'A role that an AWS service creates for itself. Only that service can assume it.',
  policy: 'A JSON document whose statements allow or deny actions on resources.',
  Version:
    'The version of the policy language. Without 2012-10-17, variables like ${aws:username} are only text.',
  Statement: 'The list of rules in a policy.',
  statement: 'One rule in a policy: an effect, its actions and resources, and its conditions.',
  Effect: 'Allow or Deny. A Deny that applies wins over every Allow.',
  Sid: 'The name of a statement, for people. It does not change what the statement does.',
  Action: 'An operation of a service, written service:Operation, such as s3:GetObject.',
  NotAction:
    'The statement applies to every action of AWS except these. With Allow, it grants all other actions.',
  Resource: 'What an action works on, named by its ARN. The sign * means every resource.',
  NotResource: 'The statement applies to every resource except these.',
  Principal: 'Who the statement applies to: accounts, users, roles, services or identity providers.',
  NotPrincipal:
    'The statement applies to everybody except these. It is hard to use correctly, and rarely needed.',
  Condition: 'A test of the request. The statement applies only if all of its conditions are true.',
  'condition key': 'A fact about the request, such as aws:SourceIp or aws:MultiFactorAuthPresent.',
  'access level': 'AWS’s groups of actions: List, Read, Write, Permissions management, Tagging.',
  'customer managed policy':
    'Your own policy. You can attach it to many identities, and AWS keeps up to five versions.',
  'AWS managed policy': 'A policy that AWS writes and updates. You can attach it, but not edit it.',
  'inline policy': 'A policy inside one user, group or role. You cannot attach it to anything else.',
  'identity policy': 'A policy of a user, group or role. It says what that identity can do.',
  'resource policy':
    'A policy on a resource, such as a bucket. It says who can use it, also from other accounts.',
  'trust policy': 'The resource policy of a role. It says who can assume the role.',
  'permissions boundary':
    'A limit: a user or role can never do more than this policy allows. It grants nothing by itself.',
  'session policy':
    'A policy given when a session begins. The session can never do more than this policy allows.',
  SCP: 'Service control policy: a limit for the identities of an organization’s accounts. It grants nothing.',
  RCP: 'Resource control policy: a limit for everybody who uses resources of an organization’s accounts. It grants nothing.',
  organization:
    'Several accounts under one management account. Its control policies limit the other accounts.',
  OU: 'Organizational unit: a folder of accounts in an organization. Its control policies apply to every account inside.',
  'policy version':
    'Each edit of a managed policy creates a new version. Only the default version has an effect.',
  attach: 'To add a managed policy to the permissions of a user, group or role.',
  ARN: 'Amazon Resource Name, the full name of something in AWS: arn:partition:service:region:account:resource.',
  path: 'A folder-like part of an identity’s ARN, such as /developers/. A policy can name everything in it.',
  tag: 'A key and a value on an identity or resource. Conditions can check it.',
  'access key': 'An ID and a secret. Programs sign their calls to AWS with them.',
  'temporary credentials':
    'An access key, a secret and a session token that stop working when the session ends.',
  'console access': 'A password that lets a user sign in to the AWS Management Console.',
  MFA: 'Multi-factor authentication: the password, and also a code from a device that only this person has.',
  'virtual MFA device': 'An authenticator app that shows a new six-digit code every 30 seconds (TOTP).',
  'hardware MFA device': 'A small device that shows codes. AWS knows it by its serial number.',
  'password policy':
    'The rules for passwords of IAM users, and when they expire. The root user has other rules.',
  'credential report':
    'A table of all users, with the state of their passwords, access keys and MFA devices.',
  STS: 'Security Token Service: it gives out temporary credentials for roles and federated identities.',
  AssumeRole: 'The STS call that assumes a role. AWS answers with temporary credentials.',
  'external ID':
    'A value that a third party must send to assume a role. It ties the request to one customer.',
  'role chaining':
    'Assuming a role with the credentials of another role. Such a session lasts at most one hour.',
  'source identity':
    'A name given when a session begins. Role chaining keeps it, so every event names the person.',
  'session tag': 'A tag given when a session begins. Role chaining keeps transitive tags.',
  federation: 'Signing in with an identity from outside AWS. An identity provider confirms who it is.',
  'identity provider':
    'A system outside AWS that confirms who people or programs are. Roles say which provider they trust.',
  SAML: 'A standard in which a company’s sign-in confirms a person’s identity in a signed XML message.',
  assertion:
    'The signed part of a SAML response. It says who the person is, and which roles they can choose.',
  OIDC: 'OpenID Connect: a standard in which a provider confirms a person or program in a signed token.',
  audience: 'The receiver of a token. AWS accepts only audiences that the provider’s entry lists.',
  subject: 'The person or program that a token describes (sub), such as a workflow or a service account.',
  thumbprint: 'The SHA-1 fingerprint of a certificate. AWS recognizes an OIDC provider’s site by it.',
  Cognito: 'AWS’s own directory for users of apps. An identity pool gives them the credentials of a role.',
  event: 'The record of one call, as AWS CloudTrail writes it. Refused calls have events too.',
  'last accessed': 'When an identity last used a service. AWS looks back 400 days.',
  quota: 'How many of something an account may have. AWS increases some quotas on request.',
  region: 'A place in the world where AWS runs services. IAM is the same in all of them.',
  'implicit deny': 'No policy allows the request. AWS denies everything that is not allowed.',
  'explicit deny': 'A statement with Effect Deny applies. No Allow can change that.',
  'confused deputy': 'A service or third party that is tricked into using its access for somebody else.',
  'cross-account access': 'Using a resource or role of another account. Both accounts must allow it.',
} as const satisfies Readonly<Record<string, string>>;

export type AwsWord = keyof typeof glossary;
