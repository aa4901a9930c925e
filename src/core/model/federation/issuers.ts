/**
 * Which provider of a role's account an issuer is, and with which keys its tokens are checked (OIDC-02,
 * OIDC-03, OIDC-04). The door and the verifying half of src/federation must agree on this, so it stands below both.
 */

import { oidcProviderArn, parseArn } from '../arn.ts';
import { type AccountId, parseAccountId } from '../ids.ts';
import type { PublicJwk } from './jwks.ts';
import type { OidcProviderRecord } from '../records/identity-providers.ts';
import { type World, findByArn } from '../world/world.ts';

const builtIn: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'www.amazon.com',
  'graph.facebook.com',
  'cognito-identity.amazonaws.com',
]);

/** Whether AWS knows the issuer of that name by itself: no account has to add it. */
export const isBuiltIn = (name: string): boolean => builtIn.has(name);

export interface IssuerProvider {
  /** ARN, or the name of a built-in one. */
  readonly name: string;
  /** Absent: built in. */
  readonly record?: OidcProviderRecord;
  /** What the issuer publishes; absent: its keys cannot be had. */
  readonly keys?: readonly PublicJwk[];
  /** Counts the key sets; evidence names the one it was checked against. */
  readonly revision: number;
}

/** The account that a role ARN names, as far as this world has it. */
export function accountOfRole(world: World, roleArn: string): AccountId | undefined {
  const arn = parseArn(roleArn);
  const account = arn?.service === 'iam' ? parseAccountId(arn.account) : undefined;
  return account && world.accounts.has(account) ? account : undefined;
}

/** The issuer without its scheme: how IAM names a provider and begins its context keys. */
export const issuerName = (issuer: string): string => issuer.replace(/^https?:\/\//, '');

/** A provider of the role's account, exact case; or one that AWS knows by itself. */
export function providerOfIssuer(world: World, roleArn: string, issuer: string): IssuerProvider | undefined {
  const name = issuerName(issuer);
  const published = publishedBy(world, name);
  if (builtIn.has(name)) return { name, ...(published ?? { revision: 0 }) };
  const account = accountOfRole(world, roleArn);
  const record = account && findByArn(world, 'oidcProviders', oidcProviderArn(account, name));
  if (record?.url !== name) return undefined;
  const { arn, jwks: keys, revision = 0 } = record;
  return { name: arn, record, ...(published ?? { revision, ...(keys ? { keys } : {}) }) };
}

/** What a simulated provider of that issuer publishes; it answers for itself, whatever the account says. */
function publishedBy(world: World, name: string): Pick<IssuerProvider, 'keys' | 'revision'> | undefined {
  for (const { issuer, keys, revision } of world.outsideProviders.values()) {
    if (issuer !== undefined && issuerName(issuer) === name) {
      return { keys: keys.map(({ jwk }) => jwk), revision };
    }
  }
  return undefined;
}
