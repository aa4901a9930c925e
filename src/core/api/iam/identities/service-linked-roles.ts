/**
 * Service-linked roles (N-31, E-53): created by the service's name, deleted by a task. The role goes when its
 * deletion is accepted; the task then reports it, like AWS's (N-42).
 */

import { parseArn, roleArn } from '#core/model/arn.ts';
import { created, deleted } from '#core/model/world/change.ts';
import { type Arn, idPrefixes, newUniqueId, newUuid, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { DeletionTaskRecord } from '#core/model/records/jobs.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import { ownedInOrder } from '#core/model/world/world.ts';
import { fail, overTableQuota } from '../../errors/codes.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { checkAccount, findEntity, isServiceLinked } from '../entities.ts';
import { isJobDone, polled } from '#core/model/world/dates.ts';
import { type LinkedService, linkedServices } from './linked-services.ts';
import { usablePolicy } from '../policies/usable-policies.ts';
import { newRoleView } from '../views.ts';
import { onEntity } from '../entity-operation.ts';
import { defined } from '#core/model/defined.ts';

const pathOf = (service: string): string => `/aws-service-role/${service}/`;

const roleNameOf = ({ role }: LinkedService, { CustomSuffix }: { readonly CustomSuffix?: string }): string =>
  CustomSuffix === undefined ? role : `${role}_${CustomSuffix}`;

const createServiceLinkedRole = iamOperation('CreateServiceLinkedRole', {
  checks: ({ account, params }) => {
    const service = linkedServices.get(params.AWSServiceName);
    const name = service ? roleNameOf(service, params) : 'AWSServiceRoleFor';
    const resource = roleArn(account.id, pathOf(params.AWSServiceName), name);
    const context = { 'iam:AWSServiceName': params.AWSServiceName };
    return [{ action: 'iam:CreateServiceLinkedRole', resource, printed: resource, context }];
  },
  run: (call) => {
    const { AWSServiceName, Description, CustomSuffix } = call.params;
    const service = linkedServices.get(AWSServiceName);
    if (!service) return fail('InvalidInput', unverifiedTexts.unknownLinkedService(AWSServiceName));
    if (CustomSuffix !== undefined && !service.suffix)
      return fail('InvalidInput', errorTexts.noSuffix(AWSServiceName));
    const name = roleNameOf(service, call.params);
    if (findEntity(call, 'roles', name)) return fail('InvalidInput', errorTexts.linkedRoleExists(name));
    const exceeded = overTableQuota(call, 'roles');
    if (exceeded) return exceeded;
    // A policy that the reference data lacks cannot be attached; the role is useful without it.
    const used = usablePolicy(call, `arn:aws:iam::aws:policy/aws-service-role/${service.policy}`);
    const role: RoleRecord = {
      id: newUniqueId(idPrefixes.role, call.env.random),
      account: call.account.id,
      roleName: name,
      path: pathOf(AWSServiceName),
      arn: roleArn(call.account.id, pathOf(AWSServiceName), name),
      createDate: call.now,
      inlinePolicies: [],
      attachedPolicies: used ? [used.policy.arn] : [],
      tags: [],
      maxSessionDuration: 3600,
      ...defined({ description: Description }),
      assumeRolePolicyDocument: trustOf(AWSServiceName),
      trustedIds: {},
    };
    return done({ Role: newRoleView(call.world, role) }, [...(used?.changes ?? []), created('roles', role)]);
  },
});

const trustOf = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

const deleteServiceLinkedRole = onEntity('DeleteServiceLinkedRole', 'roles', (call, role) => {
  const { RoleName } = call.params;
  if (!isServiceLinked(role)) return fail('NoSuchEntity', unverifiedTexts.notServiceLinked(RoleName));
  const usedBy = resourcesOf(call, role);
  const service = role.path.split('/')[2] ?? '';
  const task: DeletionTaskRecord = {
    id: unsafeEntityId(`task/aws-service-role/${service}/${role.roleName}/${newUuid(call.env.random)}`),
    account: call.account.id,
    createDate: call.now,
    polls: 0,
    roleName: role.roleName,
    roleArn: role.arn,
    usedBy,
  };
  return done({ DeletionTaskId: task.id }, [
    created('deletionTasks', task),
    ...(usedBy.length > 0 || isKept(role.arn) ? [] : [deleted('roles', role)]),
  ]);
});

/** Tells if no account can delete the role: AWS Support always needs its own (N-46). */
const isKept = (arn: string): boolean => arn.includes(`:role${pathOf('support.amazonaws.com')}`);

/** Returns the resources that use the role: all that the account holds of the role's service. */
function resourcesOf({ world, account }: Call<unknown>, role: RoleRecord): Arn[] {
  const service = role.path.split('/')[2]?.replace(/\.amazonaws\.com$/, '');
  const prefix = `arn:aws:${service ?? ''}:`;
  const used: Arn[] = [];
  for (const { id } of ownedInOrder(world, 'resources', account.id, prefix)) {
    if (!id.startsWith(prefix)) break;
    used.push(unsafeArn(id));
  }
  return used;
}

const getDeletionStatus = iamOperation('GetServiceLinkedRoleDeletionStatus', {
  checks: ({ world, params }) => {
    const task = world.deletionTasks.get(params.DeletionTaskId);
    if (!task) return [checkAccount('GetServiceLinkedRoleDeletionStatus')];
    const { roleArn: resource } = task;
    return [{ action: 'iam:GetServiceLinkedRoleDeletionStatus', resource, printed: resource }];
  },
  run: ({ world, account, env, params }) => {
    const task = world.deletionTasks.get(params.DeletionTaskId);
    if (task?.account !== account.id)
      return fail('NoSuchEntity', unverifiedTexts.taskMissing(params.DeletionTaskId));
    const marks = [polled('deletionTasks', task)];
    if (!isJobDone(task, env.now)) return done({ Status: 'IN_PROGRESS' }, [], marks);
    if (isKept(task.roleArn))
      return done({ Status: 'FAILED', Reason: { Reason: unverifiedTexts.supportRole } }, [], marks);
    if (task.usedBy.length === 0) return done({ Status: 'SUCCEEDED' }, [], marks);
    const regionOf = (arn: string) => parseArn(arn)?.region ?? '';
    const regions = [...new Set(task.usedBy.map(regionOf))];
    return done(
      {
        Status: 'FAILED',
        Reason: {
          Reason: unverifiedTexts.roleInUse,
          RoleUsageList: regions.map((Region) => ({
            Region,
            Resources: task.usedBy.filter((arn) => regionOf(arn) === Region),
          })),
        },
      },
      [],
      marks,
    );
  },
});

export const serviceLinkedRoleOperations: Operation[] = [
  createServiceLinkedRole,
  deleteServiceLinkedRole,
  getDeletionStatus,
];
