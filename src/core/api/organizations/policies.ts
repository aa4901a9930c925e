/** Policies of an organization. Only SCPs and RCPs decide requests (PT-9, PT-10), others none (Y-12). */

import { standing } from '../../authz/organization.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '../../model/records/organization.ts';
import { type ControlPolicyType, controlPolicyTypes } from '../../model/records/lists.ts';
import type { World } from '../../model/world/world.ts';
import { checkPolicy } from '../../policy/checks/check.ts';
import { parseJson } from '../../policy/syntax/json.ts';
import { creationTagKeys, tagsOf } from '../iam/tag-rules.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Answer, type Call, type PermissionCheck, type Operation, done } from '../operation.ts';
import { checkAll, checkInOrganization, delegableOperation } from './caller.ts';
import { constraint } from './errors.ts';
import { newOrganizationId } from './organization.ts';
import { resultsOf, type Paged } from '../paging.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { type AnyPolicy, anyPolicy, isControlPolicy, organizationPoliciesOf, typeKey } from './tree.ts';
import { allTags, changedDetails, forgotten } from './details.ts';
import { refuseOrganizationTags, taggedAtCreation } from './tags.ts';

const grammar = { SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp' } as const;

const sizeLimits: Partial<Record<AnyPolicy['type'], number>> = {
  SERVICE_CONTROL_POLICY: 10_240,
  RESOURCE_CONTROL_POLICY: 5120,
  AISERVICES_OPT_OUT_POLICY: 2500,
};
const usualSizeLimit = 10_000;

/** The one member that a policy of that type begins with, where its documentation says so. */
const contents: Partial<Record<AnyPolicy['type'], string>> = {
  AISERVICES_OPT_OUT_POLICY: 'services',
  BACKUP_POLICY: 'plans',
  DECLARATIVE_POLICY_EC2: 'ec2_attributes',
  TAG_POLICY: 'tags',
};

const createPolicy = delegableOperation('CreatePolicy', {
  checks: ({ params }) => [
    checkAll('CreatePolicy', { ...typeKey(params.Type), ...creationTagKeys(params.Tags) }),
  ],
  run: (organization, call) => {
    const { env, params, now } = call;
    const { Type: type, Tags } = params;
    if (organization.featureSet !== 'ALL') {
      return fail('PolicyTypeNotAvailableForOrganizationException', orgTexts.noAllFeatures);
    }
    const refused =
      refuseContent(type, params.Content) ??
      refuseName(call, organization, type, params.Name, undefined) ??
      refuseOrganizationTags(Tags);
    if (refused) return refused;
    const policyId = newOrganizationId('p-', env.random, 8);
    const policy = {
      policyId,
      arn: unsafeArn(
        `arn:aws:organizations::${organization.account}:policy/${organization.id}/${type.toLowerCase()}/${policyId}`,
      ),
      name: params.Name,
      description: params.Description,
      content: params.Content,
      targets: [],
    };
    if (!isControlType(type)) {
      const made = { ...policy, type, changed: now };
      const policies = [...managementPolicies(organization), made];
      const tags = allTags(organization, policyId, tagsOf(Tags));
      return done({ Policy: policyView(made) }, [changedDetails(organization, { policies, tags })]);
    }
    const made: ControlPolicyRecord = {
      ...policy,
      id: unsafeEntityId(`${organization.id}/${policyId}`),
      account: organization.account,
      organization: organization.id,
      type,
      awsManaged: false,
    };
    return done({ Policy: policyView(made) }, [
      created('controlPolicies', made),
      ...taggedAtCreation(organization, policyId, Tags),
    ]);
  },
});

const isAwsManaged = (policy: AnyPolicy): boolean => isControlPolicy(policy) && policy.awsManaged;

const updatePolicy = policyOperation('UpdatePolicy', {
  run: ({ organization, policy }, call) => {
    if (isAwsManaged(policy)) return fail('AccessDeniedException', orgTexts.policyManaged);
    const { Name = policy.name, Description = policy.description, Content = policy.content } = call.params;
    const refused =
      refuseContent(policy.type, Content) ??
      refuseName(call, organization, policy.type, Name, policy.policyId);
    if (refused) return refused;
    const after = { ...policy, name: Name, description: Description, content: Content };
    return done({ Policy: policyView(after) }, [changedPolicy(organization, after, call)]);
  },
});

const deletePolicy = policyOperation('DeletePolicy', {
  run: ({ organization, policy }) => {
    if (isAwsManaged(policy)) return fail('AccessDeniedException', orgTexts.policyManaged);
    if (policy.targets.length > 0) return fail('PolicyInUseException', orgTexts.policyInUse);
    if (isControlPolicy(policy))
      return done({}, [...forgotten(organization, policy.policyId), deleted('controlPolicies', policy)]);
    const policies = managementPolicies(organization).filter((one) => one !== policy);
    const tags = allTags(organization, policy.policyId, []);
    return done({}, [changedDetails(organization, { policies, tags })]);
  },
});

const describePolicy = policyOperation('DescribePolicy', {
  run: ({ policy }) => done({ Policy: policyView(policy) }),
});

const listPolicies = delegableOperation('ListPolicies', {
  checks: ({ params }) => [checkAll('ListPolicies', typeKey(params.Filter))],
  run: (organization, call) =>
    controlPolicyPage(allOfType(call.world, organization, call.params.Filter), call),
});

export const isControlType = (type: AnyPolicy['type']): type is ControlPolicyType =>
  controlPolicyTypes.some((known) => known === type);

const managementPolicies = ({ details }: OrganizationRecord) => details?.policies ?? [];

export const allOfType = (
  world: World,
  organization: OrganizationRecord,
  type: AnyPolicy['type'],
): readonly AnyPolicy[] =>
  isControlType(type)
    ? organizationPoliciesOf(world, organization, type)
    : managementPolicies(organization).filter((policy) => policy.type === type);

export function changedPolicy(
  organization: OrganizationRecord,
  after: AnyPolicy,
  { world, now }: Call<unknown>,
): Change {
  const before = isControlPolicy(after) ? world.controlPolicies.get(after.id) : undefined;
  if (isControlPolicy(after) && before) return replaced('controlPolicies', before, after);
  return changedDetails(organization, {
    policies: managementPolicies(organization).map((one) =>
      one.policyId === after.policyId ? { ...one, ...after, type: one.type, changed: now } : one,
    ),
  });
}

function refuseContent(type: AnyPolicy['type'], content: string): ApiFailure | undefined {
  // White space counts too. AWS's console removes it before it saves (PT-9, PT-10).
  if (content.length > (sizeLimits[type] ?? usualSizeLimit)) {
    return constraint('POLICY_CONTENT_LIMIT_EXCEEDED');
  }
  const isWell = isControlType(type)
    ? checkPolicy(content, grammar[type]).length === 0
    : isManagementPolicy(content, contents[type]);
  return isWell ? undefined : fail('MalformedPolicyDocumentException', orgTexts.malformed);
}

function isManagementPolicy(content: string, member: string | undefined): boolean {
  const json = parseJson(content);
  if (!json.ok || json.value.kind !== 'object') return false;
  const { members } = json.value;
  return members.length > 0 && (member === undefined || members.every(({ name }) => name === member));
}

function refuseName(
  { world }: Call<unknown>,
  organization: OrganizationRecord,
  type: AnyPolicy['type'],
  name: string,
  self: string | undefined,
): ApiFailure | undefined {
  const taken = allOfType(world, organization, type).some(
    (other) => other.name === name && other.policyId !== self,
  );
  return taken ? fail('DuplicatePolicyException', orgTexts.policyExists) : undefined;
}

interface OnePolicy {
  readonly PolicyId: string;
}

export function organizationPolicyOf({ world, account }: Call<unknown>, id: string): AnyPolicy | undefined {
  const own = standing(world, account.id);
  return own && anyPolicy(world, own.organization, id);
}

export function checkPolicyCall(call: Call<OnePolicy>, action: string): PermissionCheck[] {
  const policy = organizationPolicyOf(call, call.params.PolicyId);
  return [checkInOrganization(action, policy?.arn, policy && typeKey(policy.type))];
}

type PolicyCall = {
  [Name in keyof Api.OrganizationsInputs]: Api.OrganizationsInputs[Name] extends OnePolicy ? Name : never;
}[keyof Api.OrganizationsInputs];

/** Makes an operation on a policy of the organization. It needs the permission on it, unless `checks` differ. */
export function policyOperation<Name extends PolicyCall>(
  name: Name,
  {
    checks = (call) => checkPolicyCall(call, name),
    run,
  }: {
    readonly checks?: (call: Call<Api.OrganizationsInputs[Name]>) => readonly PermissionCheck[];
    readonly run: (
      found: { readonly organization: OrganizationRecord; readonly policy: AnyPolicy },
      call: Call<Api.OrganizationsInputs[Name]>,
    ) => Answer<Api.OrganizationsOutputs[Name]>;
  },
): Operation {
  return delegableOperation(name, {
    checks,
    run: (organization, call) => {
      const policy = organizationPolicyOf(call, call.params.PolicyId);
      return policy
        ? run({ organization, policy }, call)
        : fail('PolicyNotFoundException', orgTexts.policyMissing);
    },
  });
}

const summaryView = (policy: AnyPolicy): Api.PolicySummary => ({
  Id: policy.policyId,
  Arn: policy.arn,
  Name: policy.name,
  Description: policy.description,
  Type: policy.type,
  AwsManaged: isAwsManaged(policy),
});

export function controlPolicyPage(policies: readonly AnyPolicy[], { params }: Call<Paged>) {
  const page = resultsOf(policies, ({ policyId }) => policyId, params);
  return page.ok ? done({ Policies: page.value.items.map(summaryView), ...page.value.more }) : page;
}

const policyView = (policy: AnyPolicy): Api.Policy => ({
  PolicySummary: summaryView(policy),
  Content: policy.content,
});

export const organizationPolicyOperations: Operation[] = [
  createPolicy,
  updatePolicy,
  deletePolicy,
  describePolicy,
  listPolicies,
];
