/**
 * Finds the provider in a role's account that an issuer is, and the keys that check its tokens (OIDC-02,
 * OIDC-03, OIDC-04). The door and src/federation must agree on this, so both call it here.
 */

import { oidcProviderArn, parseArn } from '../arn.ts';
import { type AccountId, parseAccountId } from '../ids.ts';
import type { PublicJwk, OidcProviderRecord } from '../records/identity-providers.ts';
import type { OutsideKind } from '../records/lists.ts';
import { type World, findByArn } from '../world/world.ts';
import { defined } from '../defined.ts';

const builtIn: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'www.amazon.com',
  'graph.facebook.com',
  'cognito-identity.amazonaws.com',
]);

/** The end of the host of every issuer that an account of AWS has itself (Y-02). */
export const outboundDomain = '.tokens.sts.global.api.aws';

/** AWS knows these issuers by itself; no account has to add them. */
export const isBuiltIn = (name: string): boolean => builtIn.has(name);

const ofEveryCustomer: Partial<Record<OutsideKind, string>> = {
  google: 'accounts.google.com',
  cognito: 'cognito-identity.amazonaws.com',
  github: 'token.actions.githubusercontent.com',
};

/** Returns the first part of the organization's domain: its name in the addresses of a product. */
export const organizationLabel = (domain: string): string => domain.split('.')[0] ?? domain;

/** Returns the issuer's name. `undefined` where the product draws it by lot, or speaks no OIDC. */
export const issuerOfProduct = (kind: OutsideKind, domain: string): string | undefined =>
  kind === 'okta' ? `${organizationLabel(domain)}.okta.com` : ofEveryCustomer[kind];

export interface Product {
  readonly kind: OutsideKind;
  /** A domain with which the product has this issuer; absent: any. */
  readonly domain?: string;
}

/** Returns the product that has this issuer, if a simulated one can have it. */
export function productOfIssuer(name: string): Product | undefined {
  const [, label] = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.okta\.com$/.exec(name) ?? [];
  if (label !== undefined) return { kind: 'okta', domain: `${label}.example` };
  const found = Object.entries(ofEveryCustomer).find(([, issuer]) => issuer === name);
  return found && { kind: found[0] as OutsideKind };
}

export interface IssuerProvider {
  /** ARN of the provider; the issuer's name when it is built in. */
  readonly name: string;
  /** Absent: built in. */
  readonly record?: OidcProviderRecord;
  /** The keys that the issuer publishes; absent: they cannot be fetched. */
  readonly keys?: readonly PublicJwk[];
  /** Number of the key set. Evidence names the set that it was checked against. */
  readonly revision: number;
}

/** Returns the account that a role ARN names; `undefined` when this world has no such account. */
export function accountOfRole(world: World, roleArn: string): AccountId | undefined {
  const arn = parseArn(roleArn);
  const account = arn?.service === 'iam' ? parseAccountId(arn.account) : undefined;
  return account && world.accounts.has(account) ? account : undefined;
}

/** Returns the issuer without its scheme. IAM names the provider and begins its context keys like this. */
export const issuerName = (issuer: string): string => issuer.replace(/^https?:\/\//, '');

/** Returns the issuer's provider in the role's account (exact case), or the one that AWS knows by itself. */
export function providerOfIssuer(world: World, roleArn: string, issuer: string): IssuerProvider | undefined {
  const name = issuerName(issuer);
  const published = publishedBy(world, name);
  if (builtIn.has(name)) return { name, ...(published ?? { revision: 0 }) };
  const account = accountOfRole(world, roleArn);
  const record = account && findByArn(world, 'oidcProviders', oidcProviderArn(account, name));
  if (record?.url !== name) return undefined;
  const { arn, jwks: keys, revision = 0 } = record;
  return { name: arn, record, ...(published ?? { revision, ...defined({ keys }) }) };
}

/** Returns the keys of a simulated provider. They win over the keys that the account's record holds. */
function publishedBy(world: World, name: string): Pick<IssuerProvider, 'keys' | 'revision'> | undefined {
  for (const { issuer, keys, revision } of world.outsideProviders.values()) {
    if (issuer !== undefined && issuerName(issuer) === name) {
      return { keys: keys.map(({ jwk }) => jwk), revision };
    }
  }
  return undefined;
}
