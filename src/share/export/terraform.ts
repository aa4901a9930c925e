/** Writes an account as Terraform JSON (`*.tf.json`, AWS provider 5 and later); references set the order. */

import type { AccountId, Arn } from '../../core/model/ids.ts';
import type { HolderTable } from '../../core/model/records/lists.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Blueprint, blueprintOf, closedTrust } from './blueprint.ts';
import { notRebuilt, unbuilt } from './omitted.ts';
import { organizationResources } from './terraform-organization.ts';
import { Resources, type TerraformBlock, escapedTemplate, otherService } from './terraform-names.ts';

export interface TerraformOptions {
  /** Adds import blocks: the next plan takes over existing things instead of making them. */
  readonly imports?: boolean;
}

export interface TerraformFile {
  readonly '//': readonly string[];
  readonly terraform: TerraformBlock;
  readonly data: { readonly aws_caller_identity: { readonly current: TerraformBlock } };
  readonly resource: Readonly<Record<string, Readonly<Record<string, TerraformBlock>>>>;
  readonly import?: readonly TerraformBlock[];
}

export function terraformFile(
  world: World,
  account: AccountId,
  options: TerraformOptions = {},
): TerraformFile {
  const plan = blueprintOf(world, account);
  const resources = new Resources(account);
  const holders = new Holders(plan, resources);
  holders.build();
  organizationResources(resources, world, account);
  for (const one of plan.resources) otherService(resources, one.resource, one.policy);
  return {
    '//': [
      `Account ${account}, for the AWS provider. Not in it:`,
      ...notRebuilt(world, plan),
      ...resources.skipped,
      ...unbuilt(resources.unbuilt),
    ],
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.0' } } },
    data: { aws_caller_identity: { current: {} } },
    resource: resources.blocks,
    ...(options.imports ? { import: resources.imports } : {}),
  };
}

export const terraformText = (file: TerraformFile): string => `${JSON.stringify(file, null, 2)}\n`;

class Holders {
  readonly #plan: Blueprint;
  readonly #to: Resources;

  constructor(plan: Blueprint, to: Resources) {
    this.#plan = plan;
    this.#to = to;
  }

  build(): void {
    this.#policies();
    this.#groupsAndUsers();
    this.#providers();
    this.#roles();
    this.#settings();
  }

