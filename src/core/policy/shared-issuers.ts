/**
 * OIDC issuers that serve many organizations at one address, so that the issuer alone does not tell the
 * organization of a token. IAM knows them, and asks that a trust policy tests the claim that names the
 * organization (G-63; IAM User Guide, "Identity-provider controls for shared OIDC providers").
 */

import { isBuiltIn } from '../model/federation/issuers.ts';

export const gitHub = 'token.actions.githubusercontent.com';

/** The organization is in the claim `sub`. */
const bySubject = [
  gitHub,
  'vstoken.actions.githubusercontent.com',
  'oidc-configuration.audit-log.githubusercontent.com',
  'gitlab.com',
  'app.terraform.io',
  'agent.buildkite.com',
  'oidc.codefresh.io',
  'studio.datachain.ai/api',
  'scalr.io',
  'tokens.cloud.shisho.dev',
  'proidc.upbound.io',
];
/** The organization is in the claim `aud`. */
const byAudience = [
  'cognito-identity.amazonaws.com',
  'oidc.vercel.com',
  'api.pulumi.com/oidc',
  'sandboxes.cloud',
];

/** The claims by the issuer's name; one of them must be tested. The usual one is first. */
const tenantClaims: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...bySubject.map((issuer) => [issuer, issuer === gitHub ? ['sub', 'job_workflow_ref'] : ['sub']] as const),
  ...byAudience.map((issuer) => [issuer, ['aud']] as const),
]);

/** Returns keys in lower case, of which one must be tested: `gitlab.com:sub`; empty for any other issuer. */
export const tenantKeys = (issuer: string): string[] =>
  (tenantClaims.get(issuer.toLowerCase()) ?? []).map((claim) => `${issuer.toLowerCase()}:${claim}`);

const allTenantKeys: ReadonlySet<string> = new Set([...tenantClaims.keys()].flatMap(tenantKeys));

/** Returns true for a key in lower case that names the organization of a token: `gitlab.com:sub`. */
export const isTenantKey = (key: string): boolean => allTenantKeys.has(key);

/**
 * Returns the issuer's name behind a federated principal, which is that name or the ARN of an OIDC provider;
 * `undefined` for SAML.
 */
export function issuerOfPrincipal(principal: string): string | undefined {
  if (principal.includes(':saml-provider/')) return undefined;
  const mark = ':oidc-provider/';
  const at = principal.indexOf(mark);
  return at < 0 ? principal : principal.slice(at + mark.length);
}

/** Returns the claim that names the application of a token. Amazon and Facebook call it `app_id`. */
export const audienceClaim = (issuer: string): string =>
  ['www.amazon.com', 'graph.facebook.com'].includes(issuer.toLowerCase()) ? 'app_id' : 'aud';

/** Returns true for the audience and the subject of a provider whose tokens AWS knows; each has one value. */
export function isSingleClaim(key: string): boolean {
  const [, issuer = '', claim = ''] = /^(.*):([^:]*)$/.exec(key.toLowerCase()) ?? [];
  return (issuer === gitHub || isBuiltIn(issuer)) && (claim === 'sub' || claim === audienceClaim(issuer));
}
