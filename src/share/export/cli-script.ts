/**
 * Writes an account as a bash script of `aws` calls that builds it again in an empty account. The order is
 * one that AWS accepts: nothing is named before it exists. The bridge's tests run it with the real `aws` and
 * compare the accounts.
 */

import type { AccountId, Arn } from '../../core/model/ids.ts';
import type { Tag } from '../../core/model/records/tag.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Blueprint, blueprintOf, closedTrust } from './blueprint.ts';
import { organizationCalls } from './cli-organization.ts';
import { notRebuilt } from './omitted.ts';
import { parseArn } from '../../core/model/arn.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { kindOfArn, resourceKinds } from '../../core/model/resource-kinds/lookup.ts';
import { unbuilt } from './omitted.ts';
import { quoted, ShellScript } from './shell-script.ts';

export function cliScript(world: World, account: AccountId): string {
  const plan = blueprintOf(world, account);
  const script = new ShellScript(account);
  head(script, world, plan);
  policies(script, plan);
  groups(script, plan);
  users(script, plan);
  providers(script, plan);
  roles(script, plan);
  attachments(script, plan);
  profiles(script, plan);
  settings(script, plan);
  organizationCalls(script, world, account);
  resourceCalls(script, plan);
  script.section('Done.');
  return script.text();
}

function head(script: ShellScript, world: World, plan: Blueprint): void {
  const { id, name } = plan.account;
  script.line('#!/usr/bin/env bash');
  script.comment(
    `Builds account ${id} (${name}) again, with the AWS CLI, in the account whose credentials you use.`,
  );
  script.comment('It creates all this in a real AWS account. Nothing happens until you run it.');
  script.comment(
    'For an account in which these names are free. It stops at the first call that AWS refuses.',
  );
  script.line('#');
  script.comment('Not in it, because it cannot be built again:');
  for (const sentence of leftOut(world, plan)) script.comment(`- ${sentence}`);
  script.line('set -euo pipefail');
  script.line("export AWS_PAGER=''");
  script.line('exec 3>&1 >/dev/null');
  script.line(String.raw`say() { printf '%s\n' "$*" >&3; }`);
  script.line();
  script.comment(`In documents and ARNs the account you use takes the place of ${id}.`);
  script.line('ACCOUNT=$(aws sts get-caller-identity --query Account --output text)');
  script.line(`here() { printf '%s' "\${1//${id}/$ACCOUNT}"; }`);
}

export const notInScript = (world: World, account: AccountId): string[] =>
  leftOut(world, blueprintOf(world, account));

const leftOut = (world: World, plan: Blueprint): string[] => [
  ...notRebuilt(world, plan),
  ...(plan.policies.some(({ versions }) => versions.length > 1)
    ? ['Numbers of policy versions: those that are left count from v1.']
    : []),
  ...resourcesLeftOut(plan),
];

const tags = (list: readonly Tag[]) => list.map(({ key, value }) => ({ Key: key, Value: value }));
const pathOf = ({ path }: { readonly path: string }) => (path === '/' ? undefined : path);

function policies(script: ShellScript, { policies: own }: Blueprint): void {
  if (own.length > 0) script.section('Policies');
  for (const policy of own) {
    const [first, ...others] = policy.versions;
    script.call('iam', 'CreatePolicy', {
      PolicyName: policy.policyName,
      Path: pathOf(policy),
      Description: policy.description,
      PolicyDocument: first?.document,
      Tags: tags(policy.tags),
    });
    for (const { versionId, document } of others) {
      const isDefault = versionId === policy.defaultVersionId;
      script.call('iam', 'CreatePolicyVersion', {
        PolicyArn: policy.arn,
        PolicyDocument: document,
        SetAsDefault: isDefault ? true : undefined,
      });
    }
  }
}

function groups(script: ShellScript, plan: Blueprint): void {
  if (plan.groups.length > 0) script.section('Groups');
  for (const group of plan.groups) {
    script.call('iam', 'CreateGroup', { GroupName: group.groupName, Path: pathOf(group) });
  }
}

function users(script: ShellScript, plan: Blueprint): void {
  if (plan.users.length > 0) script.section('Users');
  const names = new Map(plan.groups.map(({ id, groupName }) => [id, groupName]));
  for (const user of plan.users) {
    script.call('iam', 'CreateUser', {
      UserName: user.userName,
      Path: pathOf(user),
      PermissionsBoundary: known(plan, user.permissionsBoundary),
      Tags: tags(user.tags),
    });
    for (const id of user.groups) {
      const GroupName = names.get(id);
      if (GroupName) script.call('iam', 'AddUserToGroup', { GroupName, UserName: user.userName });
    }
  }
}

function providers(script: ShellScript, { samlProviders, oidcProviders }: Blueprint): void {
  if (samlProviders.length + oidcProviders.length > 0) script.section('Identity providers');
  for (const { samlProviderName: Name, metadata, tags: list } of samlProviders) {
    script.call('iam', 'CreateSAMLProvider', { Name, SAMLMetadataDocument: metadata, Tags: tags(list) });
  }
  for (const { url, clientIds, thumbprints, tags: list } of oidcProviders) {
    script.call('iam', 'CreateOpenIDConnectProvider', {
      Url: `https://${url}`,
      ClientIDList: clientIds,
      ThumbprintList: thumbprints,
      Tags: tags(list),
    });
  }
}

