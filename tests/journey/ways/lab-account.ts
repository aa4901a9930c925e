/** A small account like those of labs: a user who builds functions, one who makes keys, and a role that a repository assumes. */

const account = '111122223333';
const arn = (name: string) => `arn:aws:iam::${account}:${name}`;
const github = 'token.actions.githubusercontent.com';
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const inline = (kind: 'User' | 'Role', ...statements: object[]) => ({
  [`${kind}PolicyList`]: [{ PolicyName: 'own', PolicyDocument: document(...statements) }],
  AttachedManagedPolicies: [],
});

const userOf = (name: string, ...statements: object[]) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name.toUpperCase().padEnd(17, 'X')}`,
  Arn: arn(`user/${name}`),
  CreateDate: '2026-01-31T12:00:00Z',
  GroupList: [],
  ...inline('User', ...statements),
});

const roleOf = (name: string, trust: object, ...statements: object[]) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROA${name.toUpperCase().padEnd(17, 'X')}`,
  Arn: arn(`role/${name}`),
  CreateDate: '2026-01-31T12:00:00Z',
  AssumeRolePolicyDocument: document(trust),
  InstanceProfileList: [],
  ...inline('Role', ...statements),
});

/** The text that `aws iam get-account-authorization-details` prints. */
export const labAccount = JSON.stringify({
  UserDetailList: [
    userOf('builder', allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])),
    // Only if builder has room for another key, of which the file says nothing.
    userOf('helper', allow('iam:CreateAccessKey', arn('user/builder'))),
    userOf('reader', allow('s3:GetObject')),
  ],
  GroupDetailList: [],
  RoleDetailList: [
    roleOf(
      'Functions',
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      allow('*'),
    ),
    roleOf(
      'Deploy',
      {
        Effect: 'Allow',
        Principal: { Federated: arn(`oidc-provider/${github}`) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${github}:aud`]: 'sts.amazonaws.com',
            [`${github}:sub`]: 'repo:octo/app:ref:refs/heads/main',
          },
        },
      },
      allow('iam:AttachRolePolicy'),
    ),
  ],
  Policies: [],
});
