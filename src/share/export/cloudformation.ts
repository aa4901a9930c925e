/**
 * Writes an account as a CloudFormation template (JSON). References set the order: `Ref` for groups and
 * managed policies, `DependsOn` for principals in trust and resource policies. The account's id in a document
 * becomes `AWS::AccountId`. The template needs CAPABILITY_NAMED_IAM and holds no secret.
 */

import type { AccountId, Arn } from '../../core/model/ids.ts';
import type { InlinePolicy } from '../../core/model/records/identities.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { apiTag } from '../../core/model/resource-kinds/kind.ts';
import { kindOfArn } from '../../core/model/resource-kinds/lookup.ts';
import { namedPrincipals } from '../../core/model/trust-principals.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Blueprint, blueprintOf, closedTrust } from './blueprint.ts';
import { FileNames, logicalId } from './file-names.ts';
import { notRebuilt, unbuilt } from './omitted.ts';

export interface CfnResource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface CfnTemplate {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Metadata: { readonly NotIncluded: readonly string[] };
  readonly Resources: Readonly<Record<string, CfnResource>>;
}

/** CloudFormation's quota of resources in one stack. */
const mostResources = 500;

export function cloudFormationTemplate(world: World, account: AccountId): CfnTemplate {
  const plan = blueprintOf(world, account);
  const { resources, skipped } = new Template(plan).build();
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Account ${account}. Deploy with --capabilities CAPABILITY_NAMED_IAM.`,
    Metadata: { NotIncluded: [...notRebuilt(world, plan), ...notInCloudFormation(plan), ...skipped] },
    Resources: resources,
  };
}

export const cloudFormationText = (template: CfnTemplate): string => `${JSON.stringify(template, null, 2)}\n`;

function notInCloudFormation({ account, policies, roles }: Blueprint): string[] {
  const older = policies.filter(({ versions }) => versions.length > 1);
  const tagged = policies.filter(({ tags }) => tags.length > 0);
  const circle = roles.filter(({ trustLater }) => trustLater).map(({ role }) => role.roleName);
  return [
    ...(older.length > 0 ? [`Versions of ${older.length} policies besides the default one.`] : []),
    ...(tagged.length > 0
      ? [`Tags of ${tagged.length} managed policies: CloudFormation cannot set them.`]
      : []),
    ...(account.alias === undefined ? [] : ['The account alias: CloudFormation has no resource for it.']),
    ...(account.passwordPolicy ? ['The password policy: CloudFormation has no resource for it.'] : []),
    ...(account.membership ? ['The organization and its control policies.'] : []),
    ...circle.map(
      (name) =>
        `The trust policy of ${name}: roles that name each other cannot be created in one step. It denies everybody for now.`,
    ),
  ];
}

class Template {
  readonly #plan: Blueprint;
  readonly #names = new FileNames(logicalId);
  readonly #resources: Record<string, CfnResource> = {};
  /** Logical ids by ARN, and for groups and roles also by unique id. */
  readonly #known = new Map<string, string>();
  readonly #skipped: string[] = [];
  readonly #unbuilt: string[] = [];

  constructor(plan: Blueprint) {
    this.#plan = plan;
  }

  build(): { resources: Record<string, CfnResource>; skipped: string[] } {
    this.#policies();
    this.#groups();
    this.#users();
    this.#providers();
    this.#roles();
    for (const one of this.#plan.resources) this.#resource(one.resource, one.policy);
    const count = Object.keys(this.#resources).length;
    if (count > mostResources) {
      this.#skipped.push(
        `It has ${count} resources; a stack takes ${mostResources}: split it before you deploy it.`,
      );
    }
    return { resources: this.#resources, skipped: [...this.#skipped, ...unbuilt(this.#unbuilt)] };
  }

  #add(
    kind: string,
    name: string,
    Type: string,
    properties: object,
    dependsOn: readonly string[] = [],
  ): string {
    const id = this.#names.next(kind, name);
    const given = Object.entries(properties).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    const own = dependsOn.filter((other) => other !== id);
    this.#resources[id] = {
      Type,
      ...(own.length > 0 ? { DependsOn: own } : {}),
      Properties: Object.fromEntries(given),
    };
    return id;
  }

  #policies(): void {
    for (const policy of this.#plan.policies) {
      const current = policy.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
      const id = this.#add('Policy', policy.policyName, 'AWS::IAM::ManagedPolicy', {
        ManagedPolicyName: policy.policyName,
        Path: policy.path,
        Description: policy.description,
        PolicyDocument: this.#document(current?.document ?? '{}'),
      });
      this.#known.set(policy.arn, id);
    }
  }

  #groups(): void {
    for (const group of this.#plan.groups) {
      const id = this.#add('Group', group.groupName, 'AWS::IAM::Group', {
        GroupName: group.groupName,
        Path: group.path,
        ...this.#permissions(group),
      });
      this.#known.set(group.id, id);
    }
  }

  #users(): void {
    for (const user of this.#plan.users) {
      const id = this.#add('User', user.userName, 'AWS::IAM::User', {
        UserName: user.userName,
        Path: user.path,
        Groups: user.groups.flatMap((group) => this.#ref(group)),
        PermissionsBoundary: this.#policyArn(user.permissionsBoundary),
        ...this.#permissions(user),
        Tags: user.tags.map(apiTag),
      });
      this.#known.set(user.arn, id);
    }
  }

  #providers(): void {
    for (const { samlProviderName: Name, arn, metadata, tags } of this.#plan.samlProviders) {
      const properties = { Name, SamlMetadataDocument: metadata, Tags: tags.map(apiTag) };
      this.#known.set(arn, this.#add('SamlProvider', Name, 'AWS::IAM::SAMLProvider', properties));
    }
    for (const { arn, url, clientIds, thumbprints, tags } of this.#plan.oidcProviders) {
      const properties = {
        Url: `https://${url}`,
        ClientIdList: clientIds,
        ThumbprintList: thumbprints,
        Tags: tags.map(apiTag),
      };
      this.#known.set(arn, this.#add('OidcProvider', url, 'AWS::IAM::OIDCProvider', properties));
    }
  }

  #roles(): void {
    for (const { role, trust, trustLater } of this.#plan.roles) {
      const document = trustLater ? closedTrust : trust;
      const properties = {
        RoleName: role.roleName,
        Path: role.path,
        Description: role.description,
        MaxSessionDuration: role.maxSessionDuration,
        AssumeRolePolicyDocument: this.#document(document),
        PermissionsBoundary: this.#policyArn(role.permissionsBoundary),
        ...this.#permissions(role),
        Tags: role.tags.map(apiTag),
      };
      const id = this.#add('Role', role.roleName, 'AWS::IAM::Role', properties, this.#named(document));
      this.#known.set(role.arn, id);
      this.#known.set(role.id, id);
    }
    for (const { role, service } of this.#plan.linkedRoles) {
      const [, CustomSuffix] = /^[^_]+_(.+)$/.exec(role.roleName) ?? [];
      this.#add('LinkedRole', role.roleName, 'AWS::IAM::ServiceLinkedRole', {
        AWSServiceName: service,
        CustomSuffix,
        Description: role.description,
      });
    }
    for (const profile of this.#plan.profiles) {
      const Roles = profile.roles.flatMap((role) => this.#ref(role));
      // AWS allows a profile without a role; CloudFormation does not.
      if (Roles.length === 0) {
        this.#skipped.push(`Instance profile ${profile.instanceProfileName}: it holds no role.`);
        continue;
      }
      this.#add('InstanceProfile', profile.instanceProfileName, 'AWS::IAM::InstanceProfile', {
        InstanceProfileName: profile.instanceProfileName,
        Path: profile.path,
        Roles,
      });
    }
  }

  #resource(resource: ResourceRecord, policy: string | undefined): void {
    const kind = kindOfArn(resource.arn);
    const form = kind?.exports?.cloudFormation;
    const properties = form?.properties(resource, policy);
    if (kind?.type === undefined || !form || !properties) {
      this.#unbuilt.push(resource.arn);
      return;
    }
    const { nameOf, one, type } = kind;
    const name = nameOf?.(resource.arn) ?? resource.name;
    const noun = one.charAt(0).toUpperCase() + one.slice(1);
    const document = policy === undefined ? undefined : this.#document(policy);
    const after = policy === undefined ? [] : this.#named(policy);
    const { policy: place } = form;
    const within = place !== undefined && 'within' in place && document !== undefined;
    const own = within ? place.within(document) : {};
    const all = { ...properties, ...own, Tags: resource.tags.map(apiTag) };
    const Ref = this.#add(noun, name, type, all, within ? after : []);
    if (place && !('within' in place) && document !== undefined)
      this.#add(`${noun}Policy`, name, place.type, place.properties({ Ref }, document), after);
    if (form.leftOut) this.#skipped.push(form.leftOut(name));
  }

  #permissions(holder: { attachedPolicies: readonly Arn[]; inlinePolicies: readonly InlinePolicy[] }) {
    return {
      ManagedPolicyArns: holder.attachedPolicies.flatMap((arn) => this.#policyArn(arn) ?? []),
      Policies: holder.inlinePolicies.map(({ policyName, document }) => ({
        PolicyName: policyName,
        PolicyDocument: this.#document(document),
      })),
    };
  }

  /** Returns a `Ref` for a policy of the template, which is its ARN. AWS's own policies stay as they are. */
  #policyArn(arn: Arn | undefined): unknown {
    if (arn === undefined || this.#plan.leftOut.has(arn)) return undefined;
    const id = this.#known.get(arn);
    return id === undefined ? arn : { Ref: id };
  }

  #ref(id: string): { Ref: string }[] {
    const logical = this.#known.get(id);
    return logical === undefined ? [] : [{ Ref: logical }];
  }

  /** Returns the resources that the document names as principals. They must exist first (G-53). */
  #named(document: string): string[] {
    return [...new Set(namedPrincipals(document).flatMap(({ value }) => this.#known.get(value) ?? []))];
  }

  #document(text: string): unknown {
    return substituted(JSON.parse(text), this.#plan.account.id);
  }
}

/** Turns texts that hold the account's id into `Fn::Sub`, and escapes what looks like a variable in them. */
function substituted(value: unknown, account: string): unknown {
  if (typeof value === 'string') {
    if (!value.includes(account)) return value;
    return { 'Fn::Sub': value.replaceAll('${', '${!').replaceAll(account, '${AWS::AccountId}') };
  }
  if (Array.isArray(value)) return value.map((one) => substituted(one, account));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substituted(one, account)]));
}
