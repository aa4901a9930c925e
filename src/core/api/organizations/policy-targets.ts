/** Attaches control policies to nodes and detaches them (G-01, G-02), and switches their types on and off. */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '../../model/records/organization.ts';
import { type ControlPolicyType, fullAwsAccess } from '../../model/records/lists.ts';
import type { World } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Answer, type Call, type Operation, done } from '../operation.ts';
import { checkInOrganization, delegableOperation } from './caller.ts';
import { organizationWithDetails } from './details.ts';
import { constraint, invalidInput } from './errors.ts';
import { rootView } from './organization.ts';
import { resultsOf } from '../paging.ts';
import {
  allOfType,
  changedPolicy,
  checkPolicyCall,
  isControlType,
  organizationPolicyOf,
  policyOperation,
  controlPolicyPage,
} from './policies.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import {
  type AnyPolicy,
  typeKey,
  arnOfNode,
  membersOf,
  organizationNodeOf,
  organizationPoliciesOf,
  unitsOf,
  withoutTarget,
} from './tree.ts';

/** The quota of policies on one node; 10 for the types that are not here (unverified). */
const attachmentLimits: Partial<Record<AnyPolicy['type'], number>> = {
  RESOURCE_CONTROL_POLICY: 5,
  AISERVICES_OPT_OUT_POLICY: 5,
  CHATBOT_POLICY: 5,
};
const usualAttachmentLimit = 10;

/** The call needs the permission on the policy and on the target. */
const checkBoth = (call: Call<Api.AttachPolicyRequest>, action: string) => {
  const policy = organizationPolicyOf(call, call.params.PolicyId);
  return [
    ...checkPolicyCall(call, action),
    checkInOrganization(action, arnOfNode(call, call.params.TargetId), policy && typeKey(policy.type)),
  ];
};

const noTarget = () => fail('TargetNotFoundException', orgTexts.targetMissing);

