/**
 * An account and its copy, made equal in what a script cannot bring over: this table and nothing else. The
 * account-details export is compared, and beside it what that format has no place for.
 */

import type { AccountId } from '#core/model/ids.ts';
import type { ResourceRecord } from '#core/model/records/tables.ts';
import { ownedBy, type World } from '#core/model/world/world.ts';
import type { AccountDetails } from '#share/account-details-format.ts';
import { exportAccountDetails } from '#share/export/account-details.ts';

interface Row {
  readonly what: string;
  readonly apply: (details: AccountDetails) => AccountDetails;
}

const isBuiltByAws = ({ Path }: { readonly Path: string }) => /^\/aws-(?:reserved|service-role)\//.test(Path);

const rebuiltNormalizations: readonly Row[] = [
  {
    what: 'unique ids and dates are new, last use is none',
    apply: (details) =>
      JSON.parse(
        JSON.stringify(details, (key, value: unknown) =>
          /^(?:User|Group|Role|Policy|InstanceProfile)Id$|^(?:Create|Update)Date$/.test(key)
            ? undefined
            : key === 'RoleLastUsed'
              ? {}
              : value,
        ),
      ) as AccountDetails,
  },
  {
    what: 'versions of policies count from v1',
    apply: (details) => ({
      ...details,
      Policies: details.Policies.map((policy) => {
        const oldest = policy.PolicyVersionList.toReversed();
        const renamed = (id: string) => `v${oldest.findIndex(({ VersionId }) => VersionId === id) + 1}`;
        return {
          ...policy,
          DefaultVersionId: renamed(policy.DefaultVersionId),
          PolicyVersionList: policy.PolicyVersionList.map((version) => ({
            ...version,
            VersionId: renamed(version.VersionId),
          })),
        };
      }),
    }),
  },
  {
    what: 'policies of AWS are AWS’s own: by ARN, where they are in use',
    apply: (details) => ({
      ...details,
      Policies: details.Policies.flatMap((policy) =>
        !policy.Arn.startsWith('arn:aws:iam::aws:')
          ? [policy]
          : policy.AttachmentCount + policy.PermissionsBoundaryUsageCount > 0
            ? [{ ...policy, Description: '', DefaultVersionId: '', PolicyVersionList: [] }]
            : [],
      ),
    }),
  },
  {
    what: 'roles that only AWS makes are not compared, nor the policies that AWS gives them',
    apply: (details) => ({
      ...details,
      Policies: details.Policies.filter((policy) => policy.Path !== '/aws-service-role/'),
      RoleDetailList: details.RoleDetailList.filter((role) => !isBuiltByAws(role)),
    }),
  },
];

const tagsOf = (rows: readonly { readonly arn: string; readonly tags: unknown }[]) =>
  Object.fromEntries(rows.map(({ arn, tags }) => [arn, tags]));

/** Compares resources of the services that the bridge speaks; keys and secrets have ids that AWS gives. */
function resourceOf({ arn, tags, policy, details }: ResourceRecord): string[] {
  const [, , service = ''] = arn.split(':');
  const isBuilt =
    ['sqs', 'sns', 'kms', 'secretsmanager', 'events'].includes(service) || details?.['keySchema'];
  if (!isBuilt) return [];
  const name = service === 'kms' ? 'key' : arn.replace(/-\w{6}$/, service === 'secretsmanager' ? '' : '$&');
  return [JSON.stringify([name, tags, policy === undefined ? undefined : (JSON.parse(policy) as unknown)])];
}

/** The account as text that has the neutral id in place of its own. */
export function comparable(world: World, account: AccountId): unknown {
  const details = rebuiltNormalizations.reduce(
    (so, row) => row.apply(so),
    exportAccountDetails(world, account),
  );
  const { alias, passwordPolicy, globalEndpointTokenVersion } = world.accounts.get(account) ?? {};
  const whole = {
    details,
    roles: ownedBy(world, 'roles', account)
      .filter(({ path }) => !isBuiltByAws({ Path: path }))
      .toSorted((one, other) => (one.arn < other.arn ? -1 : 1))
      .map(({ arn, description, maxSessionDuration }) => [arn, description, maxSessionDuration]),
    policyTags: tagsOf(ownedBy(world, 'policies', account)),
    profiles: tagsOf(ownedBy(world, 'instanceProfiles', account)),
    saml: ownedBy(world, 'samlProviders', account).map(({ arn, metadata, tags }) => [arn, metadata, tags]),
    oidc: ownedBy(world, 'oidcProviders', account).map((row) => [
      row.url,
      row.clientIds,
      row.thumbprints,
      row.tags,
    ]),
    resources: ownedBy(world, 'resources', account).flatMap(resourceOf).toSorted(),
    settings: { alias, passwordPolicy, globalEndpointTokenVersion },
  };
  return JSON.parse(JSON.stringify(whole).replaceAll(account, '000000000000')) as unknown;
}

/** The tree and the control policies of the organization that the account manages, by names. */
export function comparableOrganization(world: World, account: AccountId): unknown {
  const [organization] = [...world.organizations.values()].filter((row) => row.account === account);
  if (!organization) return undefined;
  const nameOf = (id: string): string =>
    id === organization.rootId
      ? 'root'
      : id === account
        ? 'management'
        : (world.organizationalUnits.get(id)?.name ?? 'member');
  return {
    featureSet: organization.featureSet,
    types: organization.enabledPolicyTypes.toSorted(),
    place: nameOf(world.accounts.get(account)?.membership?.parent ?? ''),
    units: [...world.organizationalUnits.values()]
      .map(({ name, parent }) => `${nameOf(parent)}/${name}`)
      .toSorted(),
    policies: [...world.controlPolicies.values()]
      .map(({ name, type, description, content, awsManaged, targets }) => ({
        name,
        type,
        description: awsManaged ? '' : description,
        content: JSON.parse(content.replaceAll(account, '000000000000')) as unknown,
        targets: targets
          .map(nameOf)
          .filter((one) => one !== 'member')
          .toSorted(),
      }))
      .toSorted((left, right) => (left.name < right.name ? -1 : 1)),
  };
}