  #policies(): void {
    const to = this.#to;
    for (const policy of this.#plan.policies) {
      const current = policy.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
      const block = {
        name: policy.policyName,
        path: escapedTemplate(policy.path),
        description: to.text(policy.description),
        policy: to.text(current?.document),
        tags: to.tags(policy.tags),
      };
      to.know(policy.arn, to.add('aws_iam_policy', policy.policyName, block, policy.arn));
      if (policy.versions.length > 1) {
        to.skipped.push(`Versions of policy ${policy.policyName} besides the default one.`);
      }
    }
  }

  #groupsAndUsers(): void {
    const to = this.#to;
    for (const group of this.#plan.groups) {
      const block = { name: group.groupName, path: escapedTemplate(group.path) };
      to.know(group.id, to.add('aws_iam_group', group.groupName, block, group.groupName));
      this.#permissions('groups', group, group.groupName);
    }
    for (const user of this.#plan.users) {
      const { userName } = user;
      const block = {
        name: userName,
        path: escapedTemplate(user.path),
        permissions_boundary: this.#policy(user.permissionsBoundary),
        tags: to.tags(user.tags),
      };
      const address = to.add('aws_iam_user', userName, block, userName);
      to.know(user.arn, address);
      to.know(user.id, address);
      const groups = user.groups.flatMap((id) => to.reference(id, 'name') ?? []);
      if (groups.length > 0) {
        const names = user.groups.flatMap(
          (id) => this.#plan.groups.find((group) => group.id === id)?.groupName ?? [],
        );
        const member = { user: to.reference(user.id, 'name'), groups };
        to.add('aws_iam_user_group_membership', userName, member, [userName, ...names].join('/'));
      }
      this.#permissions('users', user, userName);
    }
  }

  #providers(): void {
    const to = this.#to;
    for (const { samlProviderName: name, arn, metadata, tags } of this.#plan.samlProviders) {
      const block = { name, saml_metadata_document: escapedTemplate(metadata), tags: to.tags(tags) };
      to.know(arn, to.add('aws_iam_saml_provider', name, block, arn));
    }
    for (const { arn, url, clientIds, thumbprints, tags } of this.#plan.oidcProviders) {
      const block = {
        url: escapedTemplate(`https://${url}`),
        client_id_list: clientIds.map(escapedTemplate),
        thumbprint_list: thumbprints,
        tags: to.tags(tags),
      };
      to.know(arn, to.add('aws_iam_openid_connect_provider', url, block, arn));
    }
  }

  #roles(): void {
    const to = this.#to;
    for (const { role, trust, trustLater } of this.#plan.roles) {
      const { roleName } = role;
      const document = trustLater ? closedTrust : trust;
      const block = {
        name: roleName,
        path: escapedTemplate(role.path),
        description: to.text(role.description),
        max_session_duration: role.maxSessionDuration,
        assume_role_policy: to.text(document),
        permissions_boundary: this.#policy(role.permissionsBoundary),
        tags: to.tags(role.tags),
        depends_on: to.principalsOf(document),
      };
      const address = to.add('aws_iam_role', roleName, block, roleName);
      to.know(role.arn, address);
      to.know(role.id, address);
      if (trustLater) {
        to.skipped.push(
          `The trust policy of ${roleName}: roles that name each other cannot be created in one step. It denies everybody for now.`,
        );
      }
      this.#permissions('roles', role, roleName);
    }
    for (const { role, service } of this.#plan.linkedRoles) {
      const [, suffix] = /^[^_]+_(.+)$/.exec(role.roleName) ?? [];
      const block = {
        aws_service_name: service,
        custom_suffix: suffix,
        description: to.text(role.description),
      };
      to.add('aws_iam_service_linked_role', role.roleName, block, role.arn);
    }
    for (const profile of this.#plan.profiles) {
      const name = profile.instanceProfileName;
      const role = profile.roles.map((id) => to.reference(id, 'name')).find((found) => found !== undefined);
      to.add(
        'aws_iam_instance_profile',
        name,
        { name, path: escapedTemplate(profile.path), role, tags: to.tags(profile.tags) },
        name,
      );
    }
  }

  #permissions(
    table: HolderTable,
    row: Blueprint['users'][number] | Blueprint['groups'][number] | Blueprint['roles'][number]['role'],
    name: string,
  ): void {
    const to = this.#to;
    const kind = table.slice(0, -1);
    const holder = { [kind]: to.reference(row.id, 'name') };
    for (const arn of row.attachedPolicies) {
      const policy_arn = this.#policy(arn);
      if (policy_arn === undefined) continue;
      const label = `${name} ${arn.slice(arn.lastIndexOf('/') + 1)}`;
      to.add(`aws_iam_${kind}_policy_attachment`, label, { ...holder, policy_arn }, `${name}/${arn}`);
    }
    for (const { policyName, document } of row.inlinePolicies) {
      const block = { name: policyName, ...holder, policy: to.text(document) };
      to.add(`aws_iam_${kind}_policy`, `${name} ${policyName}`, block, `${name}:${policyName}`);
    }
  }

  /** Returns a reference to a policy of the file. AWS's own policies stay as they are. */
  #policy(arn: Arn | undefined): string | undefined {
    if (arn === undefined || this.#plan.leftOut.has(arn)) return undefined;
    return this.#to.reference(arn, 'arn') ?? this.#to.text(arn);
  }

  #settings(): void {
    const to = this.#to;
    const { alias, passwordPolicy: policy } = this.#plan.account;
    if (alias !== undefined) to.add('aws_iam_account_alias', 'alias', { account_alias: alias }, alias);
    if (!policy) return;
    const block = {
      minimum_password_length: policy.minimumPasswordLength,
      require_symbols: policy.requireSymbols,
      require_numbers: policy.requireNumbers,
      require_uppercase_characters: policy.requireUppercaseCharacters,
      require_lowercase_characters: policy.requireLowercaseCharacters,
      allow_users_to_change_password: policy.allowUsersToChangePassword,
      max_password_age: policy.maxPasswordAge,
      password_reuse_prevention: policy.passwordReusePrevention,
      hard_expiry: policy.hardExpiry,
    };
    to.add('aws_iam_account_password_policy', 'policy', block, 'iam-account-password-policy');
  }
}