const attachPolicy = policyOperation('AttachPolicy', {
  checks: (call) => checkBoth(call, 'AttachPolicy'),
  run: ({ organization, policy }, call) => {
    const { TargetId: target } = call.params;
    if (!organizationNodeOf(call.world, organization, target)) return noTarget();
    if (!isEnabled(organization, policy.type)) {
      return fail('PolicyTypeNotEnabledException', orgTexts.typeNotEnabled);
    }
    if (policy.targets.includes(target)) {
      return fail('DuplicatePolicyAttachmentException', orgTexts.attachedTwice);
    }
    if (
      attachedTo(call.world, organization, policy.type, target).length >=
      (attachmentLimits[policy.type] ?? usualAttachmentLimit)
    ) {
      return constraint('MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
    }
    const targets = [...policy.targets, target];
    return done({}, [changedPolicy(organization, { ...policy, targets }, call)]);
  },
});

const detachPolicy = policyOperation('DetachPolicy', {
  checks: (call) => checkBoth(call, 'DetachPolicy'),
  run: ({ organization, policy }, call) => {
    const { TargetId: target } = call.params;
    if (!organizationNodeOf(call.world, organization, target)) return noTarget();
    if (!policy.targets.includes(target)) return fail('PolicyNotAttachedException', orgTexts.notAttached);
    // RCPFullAWSAccess can never be detached (G-01); one SCP must stay (G-02).
    const isLast =
      policy.type === 'SERVICE_CONTROL_POLICY' &&
      attachedTo(call.world, organization, policy.type, target).length === 1;
    if (isLast) return constraint('MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
    if (policy.policyId === fullAwsAccess.RESOURCE_CONTROL_POLICY.policyId)
      return invalidInput('NON_DETACHABLE_POLICY');
    return done({}, [changedPolicy(organization, withoutTarget(policy, target), call)]);
  },
});

const attachedTo = (
  world: World,
  organization: OrganizationRecord,
  type: AnyPolicy['type'],
  target: string,
): readonly AnyPolicy[] =>
  allOfType(world, organization, type).filter(({ targets }) => targets.includes(target));

const listPoliciesForTarget = delegableOperation('ListPoliciesForTarget', {
  checks: (call) => [
    checkInOrganization(
      'ListPoliciesForTarget',
      arnOfNode(call, call.params.TargetId),
      typeKey(call.params.Filter),
    ),
  ],
  run: (organization, call) => {
    const { TargetId: target, Filter } = call.params;
    if (!organizationNodeOf(call.world, organization, target)) return noTarget();
    return controlPolicyPage(attachedTo(call.world, organization, Filter, target), call);
  },
});

const listTargetsForPolicy = policyOperation('ListTargetsForPolicy', {
  run: ({ organization, policy }, call) => {
    const targets = policy.targets.flatMap((id) => organizationNodeOf(call.world, organization, id) ?? []);
    const page = resultsOf(targets, ({ id }) => id, call.params);
    if (!page.ok) return page;
    const views = page.value.items.map(({ id, arn, name, type }) => ({
      TargetId: id,
      Arn: arn,
      Name: name,
      Type: type,
    }));
    return done({ Targets: views, ...page.value.more });
  },
});

const isEnabled = ({ enabledPolicyTypes, details }: OrganizationRecord, type: AnyPolicy['type']): boolean =>
  isControlType(type) ? enabledPolicyTypes.includes(type) : details?.policyTypes?.includes(type) === true;

/** Makes an operation that switches a type of policies on or off, for the whole organization. */
function policyTypeOperation(
  name: 'EnablePolicyType' | 'DisablePolicyType',
  run: (
    organization: OrganizationRecord,
    type: AnyPolicy['type'],
    world: World,
  ) => Answer<Api.EnablePolicyTypeResponse>,
): Operation {
  return delegableOperation(name, {
    checks: (call) => [
      checkInOrganization(name, arnOfNode(call, call.params.RootId), typeKey(call.params.PolicyType)),
    ],
    run: (organization, { world, params }) =>
      params.RootId === organization.rootId
        ? run(organization, params.PolicyType, world)
        : fail('RootNotFoundException', orgTexts.rootMissing),
  });
}

const enablePolicyType = policyTypeOperation('EnablePolicyType', (organization, type, world) => {
  if (organization.featureSet !== 'ALL') {
    return fail('PolicyTypeNotAvailableForOrganizationException', orgTexts.noAllFeatures);
  }
  if (isEnabled(organization, type)) {
    return fail('PolicyTypeAlreadyEnabledException', orgTexts.typeEnabled);
  }
  if (!isControlType(type)) {
    const policyTypes = [...(organization.details?.policyTypes ?? []), type];
    const after = organizationWithDetails(organization, { policyTypes });
    return done({ Root: rootView(after) }, [replaced('organizations', organization, after)]);
  }
  const after = { ...organization, enabledPolicyTypes: [...organization.enabledPolicyTypes, type] };
  return done({ Root: rootView(after) }, [
    replaced('organizations', organization, after),
    created('controlPolicies', everywhere(world, organization, type)),
  ]);
});

/** Returns the policy that AWS attaches to every node when a type is enabled. */
function everywhere(
  world: World,
  organization: OrganizationRecord,
  type: ControlPolicyType,
): ControlPolicyRecord {
  const { policyId, name } = fullAwsAccess[type];
  const isScp = type === 'SERVICE_CONTROL_POLICY';
  const statement = {
    Effect: 'Allow',
    ...(isScp ? {} : { Principal: '*' }),
    Action: '*',
    Resource: '*',
  };
  return {
    id: unsafeEntityId(`${organization.id}/${policyId}`),
    account: organization.account,
    organization: organization.id,
    policyId,
    arn: unsafeArn(`arn:aws:organizations::aws:policy/${type.toLowerCase()}/${policyId}`),
    type,
    name,
    description: isScp ? 'Allows access to every operation' : 'Allows access to every resource',
    content: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2),
    awsManaged: true,
    targets: [
      organization.rootId,
      ...unitsOf(world, organization).map(({ id }) => id),
      ...membersOf(world, organization).map(({ id }) => id),
    ],
  };
}

const disablePolicyType = policyTypeOperation('DisablePolicyType', (organization, type, world) => {
  if (!isEnabled(organization, type)) {
    return fail('PolicyTypeNotEnabledException', orgTexts.typeNotEnabled);
  }
  if (!isControlType(type)) {
    const { policyTypes = [], policies = [] } = organization.details ?? {};
    const after = organizationWithDetails(organization, {
      policyTypes: policyTypes.filter((other) => other !== type),
      policies: policies.map((policy) => (policy.type === type ? { ...policy, targets: [] } : policy)),
    });
    return done({ Root: rootView(after) }, [replaced('organizations', organization, after)]);
  }
  const enabledPolicyTypes = organization.enabledPolicyTypes.filter((other) => other !== type);
  const after = { ...organization, enabledPolicyTypes };
  return done({ Root: rootView(after) }, [
    replaced('organizations', organization, after),
    ...organizationPoliciesOf(world, organization, type).map(takenOff),
  ]);
});

/** Detaches a policy of a disabled type from every node. Enabling the type again does not attach it. */
const takenOff = (policy: ControlPolicyRecord): Change =>
  policy.awsManaged
    ? deleted('controlPolicies', policy)
    : replaced('controlPolicies', policy, { ...policy, targets: [] });

export const policyTargetOperations: Operation[] = [
  attachPolicy,
  detachPolicy,
  listPoliciesForTarget,
  listTargetsForPolicy,
  enablePolicyType,
  disablePolicyType,
];
