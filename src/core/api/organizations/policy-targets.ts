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
import { type Call, type Operation, done, isFailure, organizationsOperation } from '../operation.ts';
import { rootView } from './organization.ts';
import { resultsOf } from './paging.ts';
import { checkPolicyCall, controlType, ownPolicy, policyOf, summaryView, typeKey } from './policies.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/texts.ts';
import {
  arnOfNode,
  checkOn,
  managed,
  membersOf,
  nodeOf,
  policiesOf,
  unitsOf,
  withoutTarget,
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

const attachPolicy = organizationsOperation('AttachPolicy', {
  checks: (call) => checkBoth(call, 'AttachPolicy'),
  run: (call) => {
    const found = ownPolicy(call);
    if (isFailure(found)) return found;
    const { organization, policy } = found;
    const { TargetId: target } = call.params;
    if (!nodeOf(call.world, organization, target)) {
      return fail('TargetNotFoundException', orgTexts.targetMissing);
    }
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

const detachPolicy = organizationsOperation('DetachPolicy', {
  checks: (call) => checkBoth(call, 'DetachPolicy'),
  run: (call) => {
    const found = ownPolicy(call);
    if (isFailure(found)) return found;
    const { organization, policy } = found;
    const { TargetId: target } = call.params;
    if (!nodeOf(call.world, organization, target)) {
      return fail('TargetNotFoundException', orgTexts.targetMissing);
    }
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

const listPoliciesForTarget = organizationsOperation('ListPoliciesForTarget', {
  checks: (call) => [
    checkOn('ListPoliciesForTarget', arnOfNode(call, call.params.TargetId), typeKey(call.params.Filter)),
  ],
  run: (call) => {
    const organization = managed(call);
    if (isFailure(organization)) return organization;
    const { TargetId: target, Filter } = call.params;
    const type = controlType(Filter);
    if (typeof type === 'object') return type;
    if (!nodeOf(call.world, organization, target)) {
      return fail('TargetNotFoundException', orgTexts.targetMissing);
    }
    const page = resultsOf(attachedTo(call.world, organization, type, target), ({ id }) => id, call.params);
    return isFailure(page) ? page : done({ Policies: page.items.map(summaryView), ...page.more });
  },
});

const listTargetsForPolicy = organizationsOperation('ListTargetsForPolicy', {
  checks: (call) => checkPolicyCall(call, 'ListTargetsForPolicy'),
  run: (call) => {
    const found = ownPolicy(call);
    if (isFailure(found)) return found;
    const { organization, policy } = found;
    const targets = policy.targets.flatMap((id) => nodeOf(call.world, organization, id) ?? []);
    const page = resultsOf(targets, ({ id }) => id, call.params);
    if (isFailure(page)) return page;
    const views = page.items.map(({ id, arn, name, type }) => ({
      TargetId: id,
      Arn: arn,
      Name: name,
      Type: type,
    }));
    return done({ Targets: views, ...page.more });
  },
});

const enablePolicyType = organizationsOperation('EnablePolicyType', {
  checks: (call) => [
    checkOn('EnablePolicyType', arnOfNode(call, call.params.RootId), typeKey(call.params.PolicyType)),
  ],
  run: (call) => {
    const switched = switchOf(call);
    if (isFailure(switched)) return switched;
    const { organization, type } = switched;
    if (organization.featureSet !== 'ALL') {
      return fail('PolicyTypeNotAvailableForOrganizationException', orgTexts.noAllFeatures);
    }
    if (organization.enabledPolicyTypes.includes(type)) {
      return fail('PolicyTypeAlreadyEnabledException', orgTexts.typeEnabled);
    }
    const after = { ...organization, enabledPolicyTypes: [...organization.enabledPolicyTypes, type] };
    return done({ Root: rootView(after) }, [
      replaced('organizations', organization, after),
      created('controlPolicies', everywhere(call.world, organization, type)),
    ]);
  },
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

const disablePolicyType = organizationsOperation('DisablePolicyType', {
  checks: (call) => [
    checkOn('DisablePolicyType', arnOfNode(call, call.params.RootId), typeKey(call.params.PolicyType)),
  ],
  run: (call) => {
    const switched = switchOf(call);
    if (isFailure(switched)) return switched;
    const { organization, type } = switched;
    if (!organization.enabledPolicyTypes.includes(type)) {
      return fail('PolicyTypeNotEnabledException', orgTexts.typeNotEnabled);
    }
    const enabledPolicyTypes = organization.enabledPolicyTypes.filter((other) => other !== type);
    const after = { ...organization, enabledPolicyTypes };
    return done({ Root: rootView(after) }, [
      replaced('organizations', organization, after),
      ...policiesOf(call.world, organization, type).map(takenOff),
    ]);
  },
});

/** Detaches a policy of a disabled type from every node. Enabling the type again does not attach it. */
const takenOff = (policy: ControlPolicyRecord): Change =>
  policy.awsManaged
    ? deleted('controlPolicies', policy)
    : replaced('controlPolicies', policy, { ...policy, targets: [] });

function switchOf(call: Call<Api.EnablePolicyTypeRequest>) {
  const organization = managed(call);
  if (isFailure(organization)) return organization;
  const type = controlType(call.params.PolicyType);
  if (typeof type === 'object') return type;
  return call.params.RootId === organization.rootId
    ? { organization, type }
    : fail('RootNotFoundException', orgTexts.rootMissing);
}

export const policyTargetOperations: Operation[] = [
  attachPolicy,
  detachPolicy,
  listPoliciesForTarget,
  listTargetsForPolicy,
  enablePolicyType,
  disablePolicyType,
];
