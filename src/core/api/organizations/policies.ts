/** Service and resource control policies (PT-9, PT-10): created, changed, listed, deleted. */

import type { RequestContext } from '../../authz/decision.ts';
import { standing } from '../../authz/organization.ts';
import { created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import {
  type ControlPolicyRecord,
  type ControlPolicyType,
  type OrganizationRecord,
  controlPolicyTypes,
} from '../../model/records/organization.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { checkPolicy } from '../../policy/checks/check.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Answer, type Call, type Check, type Operation, done } from '../operation.ts';
import { newOrganizationId } from './organization.ts';
import { resultsOf, type Paged } from './paging.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/texts.ts';
import { checkAll, checkOn, policiesOf, managementOperation } from './tree.ts';

const sizeLimit = { SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5120 } as const;
const grammar = { SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp' } as const;
const arnType = {
  SERVICE_CONTROL_POLICY: 'service_control_policy',
  RESOURCE_CONTROL_POLICY: 'resource_control_policy',
} as const;

const createPolicy = managementOperation('CreatePolicy', {
  checks: ({ params }) => [checkAll('CreatePolicy', typeKey(params.Type))],
  run: (organization, call) => {
    const { env, params } = call;
    const type = controlType(params.Type);
    if (!type.ok) return type;
    if (organization.featureSet !== 'ALL') {
      return fail('PolicyTypeNotAvailableForOrganizationException', orgTexts.noAllFeatures);
    }
    const refused =
      refuseContent(type.value, params.Content) ??
      refuseName(call, organization, type.value, params.Name, undefined);
    if (refused) return refused;
    const policyId = newOrganizationId('p-', env.random, 8);
    const policy: ControlPolicyRecord = {
      id: unsafeEntityId(`${organization.id}/${policyId}`),
      account: organization.account,
      organization: organization.id,
      policyId,
      arn: unsafeArn(
        `arn:aws:organizations::${organization.account}:policy/${organization.id}/${arnType[type.value]}/${policyId}`,
      ),
      type: type.value,
      name: params.Name,
      description: params.Description,
      content: params.Content,
      awsManaged: false,
      targets: [],
    };
    return done({ Policy: policyView(policy) }, [created('controlPolicies', policy)]);
  },
});

const updatePolicy = policyOperation('UpdatePolicy', {
  run: ({ organization, policy }, call) => {
    if (policy.awsManaged) return fail('AccessDeniedException', orgTexts.policyManaged);
    const { Name = policy.name, Description = policy.description, Content = policy.content } = call.params;
    const refused =
      refuseContent(policy.type, Content) ?? refuseName(call, organization, policy.type, Name, policy.id);
    if (refused) return refused;
    const after = { ...policy, name: Name, description: Description, content: Content };
    return done({ Policy: policyView(after) }, [replaced('controlPolicies', policy, after)]);
  },
});

const deletePolicy = policyOperation('DeletePolicy', {
  run: ({ policy }) => {
    if (policy.awsManaged) return fail('AccessDeniedException', orgTexts.policyManaged);
    if (policy.targets.length > 0) return fail('PolicyInUseException', orgTexts.policyInUse);
    return done({}, [deleted('controlPolicies', policy)]);
  },
});

const describePolicy = policyOperation('DescribePolicy', {
  run: ({ policy }) => done({ Policy: policyView(policy) }),
});

const listPolicies = managementOperation('ListPolicies', {
  checks: ({ params }) => [checkAll('ListPolicies', typeKey(params.Filter))],
  run: (organization, call) => {
    const type = controlType(call.params.Filter);
    return type.ok ? policyPage(policiesOf(call.world, organization, type.value), call) : type;
  },
});

/** Refuses other kinds of organization policies: they decide nothing about access and are not simulated. */
export function controlType(type: string): Result<ControlPolicyType, AwsError> {
  const found = controlPolicyTypes.find((known) => known === type);
  return found
    ? ok(found)
    : fail('PolicyTypeNotAvailableForOrganizationException', orgTexts.typeNotSimulated(type));
}

export const typeKey = (type: string): RequestContext => ({ 'organizations:PolicyType': type });

function refuseContent(type: ControlPolicyType, content: string): ApiFailure | undefined {
  // White space counts too. AWS's console removes it before it saves (PT-9, PT-10).
  if (content.length > sizeLimit[type]) {
    return fail('ConstraintViolationException', orgTexts.policySize);
  }
  return checkPolicy(content, grammar[type]).length > 0
    ? fail('MalformedPolicyDocumentException', orgTexts.malformed)
    : undefined;
}

function refuseName(
  { world }: Call<unknown>,
  organization: OrganizationRecord,
  type: ControlPolicyType,
  name: string,
  self: string | undefined,
): ApiFailure | undefined {
  const taken = policiesOf(world, organization, type).some(
    (other) => other.name === name && other.id !== self,
  );
  return taken ? fail('DuplicatePolicyException', orgTexts.policyExists) : undefined;
}

interface OnePolicy {
  readonly PolicyId: string;
}

/** The policy of that id in the caller's organization. */
export function policyOf({ world, account }: Call<unknown>, id: string): ControlPolicyRecord | undefined {
  const own = standing(world, account.id);
  return own && world.controlPolicies.get(`${own.organization.id}/${id}`);
}

export function checkPolicyCall(call: Call<OnePolicy>, action: string): Check[] {
  const policy = policyOf(call, call.params.PolicyId);
  return [checkOn(action, policy?.arn, policy && typeKey(policy.type))];
}

interface FoundPolicy {
  readonly organization: OrganizationRecord;
  readonly policy: ControlPolicyRecord;
}

/** The operations whose input names a policy. */
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
    readonly checks?: (call: Call<Api.OrganizationsInputs[Name]>) => readonly Check[];
    readonly run: (
      found: FoundPolicy,
      call: Call<Api.OrganizationsInputs[Name]>,
    ) => Answer<Api.OrganizationsOutputs[Name]>;
  },
): Operation {
  return managementOperation(name, {
    checks,
    run: (organization, call) => {
      const policy = policyOf(call, call.params.PolicyId);
      return policy
        ? run({ organization, policy }, call)
        : fail('PolicyNotFoundException', orgTexts.policyMissing);
    },
  });
}

const summaryView = (policy: ControlPolicyRecord): Api.PolicySummary => ({
  Id: policy.policyId,
  Arn: policy.arn,
  Name: policy.name,
  Description: policy.description,
  Type: policy.type,
  AwsManaged: policy.awsManaged,
});

export function policyPage(policies: readonly ControlPolicyRecord[], { params }: Call<Paged>) {
  const page = resultsOf(policies, ({ id }) => id, params);
  return page.ok ? done({ Policies: page.value.items.map(summaryView), ...page.value.more }) : page;
}

const policyView = (policy: ControlPolicyRecord): Api.Policy => ({
  PolicySummary: summaryView(policy),
  Content: policy.content,
});

export const policyOperations: Operation[] = [
  createPolicy,
  updatePolicy,
  deletePolicy,
  describePolicy,
  listPolicies,
];
