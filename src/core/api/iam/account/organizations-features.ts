/** Centralized root access (N-44): the management account switches it for all member accounts. */

import { standing } from '#core/authz/organization.ts';
import { replaced } from '#core/model/world/change.ts';
import type { OrganizationRecord } from '#core/model/records/organization.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Answer, done, iamOperation } from '../../operation.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { accountOperation, checkAccount } from '../entities.ts';

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

type Switch = `${'Enable' | 'Disable'}Organizations${Feature}`;

const switching = (name: Switch, feature: Feature, enabled: boolean): Operation =>
  iamOperation(name, {
    checks: () => [checkAccount(name)],
    run: (call: Call<unknown>): Answer<Features> => {
      const found = managed(call);
      if (!found.ok) return found;
      const organization = found.value;
      const before = organization.rootFeatures ?? [];
      if (before.includes(feature) === enabled) return done(view(organization));
      const rootFeatures = enabled ? [...before, feature] : before.filter((one) => one !== feature);
      const after = { ...organization, rootFeatures };
      return done(view(after), [replaced('organizations', organization, after)]);
    },
  });

export const organizationsFeatureOperations: Operation[] = [
  accountOperation('ListOrganizationsFeatures', (call) => {
    const organization = managed(call);
    return organization.ok ? done(view(organization.value)) : organization;
  }),
  switching('EnableOrganizationsRootCredentialsManagement', 'RootCredentialsManagement', true),
  switching('DisableOrganizationsRootCredentialsManagement', 'RootCredentialsManagement', false),
  switching('EnableOrganizationsRootSessions', 'RootSessions', true),
  switching('DisableOrganizationsRootSessions', 'RootSessions', false),
];
