/** The identity providers that an account trusts, and the simulated outside providers behind them. */

import { issuerName } from '../../model/federation/issuers.ts';
import type { AccountId, EntityId } from '../../model/ids.ts';
import type { OutsideApplication, OutsideProviderRecord } from '../../model/records/outside-providers.ts';
import type { OidcProviderRecord, SamlProviderRecord } from '../../model/records/identity-providers.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { defined } from '../../model/defined.ts';

export interface AccountProvider {
  readonly kind: 'saml' | 'oidc';
  readonly arn: string;
  readonly name: string;
  readonly created: string;
  /** The simulated provider behind it; absent when this workspace has none. */
  readonly outside?: OutsideProviderRecord;
  readonly roles: readonly RoleRecord[];
}

/** Returns SAML providers before OIDC ones, each by name. */
export const accountProviders = (world: World, account: AccountId): AccountProvider[] => [
  ...ownedBy(world, 'samlProviders', account)
    .map((one) => entry(world, 'saml', one, one.samlProviderName, outsideOfSaml(world, one)))
    .sort(byName),
  ...ownedBy(world, 'oidcProviders', account)
    .map((one) => entry(world, 'oidc', one, one.url, outsideOfIssuer(world, one.url)))
    .sort(byName),
];

const byName = (a: AccountProvider, b: AccountProvider): number => (a.name < b.name ? -1 : 1);

const entry = (
  world: World,
  kind: AccountProvider['kind'],
  { arn, createDate }: SamlProviderRecord | OidcProviderRecord,
  name: string,
  outside: OutsideProviderRecord | undefined,
): AccountProvider => ({
  kind,
  arn,
  name,
  created: createDate,
  roles: rolesTrusting(world, arn),
  ...defined({ outside }),
});

/** Returns the roles whose trust policies name the provider: an ARN, or the name of a built-in one. */
export const rolesTrusting = (world: World, provider: string): RoleRecord[] =>
  [...(world.index.trustedBy.get(provider) ?? [])]
    .flatMap((id: EntityId) => world.roles.get(id) ?? [])
    .sort((a, b) => (a.roleName < b.roleName ? -1 : 1));

export const outsideOfSaml = (
  world: World,
  { metadata }: SamlProviderRecord,
): OutsideProviderRecord | undefined =>
  [...world.outsideProviders.values()].find(
    ({ entityId }) =>
      entityId !== undefined && metadata.includes(`entityID="${entityId.replaceAll('&', '&amp;')}"`),
  );

export const outsideOfIssuer = (world: World, url: string): OutsideProviderRecord | undefined =>
  [...world.outsideProviders.values()].find(
    ({ issuer }) => issuer !== undefined && issuerName(issuer) === url,
  );

/** True when the account's metadata hold the key that the provider signs with now. */
export function knowsSigningKey({ metadata }: SamlProviderRecord, { keys }: OutsideProviderRecord): boolean {
  const [signing] = keys;
  return signing !== undefined && metadata.replace(/\s+/g, '').includes(signing.certificate);
}

/** Returns the application with one more grant; the same pair for the same group stands once. */
export function withGrant(
  application: OutsideApplication,
  grant: OutsideApplication['grants'][number],
): OutsideApplication {
  const others = application.grants.filter(
    ({ group, roleArn, providerArn }) =>
      group !== grant.group || roleArn !== grant.roleArn || providerArn !== grant.providerArn,
  );
  return { ...application, grants: [...others, grant] };
}

export const withApplication = (
  applications: readonly OutsideApplication[],
  changed: OutsideApplication,
  id: string = changed.id,
): OutsideApplication[] =>
  applications.some((one) => one.id === id)
    ? applications.map((one) => (one.id === id ? changed : one))
    : [...applications, changed];

export interface KeyStanding {
  readonly provider: AccountProvider;
  readonly knowsNewest: boolean;
  readonly retired: number;
}

/** Compares keys: OIDC providers read them at each login, SAML ones know those of their stored metadata. */
export const keyStandings = (
  world: World,
  account: AccountId,
  outside: OutsideProviderRecord,
): KeyStanding[] =>
  accountProviders(world, account)
    .filter((provider) => provider.outside?.id === outside.id)
    .map((provider) => {
      const saml = [...world.samlProviders.values()].find(({ arn }) => arn === provider.arn);
      if (!saml) return { provider, knowsNewest: outside.keys.length > 0, retired: 0 };
      const published = new Set(outside.keys.map(({ certificate }) => certificate));
      const retired = certificatesIn(saml.metadata).filter((one) => !published.has(one)).length;
      return { provider, knowsNewest: knowsSigningKey(saml, outside), retired };
    });

const certificatesIn = (metadata: string): string[] =>
  [...metadata.matchAll(/<(?:\w+:)?X509Certificate>([^<]*)</g)].map(([, text = '']) =>
    text.replace(/\s+/g, ''),
  );
