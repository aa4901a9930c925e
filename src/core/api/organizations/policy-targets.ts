/** Attaches control policies to nodes and detaches them (G-01, G-02), and switches their types on and off. */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import {
  type ControlPolicyRecord,
  type ControlPolicyType,
  type OrganizationRecord,
  fullAwsAccess,
} from '../../model/records/organization.ts';
import type { World } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Answer, type Call, type Operation, done } from '../operation.ts';
import { rootView } from './organization.ts';
import { resultsOf } from './paging.ts';
import { checkPolicyCall, controlType, policyOf, typeKey, policyOperation, policyPage } from './policies.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/texts.ts';
import {
  arnOfNode,
  checkOn,
  membersOf,
  nodeOf,
  policiesOf,
  unitsOf,
  withoutTarget,
  managementOperation,
} from './tree.ts';

const attachmentLimit = { SERVICE_CONTROL_POLICY: 10, RESOURCE_CONTROL_POLICY: 5 } as const;

type TargetCall = Call<Api.AttachPolicyRequest>;

/** The call needs the permission on the policy and on the target. */
const checkBoth = (call: TargetCall, action: string) => {
  const policy = policyOf(call, call.params.PolicyId);
  return [
    ...checkPolicyCall(call, action),
    checkOn(action, arnOfNode(call, call.params.TargetId), policy && typeKey(policy.type)),
  ];
};

const noTarget = () => fail('TargetNotFoundException', orgTexts.targetMissing);

const attachPolicy = policyOperation('AttachPolicy', {
  checks: (call) => checkBoth(call, 'AttachPolicy'),
  run: ({ organization, policy }, call) => {
    const { TargetId: target } = call.params;
    if (!nodeOf(call.world, organization, target)) return noTarget();
    if (!organization.enabledPolicyTypes.includes(policy.type)) {
      return fail('PolicyTypeNotEnabledException', orgTexts.typeNotEnabled);
    }
    if (policy.targets.includes(target)) {
      return fail('DuplicatePolicyAttachmentException', orgTexts.attachedTwice);
    }
    if (attachedTo(call.world, organization, policy.type, target).length >= attachmentLimit[policy.type]) {
      return fail('ConstraintViolationException', orgTexts.attachmentQuota);
    }
    const targets = [...policy.targets, target];
    return done({}, [replaced('controlPolicies', policy, { ...policy, targets })]);
  },
});

const detachPolicy = policyOperation('DetachPolicy', {
  checks: (call) => checkBoth(call, 'DetachPolicy'),
  run: ({ organization, policy }, call) => {
    const { TargetId: target } = call.params;
    if (!nodeOf(call.world, organization, target)) return noTarget();
    if (!policy.targets.includes(target)) return fail('PolicyNotAttachedException', orgTexts.notAttached);
    // RCPFullAWSAccess can never be detached (G-01); one SCP must stay (G-02).
    const isLast =
      policy.type === 'SERVICE_CONTROL_POLICY' &&
      attachedTo(call.world, organization, policy.type, target).length === 1;
    if (isLast || policy.policyId === fullAwsAccess.RESOURCE_CONTROL_POLICY.policyId) {
      return fail('ConstraintViolationException', orgTexts.lastAttached);
    }
    return done({}, [replaced('controlPolicies', policy, withoutTarget(policy, target))]);
  },
});

const attachedTo = (
  world: World,
  organization: OrganizationRecord,
  type: ControlPolicyType,
  target: string,
): ControlPolicyRecord[] =>
  policiesOf(world, organization, type).filter(({ targets }) => targets.includes(target));

const listPoliciesForTarget = managementOperation('ListPoliciesForTarget', {
  checks: (call) => [
    checkOn('ListPoliciesForTarget', arnOfNode(call, call.params.TargetId), typeKey(call.params.Filter)),
  ],
  run: (organization, call) => {
    const { TargetId: target, Filter } = call.params;
    const type = controlType(Filter);
    if (!type.ok) return type;
    if (!nodeOf(call.world, organization, target)) return noTarget();
    return policyPage(attachedTo(call.world, organization, type.value, target), call);
  },
});

const listTargetsForPolicy = policyOperation('ListTargetsForPolicy', {
  run: ({ organization, policy }, call) => {
    const targets = policy.targets.flatMap((id) => nodeOf(call.world, organization, id) ?? []);
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

/** Makes an operation that switches a type of policies on or off, for the whole organization. */
function policyTypeOperation(
  name: 'EnablePolicyType' | 'DisablePolicyType',
  run: (
    organization: OrganizationRecord,
    type: ControlPolicyType,
    world: World,
  ) => Answer<Api.EnablePolicyTypeResponse>,
): Operation {
  return managementOperation(name, {
    checks: (call) => [checkOn(name, arnOfNode(call, call.params.RootId), typeKey(call.params.PolicyType))],
    run: (organization, { world, params }) => {
      const type = controlType(params.PolicyType);
      if (!type.ok) return type;
      if (params.RootId !== organization.rootId) return fail('RootNotFoundException', orgTexts.rootMissing);
      return run(organization, type.value, world);
    },
  });
}

const enablePolicyType = policyTypeOperation('EnablePolicyType', (organization, type, world) => {
  if (organization.featureSet !== 'ALL') {
    return fail('PolicyTypeNotAvailableForOrganizationException', orgTexts.noAllFeatures);
  }
  if (organization.enabledPolicyTypes.includes(type)) {
    return fail('PolicyTypeAlreadyEnabledException', orgTexts.typeEnabled);
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
  if (!organization.enabledPolicyTypes.includes(type)) {
    return fail('PolicyTypeNotEnabledException', orgTexts.typeNotEnabled);
  }
  const enabledPolicyTypes = organization.enabledPolicyTypes.filter((other) => other !== type);
  const after = { ...organization, enabledPolicyTypes };
  return done({ Root: rootView(after) }, [
    replaced('organizations', organization, after),
    ...policiesOf(world, organization, type).map(takenOff),
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
