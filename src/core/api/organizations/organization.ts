/** The organization itself and its root. */

import { isClosed } from '../../model/world/dates.ts';
import { created, deleted, replaced } from '../../model/world/change.ts';
import { type EntityId, unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { World } from '../../model/world/world.ts';
import { randomText } from '../base64.ts';
import { fail } from '../errors/codes.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Operation, done, organizationsOperation } from '../operation.ts';
import { checkAll, delegableOperation, managementOperation, ownOrganization, refuseAlone } from './caller.ts';
import { resultsOf } from '../paging.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { pathOfNode, memberArn, membersOf, organizationPoliciesOf, rootNodeArn, unitsOf } from './tree.ts';
import { defined } from '../../model/defined.ts';

const alphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const newOrganizationId = (prefix: string, random: () => number, length: number): EntityId =>
  unsafeEntityId(`${prefix}${randomText(random, length, alphanumeric)}`);

const createOrganization = organizationsOperation('CreateOrganization', {
  checks: () => [checkAll('CreateOrganization')],
  refuseCaller: (call) =>
    ownOrganization(call).ok ? fail('AlreadyInOrganizationException', orgTexts.alreadyMember) : undefined,
  run: ({ env, account, params, now }) => {
    const id = newOrganizationId('o-', env.random, 10);
    const organization: OrganizationRecord = {
      id,
      account: account.id,
      arn: unsafeArn(`arn:aws:organizations::${account.id}:organization/${id}`),
      rootId: newOrganizationId('r-', env.random, 4),
      featureSet: params.FeatureSet ?? 'ALL',
      enabledPolicyTypes: [],
      createDate: now,
    };
    const membership = {
      organization: id,
      parent: organization.rootId,
      joined: now,
      method: 'INVITED',
    } as const;
    return done({ Organization: organizationView(organization, account) }, [
      created('organizations', organization),
      replaced('accounts', account, { ...account, membership }),
    ]);
  },
});

const describeOrganization = organizationsOperation('DescribeOrganization', {
  checks: () => [checkAll('DescribeOrganization')],
  refuseCaller: refuseAlone,
  run: (call) => {
    const own = ownOrganization(call);
    if (!own.ok) return own;
    const management = call.world.accounts.get(own.value.organization.account);
    return done({ Organization: organizationView(own.value.organization, management) });
  },
});

const deleteOrganization = managementOperation('DeleteOrganization', {
  run: (organization, call) => {
    const { world, account } = call;
    const units = unitsOf(world, organization);
    if (membersOf(world, organization).length > 1 || units.length > 0) {
      return fail('OrganizationNotEmptyException', orgTexts.notEmpty);
    }
    const { membership: _, ...alone } = account;
    return done({}, [
      ...organizationPoliciesOf(world, organization).map((policy) => deleted('controlPolicies', policy)),
      deleted('organizations', organization),
      replaced('accounts', account, alone),
    ]);
  },
});

const listRoots = delegableOperation('ListRoots', {
  run: (organization, call) => {
    const page = resultsOf([organization], ({ rootId }) => rootId, call.params);
    return page.ok ? done({ Roots: page.value.items.map(rootView), ...page.value.more }) : page;
  },
});

function organizationView(
  { id, arn, account, featureSet }: OrganizationRecord,
  management: AccountRecord | undefined,
): Api.Organization {
  return {
    Id: id,
    Arn: arn,
    FeatureSet: featureSet,
    MasterAccountArn: `arn:aws:organizations::${account}:account/${id}/${account}`,
    MasterAccountId: account,
    ...(management?.email === undefined ? {} : { MasterAccountEmail: management.email }),
    // AWS's documentation says so: this member tells less than ListRoots does.
    AvailablePolicyTypes: featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  };
}

export const rootView = (organization: OrganizationRecord): Api.Root => ({
  Id: organization.rootId,
  Arn: rootNodeArn(organization),
  Name: 'Root',
  PolicyTypes: [...organization.enabledPolicyTypes, ...(organization.details?.policyTypes ?? [])].map(
    (Type) => ({ Type, Status: 'ENABLED' }),
  ),
});

export const accountView = (
  world: World,
  organization: OrganizationRecord,
  account: AccountRecord,
): Api.Account => ({
  Id: account.id,
  Arn: memberArn(organization, account.id),
  ...defined({ Email: account.email }),
  Name: account.name,
  // W-13: `State` takes the place of `Status`, which AWS retires.
  Status: isClosed(account) ? 'SUSPENDED' : 'ACTIVE',
  State: isClosed(account) ? 'SUSPENDED' : 'ACTIVE',
  Paths: [`${pathOfNode(world, organization, account.membership?.parent ?? '')}${account.id}/`],
  ...(account.membership
    ? { JoinedMethod: account.membership.method, JoinedTimestamp: account.membership.joined }
    : {}),
});

export const organizationOperations: Operation[] = [
  createOrganization,
  describeOrganization,
  deleteOrganization,
  listRoots,
];
