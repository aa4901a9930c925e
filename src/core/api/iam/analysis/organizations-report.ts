/**
 * Lists the services that the accounts below a node of the organization may use by its service control
 * policies, and when they last did. Only the management account may ask for it.
 */

import { standing } from '#core/authz/organization.ts';
import { iamArn } from '#core/model/arn.ts';
import { created } from '#core/model/world/change.ts';
import { newUuid, unsafeEntityId } from '#core/model/ids.ts';
import type { OrganizationsReportRecord } from '#core/model/records/jobs.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '#core/model/records/organization.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { UsageRecord } from '#core/model/records/tables.ts';
import { ownedBy } from '#core/model/world/world.ts';
import { fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { accountOperation } from '../entities.ts';
import {
  grantedServices,
  knownServices,
  grantedServiceName,
  trackedMilliseconds,
} from './granted-services.ts';
import { isJobDone, polled } from '#core/model/world/dates.ts';
import { managed } from '../account/organizations-features.ts';
import { defined } from '#core/model/defined.ts';

const runningAtOnce = 5;

const generate = iamOperation('GenerateOrganizationsAccessReport', {
  checks: ({ account, params }) => {
    const { EntityPath, OrganizationsPolicyId } = params;
    const resource = iamArn(account.id, `access-report/${EntityPath}`);
    const context = OrganizationsPolicyId ? { 'iam:OrganizationsPolicyId': OrganizationsPolicyId } : {};
    return [{ action: 'iam:GenerateOrganizationsAccessReport', resource, printed: resource, context }];
  },
  run: (call) => {
    const { EntityPath, OrganizationsPolicyId } = call.params;
    const organization = managed(call);
    if (!organization.ok) return organization;
    const reach = reachOf(call, organization.value, EntityPath);
    if (!reach) return fail('InvalidInput', unverifiedTexts.badEntityPath(EntityPath));
    if (OrganizationsPolicyId !== undefined && !policyOf(call, organization.value, OrganizationsPolicyId))
      return fail('InvalidInput', unverifiedTexts.controlPolicyUnknown(OrganizationsPolicyId));
    const running = ownedBy(call.world, 'organizationsReports', call.account.id).filter(
      (job) => !isJobDone(job, call.env.now),
    );
    if (running.length >= runningAtOnce)
      return fail('ReportGenerationLimitExceeded', unverifiedTexts.tooManyReports);
    const job: OrganizationsReportRecord = {
      id: unsafeEntityId(newUuid(call.env.random)),
      account: call.account.id,
      createDate: call.now,
      polls: 0,
      entityPath: EntityPath,
      ...defined({ policyId: OrganizationsPolicyId }),
    };
    return done({ JobId: job.id }, [created('organizationsReports', job)]);
  },
});

const scpsOf = ({ world }: Call<unknown>, organization: OrganizationRecord): ControlPolicyRecord[] =>
  ownedBy(world, 'controlPolicies', organization.account).filter(
    (policy) => policy.type === 'SERVICE_CONTROL_POLICY' && policy.organization === organization.id,
  );

const policyOf = (call: Call<unknown>, organization: OrganizationRecord, id: string) =>
  scpsOf(call, organization).find(({ policyId }) => policyId === id);

interface Reach {
  /** The nodes from the root down to the one that the path names. */
  readonly nodes: readonly string[];
  readonly accounts: readonly AccountRecord[];
}

/** `undefined` when the organization has no such path. */
function reachOf(
  { world }: Call<unknown>,
  organization: OrganizationRecord,
  path: string,
): Reach | undefined {
  const [id, ...nodes] = path.replace(/\/$/, '').split('/');
  const places = [...world.accounts.values()].flatMap((account) => standing(world, account.id) ?? []);
  const inside = places.filter(
    (place) => place.organization.id === organization.id && nodes.every((node, i) => place.nodes[i] === node),
  );
  if (id !== (organization.id as string) || nodes.length === 0) return undefined;
  // A unit without accounts has a path too.
  const [root, ...units] = nodes;
  const isUnits = units.every((unit, i) => world.organizationalUnits.get(unit)?.parent === nodes[i]);
  if (inside.length === 0 && !(root === organization.rootId && isUnits)) return undefined;
  return { nodes, accounts: inside.map(({ account }) => account) };
}

const get = accountOperation('GetOrganizationsAccessReport', (call) => {
  const { JobId, SortKey } = call.params;
  const job = call.world.organizationsReports.get(JobId);
  if (job?.account !== call.account.id) return fail('NoSuchEntity', unverifiedTexts.jobMissing(JobId));
  const marks = [polled('organizationsReports', job)];
  const dates = { JobCreationDate: job.createDate };
  if (!isJobDone(job, call.env.now)) return done({ JobStatus: 'IN_PROGRESS', ...dates }, [], marks);
  const details = accessDetails(call, job);
  if (!details) {
    const ErrorDetails = { Code: 'InvalidInput', Message: unverifiedTexts.badEntityPath(job.entityPath) };
    return done({ JobStatus: 'FAILED', ...dates, ErrorDetails }, [], marks);
  }
  const order = sorted(details, SortKey);
  const indexed = order.map((detail, i) => ({ detail, key: String(i).padStart(6, '0') }));
  const page = pageOf(indexed, ({ key }) => key, call.params);
  if (!page.ok) return page;
  return done(
    {
      JobStatus: 'COMPLETED',
      ...dates,
      JobCompletionDate: job.createDate,
      NumberOfServicesAccessible: details.length,
      NumberOfServicesNotAccessed: details.filter((one) => one.LastAuthenticatedTime === undefined).length,
      AccessDetails: page.value.items.map(({ detail }) => detail),
      ...page.value.more,
    },
    [],
    marks,
  );
});

/** Returns one line per service that the control policies leave open at every level. */
function accessDetails(call: Call<unknown>, job: OrganizationsReportRecord): Api.AccessDetail[] | undefined {
  const organization = managed(call);
  const reach = organization.ok ? reachOf(call, organization.value, job.entityPath) : undefined;
  if (!reach || !organization.ok) return undefined;
  const all = knownServices(
    call,
    reach.accounts.map(({ id }) => id),
  );
  const scps = scpsOf(call, organization.value);
  const granted = (policies: readonly ControlPolicyRecord[]) =>
    new Set(policies.flatMap(({ content }) => [...grantedServices(content, all)]));
  const levels =
    job.policyId !== undefined
      ? [granted(scps.filter(({ policyId }) => policyId === job.policyId))]
      : organization.value.enabledPolicyTypes.includes('SERVICE_CONTROL_POLICY')
        ? reach.nodes.map((node) => granted(scps.filter(({ targets }) => targets.includes(node))))
        : [new Set(all)];
  const [first = new Set<string>(), ...others] = levels;
  const open = [...first].filter((service) => others.every((level) => level.has(service)));
  return open.map((service) => detailOf(call, service, reach.accounts));
}

function detailOf(
  { world, env }: Call<unknown>,
  service: string,
  accounts: readonly AccountRecord[],
): Api.AccessDetail {
  const uses = accounts
    .flatMap(({ id }) => ownedBy(world, 'usage', id))
    .filter(
      (mark: UsageRecord) =>
        mark.service === service &&
        mark.action === undefined &&
        (world.users.has(mark.principal) || world.roles.has(mark.principal)) &&
        env.now - Date.parse(mark.lastUsed) <= trackedMilliseconds,
    )
    .sort((a, b) => (a.lastUsed > b.lastUsed ? -1 : 1));
  const [last] = uses;
  const base = { ServiceName: grantedServiceName(service), ServiceNamespace: service };
  if (!last) return { ...base, TotalAuthenticatedEntities: 0 };
  const place = standing(world, last.account);
  return {
    ...base,
    Region: last.region,
    LastAuthenticatedTime: last.lastUsed,
    // Counts accounts, since a path ends in an account.
    TotalAuthenticatedEntities: new Set(uses.map(({ account }) => account)).size,
    ...(place ? { EntityPath: `${place.organization.id}/${place.nodes.join('/')}` } : {}),
  };
}

function sorted(
  details: readonly Api.AccessDetail[],
  key: Api.GetOrganizationsAccessReportRequest['SortKey'] = 'SERVICE_NAMESPACE_ASCENDING',
): Api.AccessDetail[] {
  const read = (detail: Api.AccessDetail): string =>
    key.startsWith('SERVICE') ? detail.ServiceNamespace : (detail.LastAuthenticatedTime ?? '');
  const ascending = details.toSorted((a, b) => (read(a) < read(b) ? -1 : read(a) > read(b) ? 1 : 0));
  return key.endsWith('ASCENDING') ? ascending : ascending.reverse();
}

export const organizationsReportOperations: Operation[] = [generate, get];
