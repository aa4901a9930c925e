/**
 * Billing transfer: another organization takes over an organization's bill. None of these accounts meets AWS's
 * conditions for it, so there are no transfers, and an invitation to one is refused.
 */

import type { RequestContext } from '../../authz/decision.ts';
import type { OrganizationsInputs } from '../model/generated/organizations-types.ts';
import { fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { type Operation, done } from '../operation.ts';
import { checkAll, managementOperation } from './caller.ts';
import { constraint } from './errors.ts';

const keys = (direction: 'INBOUND' | 'OUTBOUND', type: string): RequestContext => ({
  'organizations:TransferDirection': direction,
  'organizations:TransferType': type,
});

type OneTransfer =
  | 'DescribeResponsibilityTransfer'
  | 'TerminateResponsibilityTransfer'
  | 'UpdateResponsibilityTransfer';

const onTransfer = <Name extends OneTransfer & keyof OrganizationsInputs>(name: Name): Operation =>
  managementOperation(name, {
    checks: () => [checkAll(name)],
    run: () => fail('ResponsibilityTransferNotFoundException', orgTexts.noTransfer),
  });

const listing = (
  name: 'ListInboundResponsibilityTransfers' | 'ListOutboundResponsibilityTransfers',
  direction: 'INBOUND' | 'OUTBOUND',
): Operation =>
  managementOperation(name, {
    checks: ({ params }) => [checkAll(name, keys(direction, params.Type))],
    run: () => done({ ResponsibilityTransfers: [] }),
  });

export const responsibilityTransferOperations: Operation[] = [
  managementOperation('InviteOrganizationToTransferResponsibility', {
    checks: ({ params }) => [
      checkAll('InviteOrganizationToTransferResponsibility', keys('INBOUND', params.Type)),
    ],
    run: () => constraint('UNMET_BILLING_PREREQUISITE'),
  }),
  listing('ListInboundResponsibilityTransfers', 'INBOUND'),
  listing('ListOutboundResponsibilityTransfers', 'OUTBOUND'),
  onTransfer('DescribeResponsibilityTransfer'),
  onTransfer('TerminateResponsibilityTransfer'),
  onTransfer('UpdateResponsibilityTransfer'),
];
