/** Centralized root access (N-44): the management account switches it for all member accounts. */

import { standing } from '../../../authz/organization.ts';
import { replaced } from '../../../model/world/change.ts';
import type { OrganizationRecord } from '../../../model/records/organization.ts';
import type { AwsError } from '../../../model/request/request.ts';
import { type Result, ok } from '../../../model/result.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Answer, done, iamOperation } from '../../operation.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkAccount } from '../entities.ts';

type Feature = NonNullable<OrganizationRecord['rootFeatures']>[number];

/** Returns the organization that the account manages, or the refusal of a call from any other account. */
export function managed(call: Call<unknown>): Result<OrganizationRecord, AwsError> {
  const organization = standing(call.world, call.account.id)?.organization;
  if (!organization) return fail('OrganizationNotFoundException', unverifiedTexts.notInOrganization);
  if (organization.account !== call.account.id) {
    return fail(
      'AccountNotManagementOrDelegatedAdministratorException',
      unverifiedTexts.neitherManagementNorDelegated,
    );
  }
  return organization.featureSet === 'ALL'
    ? ok(organization)
    : fail('OrganizationNotInAllFeaturesModeException', unverifiedTexts.notAllFeatures);
}

interface Features {
  readonly OrganizationId: string;
  readonly EnabledFeatures: Feature[];
}

const view = ({ id, rootFeatures = [] }: OrganizationRecord): Features => ({
  OrganizationId: id,
  EnabledFeatures: [...rootFeatures],
});

function set(call: Call<unknown>, feature: Feature, enabled: boolean): Answer<Features> {
  const found = managed(call);
  if (!found.ok) return found;
  const organization = found.value;
  const before = organization.rootFeatures ?? [];
  if (before.includes(feature) === enabled) return done(view(organization));
  const rootFeatures = enabled ? [...before, feature] : before.filter((one) => one !== feature);
  const after = { ...organization, rootFeatures };
  return done(view(after), [replaced('organizations', organization, after)]);
}

export const organizationsFeatureOperations: Operation[] = [
  iamOperation('ListOrganizationsFeatures', {
    checks: () => [checkAccount('ListOrganizationsFeatures')],
    run: (call) => {
      const organization = managed(call);
      return organization.ok ? done(view(organization.value)) : organization;
    },
  }),
  iamOperation('EnableOrganizationsRootCredentialsManagement', {
    checks: () => [checkAccount('EnableOrganizationsRootCredentialsManagement')],
    run: (call) => set(call, 'RootCredentialsManagement', true),
  }),
  iamOperation('DisableOrganizationsRootCredentialsManagement', {
    checks: () => [checkAccount('DisableOrganizationsRootCredentialsManagement')],
    run: (call) => set(call, 'RootCredentialsManagement', false),
  }),
  iamOperation('EnableOrganizationsRootSessions', {
    checks: () => [checkAccount('EnableOrganizationsRootSessions')],
    run: (call) => set(call, 'RootSessions', true),
  }),
  iamOperation('DisableOrganizationsRootSessions', {
    checks: () => [checkAccount('DisableOrganizationsRootSessions')],
    run: (call) => set(call, 'RootSessions', false),
  }),
];
