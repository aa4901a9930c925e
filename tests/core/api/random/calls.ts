/** Calls as a careless administrator makes them: few names, so that they collide, exist and are missing. */

import {
  account,
  allow,
  awsAdministrator,
  awsServiceRolePolicy,
  deny,
  otherAccount,
  root,
  trusts,
} from '../door.ts';
import { credentialCalls } from './credential-calls.ts';

export interface RandomCall {
  readonly caller: string;
  readonly operation: string;
  readonly params: Record<string, unknown>;
}

const names = ['a', 'A', 'b', 'c', 'dev'];
const paths = ['/', '/', '/x/', '/x/', '/x/y/', 'bad'];
const policyNames = ['p', 'q', 'P'];
const creating = [
  'CreateUser',
  'CreateGroup',
  'CreateRole',
  'CreatePolicy',
  'CreateInstanceProfile',
  'AddUserToGroup',
] as const;

export function randomCall(random: () => number, ids: readonly string[] = []): RandomCall {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const maybe = (members: Record<string, unknown>): Record<string, unknown> =>
    random() < 0.3 ? members : {};
  const arn = () =>
    pick([
      `arn:aws:iam::${account}:policy${pick(['/', '/x/'])}${pick(policyNames)}`,
      awsAdministrator.arn,
      awsServiceRolePolicy.arn,
      `arn:aws:iam::${otherAccount}:policy/p`,
      'arn:aws:iam::aws:policy/Unknown',
    ]);
  const document = () =>
    random() < 0.1
      ? pick(['{', '[]', trusts('*')])
      : pick([
          allow('s3:*'),
          allow('iam:*'),
          deny('iam:Delete*'),
          allow('*'),
          allow(`s3:${'x'.repeat(1500)}`),
        ]);
  const principal = () =>
    pick([
      `arn:aws:iam::${account}:user/${pick(names)}`,
      `arn:aws:iam::${account}:role/x/${pick(names)}`,
      account,
      `arn:aws:iam::${otherAccount}:root`,
    ]);
  const trust = () =>
    pick([trusts({ AWS: principal() }), trusts({ Service: 'ec2.amazonaws.com' }), trusts('*'), allow('*')]);
  const tags = () =>
    Array.from({ length: Math.floor(random() * 3) }, () => ({
      Key: random() < 0.05 ? 'aws:m' : pick(['k', 'K', 'l']),
      Value: pick(names),
    }));
  const user = () => ({ UserName: pick(names) });
  const group = () => ({ GroupName: pick(names) });
  const role = () => ({ RoleName: pick(names) });
  const profile = () => ({ InstanceProfileName: pick(names) });
  const path = () => maybe({ Path: pick(paths) });
  const version = () => ({ PolicyArn: arn(), VersionId: `v${1 + Math.floor(random() * 6)}` });
  const boundary = () => ({ PermissionsBoundary: arn() });
  const holder = () =>
    pick([
      ['User', user()],
      ['Group', group()],
      ['Role', role()],
    ] as const);
  const calls: Readonly<Record<string, () => Record<string, unknown>>> = {
    CreateUser: () => ({ ...user(), ...path(), ...maybe(boundary()), ...maybe({ Tags: tags() }) }),
    UpdateUser: () => ({
      ...user(),
      ...maybe({ NewUserName: pick(names) }),
      ...maybe({ NewPath: pick(paths) }),
    }),
    DeleteUser: user,
    GetUser: () => maybe(user()),
    ListUsers: () => ({ ...maybe({ PathPrefix: pick(paths) }), ...maybe({ MaxItems: 2 }) }),
    CreateGroup: () => ({ ...group(), ...path() }),
    UpdateGroup: () => ({
      ...group(),
      ...maybe({ NewGroupName: pick(names) }),
      ...maybe({ NewPath: pick(paths) }),
    }),
    DeleteGroup: group,
    GetGroup: group,
    AddUserToGroup: () => ({ ...user(), ...group() }),
    RemoveUserFromGroup: () => ({ ...user(), ...group() }),
    ListGroupsForUser: user,
    CreateRole: () => ({
      ...role(),
      ...path(),
      AssumeRolePolicyDocument: trust(),
      ...maybe(boundary()),
      ...maybe({ Tags: tags() }),
    }),
    UpdateRole: () => ({ ...role(), ...maybe({ Description: 'd' }), ...maybe({ MaxSessionDuration: 7200 }) }),
    UpdateAssumeRolePolicy: () => ({ ...role(), PolicyDocument: trust() }),
    GetRole: role,
    DeleteRole: role,
    CreatePolicy: () => ({
      PolicyName: pick(policyNames),
      ...path(),
      PolicyDocument: document(),
      ...maybe({ Tags: tags() }),
    }),
    CreatePolicyVersion: () => ({
      PolicyArn: arn(),
      PolicyDocument: document(),
      ...maybe({ SetAsDefault: true }),
    }),
    SetDefaultPolicyVersion: version,
    DeletePolicyVersion: version,
    DeletePolicy: () => ({ PolicyArn: arn() }),
    ListEntitiesForPolicy: () => ({ PolicyArn: arn() }),
    ListPolicies: () => maybe({ OnlyAttached: true }),
    PutUserPermissionsBoundary: () => ({ ...user(), ...boundary() }),
    DeleteUserPermissionsBoundary: user,
    PutRolePermissionsBoundary: () => ({ ...role(), ...boundary() }),
    DeleteRolePermissionsBoundary: role,
    TagUser: () => ({ ...user(), Tags: tags() }),
    UntagUser: () => ({ ...user(), TagKeys: ['k'] }),
    TagRole: () => ({ ...role(), Tags: tags() }),
    TagPolicy: () => ({ PolicyArn: arn(), Tags: tags() }),
    UntagPolicy: () => ({ PolicyArn: arn(), TagKeys: ['k'] }),
    CreateInstanceProfile: () => ({ ...profile(), ...path() }),
    AddRoleToInstanceProfile: () => ({ ...profile(), ...role() }),
    RemoveRoleFromInstanceProfile: () => ({ ...profile(), ...role() }),
    DeleteInstanceProfile: profile,
    CreateAccountAlias: () => ({ AccountAlias: pick(['one', 'two', 'X']) }),
    DeleteAccountAlias: () => ({ AccountAlias: pick(['one', 'two']) }),
    GetAccountSummary: () => ({}),
    GetAccountAuthorizationDetails: () => maybe({ MaxItems: 3 }),
  };
  if (random() < 0.3) {
    const credential = credentialCalls({ random, pick, maybe, ids });
    const operation = pick(Object.keys(credential));
    return {
      caller: random() < 0.8 ? root : `arn:aws:iam::${account}:user/${pick(names)}`,
      operation,
      params: credential[operation]?.() ?? {},
    };
  }
  const caller = () =>
    random() < 0.8
      ? root
      : pick([
          `arn:aws:iam::${account}:user/${pick(names)}`,
          `arn:aws:sts::${account}:assumed-role/${pick(names)}/s`,
        ]);
  // A third of all calls change what a holder has: attachments and inline policies, all three kinds alike.
  if (random() < 0.35) {
    const [kind, who] = holder();
    const operation = pick([
      `Attach${kind}Policy`,
      `Detach${kind}Policy`,
      `Put${kind}Policy`,
      `Delete${kind}Policy`,
      `List${kind}Policies`,
    ]);
    const inline = operation.startsWith('Put') || operation.startsWith('Delete');
    const params = inline
      ? { PolicyName: pick(policyNames), PolicyDocument: document() }
      : { PolicyArn: arn() };
    return { caller: caller(), operation, params: { ...who, ...params } };
  }
  const operation = random() < 0.35 ? pick(creating) : pick(Object.keys(calls));
  return { caller: caller(), operation, params: calls[operation]?.() ?? {} };
}
