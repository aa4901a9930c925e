/** Every call that could matter to somebody who looks for more rights, with every argument that a world offers. */

import { administratorAccess, everythingText } from '#core/analysis/everything.ts';
import { parseArn } from '#core/model/arn.ts';
import { credentialsOf, type World } from '#core/model/world/world.ts';
import type { ServiceName } from '#core/model/request/request.ts';

/** Says whether a policy of the caller allows the action, on the resource if one is given. */
export type Named = (action: string, resource?: string) => boolean;

export const password = 'Searched-1-Way!';

/** Credentials that follow from a call, all of them by calls of others. */
type Gives =
  | { readonly kind: 'key'; readonly arn: string }
  | { readonly kind: 'session'; readonly arn: string }
  | { readonly kind: 'password'; readonly arn: string; readonly account: string; readonly name: string }
  | ({ readonly kind: 'service' } & Taken)
  /** Only when the code is the actor's. */
  | ({ readonly kind: 'invocation' } & Taken);

/** The role that a service takes for a thing of the account. */
export interface Taken {
  readonly arn: string;
  readonly account: string;
  readonly service: string;
  /** ARN of the thing; `{made}` stands for the id of a new instance. */
  readonly source: string;
}

export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly gives?: Gives;
  /** ARN of the function that has code of the actor afterwards. */
  readonly owns?: string;
}

const region = 'us-east-1';
const inline = { PolicyName: 'Everything', PolicyDocument: everythingText };

/** `withForms`: what is made has each of some names, with and without tags and boundaries. */
export function* blindCalls(world: World, self: string, named: Named, withForms: boolean): Generator<Call> {
  yield* iamCalls(world, self, named, withForms);
  for (const { arn } of world.roles.values())
    yield {
      service: 'sts',
      operation: 'AssumeRole',
      params: { RoleArn: arn, RoleSessionName: 'session' },
      gives: { kind: 'session', arn },
    };
  yield* lambdaCalls(world, self, named);
  yield* ec2Calls(world, named);
}

const trustIn = (self: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: self, Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
        Action: 'sts:AssumeRole',
      },
    ],
  });

