/**
 * Tells when a user, group, role or managed policy last used each service. Reports read the marks of
 * use, not the trail. They list every service that the permissions policies allow, used or not.
 */

import { principalId } from '#core/authz/principal.ts';
import { defaultVersion } from '#core/authz/gather.ts';
import type { NamedPolicy } from '#core/authz/decision.ts';
import { created } from '#core/model/world/change.ts';
import { newUuid, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { LastAccessedJobRecord } from '#core/model/records/jobs.ts';
import type { RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import type { UsageRecord } from '#core/model/records/tables.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { attachedIn, findByArn, holder } from '#core/model/world/world.ts';
import { fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { findSource } from './source.ts';
import { accountOperation } from '../entities.ts';
import {
  grantedServices,
  knownServices,
  grantedServiceName,
  trackedMilliseconds,
} from './granted-services.ts';
import { isJobDone, polled } from '#core/model/world/dates.ts';
import { usablePolicy } from '../policies/usable-policies.ts';
import { checkArn } from '../providers/saml-providers.ts';

interface Subject {
  readonly policies: readonly NamedPolicy[];
  /** The users and roles that can use what the policies allow. */
  readonly entities: readonly (UserRecord | RoleRecord)[];
}

function findSubject(call: Call<unknown>, arn: string): Result<Subject, AwsError> {
  const { world } = call;
  if (!/^arn:aws:iam::(\d{12}|aws):policy\//.test(arn)) {
    const source = findSource(call, arn);
    if (!source.ok) return source;
    const group = findByArn(world, 'groups', arn);
    const one = findByArn(world, 'users', arn) ?? findByArn(world, 'roles', arn);
    return ok({
      policies: source.value.policies,
      entities: group ? members(call, group.id) : one ? [one] : [],
    });
  }
  const policy = usablePolicy(call, arn)?.policy;
  if (!policy) return fail('NoSuchEntity', unverifiedTexts.sourceMissing(arn));
  const held = [...(attachedIn(world, policy.arn, call.account.id) ?? [])].flatMap((key) => {
    const row = holder(world, key);
    if (!row) return [];
    return 'groupName' in row ? members(call, row.id) : [row];
  });
  const entities = [...new Map(held.map((row) => [row.id, row])).values()];
  return ok({ policies: [{ name: policy.arn, document: defaultVersion(policy).document }], entities });
}

const members = ({ world }: Call<unknown>, group: string): UserRecord[] =>
  [...(world.index.members.get(group) ?? [])].flatMap((id) => world.users.get(id) ?? []);

const generate = iamOperation('GenerateServiceLastAccessedDetails', {
  checks: ({ params }) => [checkArn('GenerateServiceLastAccessedDetails', params.Arn)],
  run: (call) => {
    const { Arn, Granularity = 'SERVICE_LEVEL' } = call.params;
    const subject = findSubject(call, Arn);
    if (!subject.ok) return subject;
    const job: LastAccessedJobRecord = {
      id: unsafeEntityId(newUuid(call.env.random)),
      account: call.account.id,
      createDate: call.now,
      polls: 0,
      arn: unsafeArn(Arn),
      granularity: Granularity,
      requester: requesterOf(call),
    };
    return done({ JobId: job.id }, [created('lastAccessedJobs', job)]);
  },
});

/** Sessions of one role are the same requester, whatever they are called. */
const requesterOf = ({ principal }: Call<unknown>): string =>
  principal.kind === 'role-session' ? principal.role.id : principalId(principal);

function findJob(call: Call<{ readonly JobId: string }>): Result<LastAccessedJobRecord, AwsError> {
  const { JobId } = call.params;
  const job = call.world.lastAccessedJobs.get(JobId);
  return job?.account === call.account.id && job.requester === requesterOf(call)
    ? ok(job)
    : fail('NoSuchEntity', unverifiedTexts.jobMissing(JobId));
}

const getDetails = accountOperation('GetServiceLastAccessedDetails', (call) => {
  const found = findJob(call);
  if (!found.ok) return found;
  const job = found.value;
  const status = { JobType: job.granularity, JobCreationDate: job.createDate };
  const marks = [polled('lastAccessedJobs', job)];
  if (!isJobDone(job, call.env.now)) {
    const running = {
      ...status,
      JobStatus: 'IN_PROGRESS',
      JobCompletionDate: job.createDate,
    } as const;
    return done({ ...running, ServicesLastAccessed: [] }, [], marks);
  }
  const subject = findSubject(call, job.arn);
  if (!subject.ok) return subject;
  const all = knownServices(call, [call.account.id]);
  const services = [
    ...new Set(subject.value.policies.flatMap(({ document }) => [...grantedServices(document, all)])),
  ];
  const page = pageOf(services, (service) => service, call.params);
  if (!page.ok) return page;
  const uses = usesOf(call, subject.value);
  const ServicesLastAccessed = page.value.items.map((service) => serviceView(service, uses, job));
  const finished = { ...status, JobStatus: 'COMPLETED', JobCompletionDate: job.createDate } as const;
  return done({ ...finished, ServicesLastAccessed, ...page.value.more }, [], marks);
});

interface Use {
  readonly mark: UsageRecord;
  readonly entity: UserRecord | RoleRecord;
}

/** Returns the uses within the tracking period, newest first. */
function usesOf({ world, env }: Call<unknown>, { entities }: Subject): Use[] {
  return entities
    .flatMap((entity) =>
      [...(world.index.usesOf.get(entity.id) ?? [])].flatMap((id) => {
        const mark = world.usage.get(id);
        const tracked = mark && env.now - Date.parse(mark.lastUsed) <= trackedMilliseconds;
        return tracked ? [{ mark, entity }] : [];
      }),
    )
    .sort((a, b) =>
      a.mark.lastUsed === b.mark.lastUsed
        ? a.mark.id < b.mark.id
          ? -1
          : 1
        : a.mark.lastUsed > b.mark.lastUsed
          ? -1
          : 1,
    );
}

function serviceView(
  service: string,
  uses: readonly Use[],
  { granularity }: LastAccessedJobRecord,
): Api.ServiceLastAccessed {
  const ofService = uses.filter(({ mark }) => mark.service === service);
  const whole = ofService.filter(({ mark }) => mark.action === undefined);
  const [last] = whole;
  return {
    ServiceName: grantedServiceName(service),
    ServiceNamespace: service,
    TotalAuthenticatedEntities: new Set(whole.map(({ entity }) => entity.id)).size,
    ...(last
      ? {
          LastAuthenticated: last.mark.lastUsed,
          LastAuthenticatedEntity: last.entity.arn,
          LastAuthenticatedRegion: last.mark.region,
        }
      : {}),
    ...(granularity === 'ACTION_LEVEL' ? { TrackedActionsLastAccessed: actionViews(ofService) } : {}),
  };
}

function actionViews(uses: readonly Use[]): Api.TrackedActionLastAccessed[] {
  const seen = new Set<string>();
  return uses.flatMap(({ mark, entity }) => {
    if (mark.action === undefined || seen.has(mark.action)) return [];
    seen.add(mark.action);
    return [
      {
        ActionName: mark.action,
        LastAccessedEntity: entity.arn,
        LastAccessedTime: mark.lastUsed,
        LastAccessedRegion: mark.region,
      },
    ];
  });
}

const getWithEntities = accountOperation('GetServiceLastAccessedDetailsWithEntities', (call) => {
  const found = findJob(call);
  if (!found.ok) return found;
  const job = found.value;
  const dates = { JobCreationDate: job.createDate, JobCompletionDate: job.createDate };
  const marks = [polled('lastAccessedJobs', job)];
  if (!isJobDone(job, call.env.now))
    return done({ JobStatus: 'IN_PROGRESS', ...dates, EntityDetailsList: [] }, [], marks);
  const subject = findSubject(call, job.arn);
  if (!subject.ok) return subject;
  const uses = usesOf(call, subject.value);
  const page = pageOf(subject.value.entities, ({ arn }) => arn, call.params);
  if (!page.ok) return page;
  const EntityDetailsList = page.value.items.map((entity) => {
    const last = uses.find(
      (use) => use.entity.id === entity.id && use.mark.service === call.params.ServiceNamespace,
    );
    return {
      EntityInfo: entityInfo(entity),
      ...(last ? { LastAuthenticated: last.mark.lastUsed } : {}),
    };
  });
  return done({ JobStatus: 'COMPLETED', ...dates, EntityDetailsList, ...page.value.more }, [], marks);
});

const entityInfo = (entity: UserRecord | RoleRecord): Api.EntityInfo => ({
  Arn: entity.arn,
  Name: 'userName' in entity ? entity.userName : entity.roleName,
  Type: 'userName' in entity ? 'USER' : 'ROLE',
  Id: entity.id,
  Path: entity.path,
});

export const lastAccessedOperations: Operation[] = [generate, getDetails, getWithEntities];