function roles(script: ShellScript, plan: Blueprint): void {
  if (plan.roles.length > 0) script.section('Roles');
  for (const { role, trust, trustLater } of plan.roles) {
    script.call('iam', 'CreateRole', {
      RoleName: role.roleName,
      Path: pathOf(role),
      AssumeRolePolicyDocument: trustLater ? closedTrust : trust,
      Description: role.description,
      MaxSessionDuration: role.maxSessionDuration === 3600 ? undefined : role.maxSessionDuration,
      PermissionsBoundary: known(plan, role.permissionsBoundary),
      Tags: tags(role.tags),
    });
  }
  for (const { role, trust } of plan.roles.filter(({ trustLater }) => trustLater)) {
    const params = { RoleName: role.roleName, PolicyDocument: trust };
    script.call('iam', 'UpdateAssumeRolePolicy', params);
  }
  if (plan.linkedRoles.length > 0) script.section('Service-linked roles');
  for (const { role, service } of plan.linkedRoles) {
    const [, CustomSuffix] = /^[^_]+_(.+)$/.exec(role.roleName) ?? [];
    script.call('iam', 'CreateServiceLinkedRole', {
      AWSServiceName: service,
      Description: role.description,
      CustomSuffix,
    });
  }
}

/** `undefined` when the policy is not in the script. */
const known = ({ leftOut }: Blueprint, arn: Arn | undefined): Arn | undefined =>
  arn === undefined || leftOut.has(arn) ? undefined : arn;

function attachments(script: ShellScript, plan: Blueprint): void {
  const holders = [
    ...plan.groups.map((row) => ({ row, kind: 'Group', name: row.groupName })),
    ...plan.users.map((row) => ({ row, kind: 'User', name: row.userName })),
    ...plan.roles.map(({ role: row }) => ({ row, kind: 'Role', name: row.roleName })),
  ];
  script.section('Permissions');
  for (const { row, kind, name } of holders) {
    const named = { [`${kind}Name`]: name };
    for (const arn of row.attachedPolicies) {
      if (known(plan, arn)) script.call('iam', `Attach${kind}Policy`, { ...named, PolicyArn: arn });
    }
    for (const { policyName, document } of row.inlinePolicies) {
      const params = { ...named, PolicyName: policyName, PolicyDocument: document };
      script.call('iam', `Put${kind}Policy`, params);
    }
  }
}

function profiles(script: ShellScript, plan: Blueprint): void {
  if (plan.profiles.length > 0) script.section('Instance profiles');
  const names = new Map<string, string>(plan.roles.map(({ role }) => [role.id, role.roleName]));
  for (const profile of plan.profiles) {
    const InstanceProfileName = profile.instanceProfileName;
    script.call('iam', 'CreateInstanceProfile', {
      InstanceProfileName,
      Path: pathOf(profile),
      Tags: tags(profile.tags),
    });
    for (const id of profile.roles) {
      const RoleName = names.get(id);
      if (RoleName) script.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
    }
  }
}

function settings(script: ShellScript, { account }: Blueprint): void {
  const { alias, passwordPolicy: policy, globalEndpointTokenVersion: tokens } = account;
  if (alias === undefined && !policy && tokens === undefined) return;
  script.section('Account settings');
  if (alias !== undefined) script.call('iam', 'CreateAccountAlias', { AccountAlias: alias });
  if (policy) {
    script.call('iam', 'UpdateAccountPasswordPolicy', {
      MinimumPasswordLength: policy.minimumPasswordLength,
      RequireSymbols: policy.requireSymbols,
      RequireNumbers: policy.requireNumbers,
      RequireUppercaseCharacters: policy.requireUppercaseCharacters,
      RequireLowercaseCharacters: policy.requireLowercaseCharacters,
      AllowUsersToChangePassword: policy.allowUsersToChangePassword,
      MaxPasswordAge: policy.maxPasswordAge,
      PasswordReusePrevention: policy.passwordReusePrevention,
      HardExpiry: policy.hardExpiry ? true : undefined,
    });
  }
  if (tokens !== undefined) {
    const GlobalEndpointTokenVersion = `v${tokens}Token`;
    script.call('iam', 'SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion });
  }
}

const callsOf = (resource: ResourceRecord, policy: string | undefined) =>
  kindOfArn(resource.arn)?.exports?.script(resource, policy);

function resourceCalls(script: ShellScript, { resources }: Blueprint): void {
  const built = resources.filter(({ resource }) => callsOf(resource, undefined) !== undefined);
  if (built.length > 0) script.section('Resources of other services');
  for (const { resource, policy } of built) {
    const region = parseArn(resource.arn)?.region || undefined;
    const { prefix = '', cli = prefix } = kindOfArn(resource.arn)?.service ?? {};
    for (const call of callsOf(resource, policy) ?? []) {
      if ('words' in call) script.line(['aws', ...call.words.map(quoted)].join(' '));
      else script.call(cli, call.operation, call.params, region);
    }
  }
}

function resourcesLeftOut({ resources }: Blueprint): string[] {
  const missing = resources.filter(({ resource }) => callsOf(resource, undefined) === undefined);
  const made = resourceKinds.filter(({ exports }) => exports !== undefined);
  const here = made.filter((kind) => resources.some(({ resource }) => kindOfArn(resource.arn) === kind));
  const full = made.filter(({ holdsContent }) => holdsContent).map(({ many }) => many);
  const contents = `The contents of ${full.slice(0, -1).join(', ')} and ${full.at(-1) ?? ''}.`;
  return [
    ...unbuilt(missing.map(({ resource }) => resource.arn)),
    ...here.flatMap(({ exports }) => exports?.scriptLeftOut ?? []),
    ...(here.some(({ holdsContent }) => holdsContent) ? [contents] : []),
  ];
}
