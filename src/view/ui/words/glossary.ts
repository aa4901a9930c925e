/**
 * Explains AWS's words in one or two sentences each, for people who meet them first. The words are those of
 * the glossaries of IAM, STS and Organizations. The sentences are ours. They are shown at the word (`Term`)
 * and together in Settings, Words.
 */

export const glossary = {
  account:
    'What AWS bills and isolates: users, roles and resources belong to exactly one, known by 12 digits.',
  'root user':
    'The identity that an account begins with: it signs in by e-mail address and may do everything in the account.',
  principal:
    'Who makes a request: the root user, a user, a role’s session, a federated identity or a service of AWS.',
  identity: 'A user, group or role: what an identity policy can be attached to.',
  'IAM user': 'A lasting identity for a person or program, with a password, access keys or both.',
  group: 'A set of users. It cannot sign in; what is attached to it holds for all of its members.',
  role: 'An identity without a password or keys of its own: whoever its trust policy allows takes it on for a while.',
  session:
    'A role in use: temporary credentials that end by themselves. Its calls appear in the trail under the session’s name.',
  'instance profile': 'The envelope in which an EC2 instance is given a role; it holds one role at most.',
  'service-linked role': 'A role that a service of AWS makes for itself; only that service can take it on.',
  policy: 'A JSON document whose statements allow or deny actions on resources.',
  Version:
    'The version of the policy language. Without 2012-10-17, variables like ${aws:username} are mere text.',
  Statement: 'The list of a policy’s rules.',
  statement: 'One rule in a policy: an effect, the actions and resources it is about, and its conditions.',
  Effect: 'Allow or Deny. A Deny that applies wins over every Allow.',
  Sid: 'The name of a statement, for people: it changes nothing in what the statement does.',
  Action: 'An operation of a service, written service:Operation, such as s3:GetObject.',
  NotAction: 'The statement is about every action of AWS but these. With Allow it grants all the others.',
  Resource: 'What an action works on, named by its ARN; * stands for every resource.',
  NotResource: 'The statement is about every resource but these.',
  Principal: 'Who a statement is about: accounts, users, roles, services or identity providers.',
  NotPrincipal: 'The statement is about everyone but these: hard to get right, and rarely needed.',
  Condition: 'A test of the request’s facts: the statement applies only when all of its conditions hold.',
  'condition key': 'A fact that a request brings along, such as aws:SourceIp or aws:MultiFactorAuthPresent.',
  'access level': 'AWS’s sorting of actions: List, Read, Write, Permissions management, Tagging.',
  'customer managed policy':
    'A policy of your own that can be attached to many identities and keeps up to five versions.',
  'AWS managed policy': 'A policy that AWS writes and updates. It can be attached, not edited.',
  'inline policy': 'A policy inside one user, group or role; it is deleted with it.',
  'identity policy': 'A policy attached to a user, group or role: what that identity may do.',
  'resource policy': 'A policy at a resource, such as a bucket: who may reach it, also from other accounts.',
  'trust policy': 'The resource policy of a role: who may take it on.',
  'permissions boundary':
    'The most that a user or role can be allowed, whatever its policies say. It grants nothing by itself.',
  'session policy':
    'A policy passed along when a session begins: the session may do at most what this also allows.',
  SCP: 'Service control policy: the most that the identities of an organization’s accounts can be allowed.',
  RCP: 'Resource control policy: the most that anyone can be allowed on resources of an organization’s accounts.',
  organization: 'Several accounts under one management account, with control policies over them.',
  OU: 'Organizational unit: a folder of accounts in an organization; control policies at it hold for all inside.',
  'policy version':
    'Each edit of a managed policy is a new version; the default version is the one in force.',
  attach: 'To make a managed policy part of what a user, group or role may do.',
  ARN: 'Amazon Resource Name: the full name of a thing in AWS, arn:partition:service:region:account:resource.',
  path: 'A folder-like part of an identity’s ARN, such as /developers/. Policies can name everything under it.',
  tag: 'A key and a value on an identity or resource. Conditions can ask for them.',
  'access key': 'An id and a secret with which programs sign their calls to AWS.',
  'temporary credentials':
    'An access key, a secret and a session token that stop working when the session ends.',
  'console access': 'A password with which a user signs in to the AWS Management Console.',
  MFA: 'Multi-factor authentication: besides the password, a code from a device that only the person has.',
  'virtual MFA device': 'An authenticator app that shows a new six-digit code every 30 seconds (TOTP).',
  'hardware MFA device': 'A fob that shows codes; AWS knows it by its serial number.',
  'password policy':
    'What passwords of IAM users must be like and how long they last. The root user has its own rules.',
  'credential report': 'A table of all users with the state of their passwords, access keys and MFA devices.',
  STS: 'Security Token Service: hands out temporary credentials for roles and federated identities.',
  AssumeRole: 'The call of STS that takes on a role: it answers with temporary credentials.',
  'external ID':
    'A word that a third party must send along to take on a role, so that it cannot be talked into using it for someone else.',
  'role chaining':
    'Taking on a role with the credentials of another role: such a session lasts an hour at most.',
  'source identity':
    'A name given when a session begins, kept through role chaining: the trail always tells the person.',
  'session tag': 'A tag given to a session when it begins; a transitive one is kept through role chaining.',
  federation: 'Signing in with an identity from outside of AWS, vouched for by an identity provider.',
  'identity provider':
    'A system outside of AWS that vouches for people or programs; roles say which one they trust.',
  SAML: 'A standard by which a company’s sign-in vouches for a person in a signed XML message.',
  assertion: 'The signed part of a SAML response: who the person is, and which roles are offered.',
  OIDC: 'OpenID Connect: a standard by which a provider vouches for a person or program in a signed token.',
  audience: 'Whom a token is meant for: AWS takes only tokens whose audience the provider’s entry lists.',
  subject: 'Whom a token is about, its sub: a person, a repository’s workflow, a service account.',
  thumbprint: 'The SHA-1 fingerprint of a certificate by which AWS recognizes an OIDC provider’s site.',
  Cognito: 'AWS’s own directory for the users of apps; an identity pool gives them credentials of a role.',
  trail: 'The record of every call, refused ones too, as AWS CloudTrail writes it.',
  'last accessed': 'When a service that an identity may use was last used; AWS looks back 400 days.',
  quota: 'How many of a thing an account may have; AWS raises some on request.',
  region: 'A place in the world where AWS runs services. IAM is the same in all of them.',
  'implicit deny': 'No policy allows it: everything that is not allowed is denied.',
  'explicit deny': 'A statement with Effect Deny applies; no Allow can outweigh it.',
  'confused deputy': 'A service or third party with access that is tricked into using it for someone else.',
  'cross-account access': 'Using a resource or role of another account: both accounts must allow it.',
} as const satisfies Readonly<Record<string, string>>;

export type AwsWord = keyof typeof glossary;
