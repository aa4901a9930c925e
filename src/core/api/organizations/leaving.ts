/** An account leaves its organization: the management account removes it, or it goes by itself. */

import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import { fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { type Answer, type Call, type Operation, done, organizationsOperation } from '../operation.ts';
import {
  checkAll,
  checkInOrganization,
  managementOperation,
  ownOrganization,
  refuseAlone,
} from './caller.ts';
import { constraint } from './errors.ts';
import { arnOfNode, detachedEverywhere, namedMember } from './tree.ts';

/** A created account stays this long. Invited ones may go at once. */
const waitingPeriod = 4 * 86_400_000;

/**
 * Returns what changes in the organization that an account leaves: its tags and control policies stay behind.
 * AWS also asks for a payment method and a confirmed phone number, which accounts of this world are taken to
 * have.
 */
export function departure(
  organization: OrganizationRecord,
  account: AccountRecord,
  { world, env }: Call<unknown>,
): Answer<readonly Change[]> {
  if (account.id === organization.account)
    return fail('MasterCannotLeaveOrganizationException', orgTexts.managementLeaves);
  if (organization.details?.administrators?.some((one) => one.account === account.id))
    return constraint('CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG');
  const { membership } = account;
  const isNew = membership?.method === 'CREATED' && env.now < Date.parse(membership.joined) + waitingPeriod;
  if (isNew) return constraint('WAIT_PERIOD_ACTIVE');
  return done(detachedEverywhere(world, organization, account.id));
}

function left(
  organization: OrganizationRecord,
  account: AccountRecord,
  call: Call<unknown>,
): Answer<Readonly<Record<string, never>>> {
  const departed = departure(organization, account, call);
  if (!departed.ok) return departed;
  const { membership: _, ...alone } = account;
  return done({}, [...departed.response, replaced('accounts', account, alone)]);
}

export const leavingOperations: Operation[] = [
  managementOperation('RemoveAccountFromOrganization', {
    checks: (call) => [
      checkInOrganization('RemoveAccountFromOrganization', arnOfNode(call, call.params.AccountId)),
    ],
    run: (organization, call) => {
      const member = namedMember(call.world, organization, call.params.AccountId);
      return member.ok ? left(organization, member.value, call) : member;
    },
  }),
  organizationsOperation('LeaveOrganization', {
    checks: () => [checkAll('LeaveOrganization')],
    refuseCaller: refuseAlone,
    run: (call) => {
      const own = ownOrganization(call);
      return own.ok ? left(own.value.organization, call.account, call) : own;
    },
  }),
];
