/**
 * Callers of Organizations: the management account, a member account that it lets read or write (delegated
 * administrators, the resource policy), or every account. The engine decides for members: what they call is
 * another account's, so the organization's own policy must allow it (authz/organization.ts).
 */

import { accessDenied } from '../../authz/access-denied.ts';
import { type OrganizationStanding, standing } from '../../authz/organization.ts';
import type { RequestContext } from '../../authz/decision.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { type ApiFailure, awsError, fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import type { OrganizationsInputs, OrganizationsOutputs } from '../model/generated/organizations-types.ts';
import {
  type Answer,
  type Call,
  type PermissionCheck,
  type Operation,
  organizationsOperation,
} from '../operation.ts';
import { defined } from '../../model/defined.ts';

export function ownOrganization({ world, account }: Call<unknown>): Result<OrganizationStanding, AwsError> {
  const own = standing(world, account.id);
  return own ? ok(own) : fail('AWSOrganizationsNotInUseException', orgTexts.notInUse);
}

const isManagement = (organization: OrganizationRecord, { account }: Call<unknown>): boolean =>
  organization.account === account.id;

export const notManagement = () => fail('AccessDeniedException', orgTexts.notManagement);

interface InOrganization<Name extends keyof OrganizationsInputs> {
  /** Absent: the permission on `*`. */
  readonly checks?: (call: Call<OrganizationsInputs[Name]>) => readonly PermissionCheck[];
  readonly run: (
    organization: OrganizationRecord,
    call: Call<OrganizationsInputs[Name]>,
  ) => Answer<OrganizationsOutputs[Name]>;
}

/** Makes an operation that only the account which manages the organization may call. */
export const managementOperation = <Name extends keyof OrganizationsInputs>(
  name: Name,
  { checks = () => [checkAll(name)], run }: InOrganization<Name>,
): Operation =>
  organizationsOperation(name, {
    checks,
    refuseCaller: (call) => {
      const own = ownOrganization(call);
      if (!own.ok) return own;
      return isManagement(own.value.organization, call) ? undefined : notManagement();
    },
    run: inOrganization(run),
  });

export function refuseAlone(call: Call<unknown>): ApiFailure | undefined {
  const own = ownOrganization(call);
  return own.ok ? undefined : own;
}

const inOrganization =
  <Input, Output>(run: (organization: OrganizationRecord, call: Call<Input>) => Answer<Output>) =>
  (call: Call<Input>): Answer<Output> => {
    const own = ownOrganization(call);
    return own.ok ? run(own.value.organization, call) : own;
  };

/** Makes an operation that a member account may call too, when the organization lets it. */
export const delegableOperation = <Name extends keyof OrganizationsInputs>(
  name: Name,
  { checks = () => [checkAll(name)], run }: InOrganization<Name>,
): Operation =>
  organizationsOperation(name, {
    checks: (call) => {
      const own = standing(call.world, call.account.id);
      const asked = checks(call);
      return own && !isManagement(own.organization, call)
        ? asked.map((check) => askedOfOrganization(check, own.organization))
        : asked;
    },
    refuse: (refusal, { world, account }) => {
      const own = standing(world, account.id);
      const isMember = own !== undefined && own.organization.account !== account.id;
      const { layer, reason } = refusal.decision;
      return isMember && layer === 'resource' && reason === 'implicit-deny'
        ? awsError('AccessDeniedException', orgTexts.notManagement)
        : accessDenied(refusal);
    },
    refuseCaller: refuseAlone,
    run: inOrganization(run),
  });

/** A member asks the organization, even for `*` and for AWS's own policies, which are nobody's. */
const askedOfOrganization = (check: PermissionCheck, { arn }: OrganizationRecord): PermissionCheck =>
  check.resource === '*' || check.resource.startsWith('arn:aws:organizations::aws:')
    ? { ...check, resource: arn }
    : check;

export const checkAll = (action: string, context?: RequestContext): PermissionCheck => ({
  action: `organizations:${action}`,
  resource: '*',
  printed: '*',
  ...defined({ context }),
});

/** Returns the check of a call on one node or policy, on `*` when it does not exist. */
export function checkInOrganization(
  action: string,
  arn: string | undefined,
  context?: RequestContext,
): PermissionCheck {
  const resource = arn ?? '*';
  return { ...checkAll(action, context), resource, printed: resource };
}