function* iamCalls(world: World, self: string, named: Named, withForms: boolean): Generator<Call> {
  const may = (operation: string, arn?: string) => named(`iam:${operation}`, arn);
  const iam = (operation: string, params: Call['params'], gives?: Gives): Call => ({
    service: 'iam',
    operation,
    params,
    ...(gives && { gives }),
  });
  const own = [...world.policies.values()].filter(({ account }) => world.accounts.has(account));
  const attachable = [administratorAccess, ...own.map(({ arn }) => arn)];
  for (const { arn, versions, defaultVersionId } of own) {
    const others = versions.filter(({ versionId }) => versionId !== defaultVersionId);
    if (may('CreatePolicyVersion', arn))
      yield iam('CreatePolicyVersion', {
        PolicyArn: arn,
        PolicyDocument: everythingText,
        SetAsDefault: true,
      });
    for (const { versionId } of others) {
      if (may('SetDefaultPolicyVersion', arn))
        yield iam('SetDefaultPolicyVersion', { PolicyArn: arn, VersionId: versionId });
      if (may('DeletePolicyVersion', arn) && versions.length >= 5)
        yield iam('DeletePolicyVersion', { PolicyArn: arn, VersionId: versionId });
    }
  }
  for (const [Kind, rows] of [
    ['User', world.users],
    ['Role', world.roles],
    ['Group', world.groups],
  ] as const)
    for (const row of rows.values()) {
      const name = 'userName' in row ? row.userName : 'roleName' in row ? row.roleName : row.groupName;
      const on = { [`${Kind}Name`]: name };
      if (may(`Put${Kind}Policy`, row.arn)) yield iam(`Put${Kind}Policy`, { ...on, ...inline });
      if (may(`Attach${Kind}Policy`, row.arn))
        for (const PolicyArn of attachable) yield iam(`Attach${Kind}Policy`, { ...on, PolicyArn });
      if (may(`Detach${Kind}Policy`, row.arn))
        for (const PolicyArn of row.attachedPolicies) yield iam(`Detach${Kind}Policy`, { ...on, PolicyArn });
      if (may(`Delete${Kind}Policy`, row.arn))
        for (const { policyName } of row.inlinePolicies)
          yield iam(`Delete${Kind}Policy`, { ...on, PolicyName: policyName });
      if (Kind === 'Group') continue;
      if ('permissionsBoundary' in row && row.permissionsBoundary !== undefined) {
        if (may(`Delete${Kind}PermissionsBoundary`, row.arn))
          yield iam(`Delete${Kind}PermissionsBoundary`, on);
        if (may(`Put${Kind}PermissionsBoundary`, row.arn))
          for (const PermissionsBoundary of attachable)
            yield iam(`Put${Kind}PermissionsBoundary`, { ...on, PermissionsBoundary });
      }
    }
  for (const { id, arn, account, userName: UserName, groups } of world.users.values()) {
    const gives = { kind: 'password', arn, account, name: UserName } as const;
    if (may('CreateAccessKey', arn)) yield iam('CreateAccessKey', { UserName }, { kind: 'key', arn });
    const keys = credentialsOf(world, 'accessKeys', id);
    if (may('DeleteAccessKey', arn) && keys.length >= 2)
      yield iam('DeleteAccessKey', { UserName, AccessKeyId: keys[0]?.id });
    if (may('CreateLoginProfile', arn))
      yield iam('CreateLoginProfile', { UserName, Password: password }, gives);
    if (may('UpdateLoginProfile', arn))
      yield iam('UpdateLoginProfile', { UserName, Password: password }, gives);
    if (may('DeleteLoginProfile', arn)) yield iam('DeleteLoginProfile', { UserName });
    for (const { id: group, arn: on, groupName: GroupName } of world.groups.values())
      if (groups.includes(group)) {
        if (may('RemoveUserFromGroup', on)) yield iam('RemoveUserFromGroup', { GroupName, UserName });
      } else if (may('AddUserToGroup', on)) yield iam('AddUserToGroup', { GroupName, UserName });
  }
  for (const { arn, roleName: RoleName } of world.roles.values()) {
    if (may('UpdateAssumeRolePolicy', arn))
      yield iam('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trustIn(self) });
    if (may('AddRoleToInstanceProfile'))
      for (const { instanceProfileName: InstanceProfileName } of world.instanceProfiles.values())
        yield iam('AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
  }
  const { account = '' } = parseArn(self) ?? {};
  const boundaries = [undefined, ...(withForms ? attachable : [])].map(
    (one) => one && { PermissionsBoundary: one },
  );
  for (const name of withForms ? newNames : newNames.slice(0, 1)) {
    const named = (operation: string, kind: string) =>
      may(operation, `arn:aws:iam::${account}:${kind}/${name}`);
    if (named('CreateGroup', 'group')) yield iam('CreateGroup', { GroupName: name });
    for (const tags of withForms ? [undefined, { Tags: [newTag] }] : [undefined]) {
      if (named('CreatePolicy', 'policy'))
        yield iam('CreatePolicy', { PolicyName: name, PolicyDocument: everythingText, ...tags });
      for (const boundary of boundaries) {
        if (named('CreateUser', 'user')) yield iam('CreateUser', { UserName: name, ...tags, ...boundary });
        if (named('CreateRole', 'role'))
          yield iam('CreateRole', {
            RoleName: name,
            AssumeRolePolicyDocument: trustIn(self),
            ...tags,
            ...boundary,
          });
      }
    }
  }
  yield* tagCalls(world, may, iam);
  if (may('CreateInstanceProfile')) yield iam('CreateInstanceProfile', { InstanceProfileName: 'new' });
}

/** They fit `app-*` or `*-x`, both or neither. */
const newNames = ['new', 'app-x', 'app-new', 'new-x'];
const newTag = { Key: 'team', Value: 'red' };

function* tagCalls(
  world: World,
  may: (operation: string, arn?: string) => boolean,
  iam: (operation: string, params: Call['params']) => Call,
): Generator<Call> {
  for (const [Kind, rows] of [
    ['User', world.users],
    ['Role', world.roles],
    ['Policy', world.policies],
  ] as const)
    for (const row of rows.values()) {
      const on =
        'userName' in row
          ? { UserName: row.userName }
          : 'roleName' in row
            ? { RoleName: row.roleName }
            : { PolicyArn: row.arn };
      if (may(`Tag${Kind}`, row.arn))
        for (const Value of [newTag.Value, 'other'])
          yield iam(`Tag${Kind}`, { ...on, Tags: [{ Key: newTag.Key, Value }] });
      if (may(`Untag${Kind}`, row.arn))
        for (const { key } of row.tags) yield iam(`Untag${Kind}`, { ...on, TagKeys: [key] });
    }
}

function* lambdaCalls(world: World, self: string, named: Named): Generator<Call> {
  const lambda = (operation: string, params: Call['params'], more: Partial<Call> = {}): Call => ({
    service: 'lambda',
    operation,
    params,
    ...more,
  });
  if (named('lambda:CreateFunction'))
    for (const { arn, roleName, account } of world.roles.values()) {
      const name = `f-${roleName}`;
      yield lambda(
        'CreateFunction',
        { FunctionName: name, Runtime: 'nodejs20.x', Handler: 'index.handler', Role: arn },
        { owns: `arn:aws:lambda:${region}:${account}:function:${name}` },
      );
    }
  for (const { arn, account, details } of world.resources.values()) {
    const role = details?.['role'];
    if (!arn.startsWith('arn:aws:lambda:') || role === undefined) continue;
    const FunctionName = arn;
    const taken = { arn: role, account, service: 'lambda.amazonaws.com', source: arn };
    const gives = { ...taken, kind: 'invocation' } as const;
    yield lambda('Invoke', { FunctionName }, { gives });
    if (named('lambda:UpdateFunctionCode'))
      // Somebody invokes it sooner or later.
      yield lambda(
        'UpdateFunctionCode',
        { FunctionName, ZipFile: 'UEsFBg==' },
        { owns: arn, gives: { ...taken, kind: 'service' } },
      );
    if (named('lambda:UpdateFunctionConfiguration')) {
      yield lambda(
        'UpdateFunctionConfiguration',
        { FunctionName, Handler: 'own.handler' },
        { owns: arn, gives: { ...taken, kind: 'service' } },
      );
      for (const { arn: Role } of world.roles.values())
        yield lambda(
          'UpdateFunctionConfiguration',
          { FunctionName, Handler: 'own.handler', Role },
          { owns: arn, gives: { ...taken, arn: Role, kind: 'service' } },
        );
    }
    yield lambda(
      'AddPermission',
      { FunctionName, StatementId: 'own', Action: 'lambda:InvokeFunction', Principal: self },
      { gives },
    );
  }
}

function* ec2Calls(world: World, named: Named): Generator<Call> {
  for (const { arn, account, roles } of world.instanceProfiles.values()) {
    const role = world.roles.get(roles[0] ?? '')?.arn;
    if (role === undefined) continue;
    const IamInstanceProfile = { Arn: arn };
    const ImageId = 'ami-0123456789abcdef0';
    const source = `arn:aws:ec2:${region}:${account}:instance/{made}`;
    const gives = { kind: 'service', arn: role, account, service: 'ec2.amazonaws.com', source } as const;
    if (named('ec2:RunInstances'))
      yield {
        service: 'ec2',
        operation: 'RunInstances',
        params: { ImageId, MinCount: 1, MaxCount: 1, IamInstanceProfile },
        gives,
      };
    if (named('ec2:RequestSpotInstances'))
      yield {
        service: 'ec2',
        operation: 'RequestSpotInstances',
        params: { LaunchSpecification: { ImageId, IamInstanceProfile } },
        gives,
      };
  }
}
