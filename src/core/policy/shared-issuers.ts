/** GitHub Actions. */
export const gitHub = 'token.actions.githubusercontent.com';

/**
 * OIDC issuers that serve many organizations at one address, where the issuer alone says nothing about whose
 * token it is. IAM knows them, and asks that a trust policy tests the claim that names the organization (G-63;
 * IAM User Guide, "Identity-provider controls for shared OIDC providers").
 */
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
const byAudience = [
  'cognito-identity.amazonaws.com',
  'oidc.vercel.com',
  'api.pulumi.com/oidc',
  'sandboxes.cloud',
];

/** Claims of which one must be tested, by the issuer's name; the first is the usual one. */
const tenantClaims: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...bySubject.map((issuer) => [issuer, issuer === gitHub ? ['sub', 'job_workflow_ref'] : ['sub']] as const),
  ...byAudience.map((issuer) => [issuer, ['aud']] as const),
]);

/** The keys of which one must be tested, in lower case: `gitlab.com:sub`; empty for any other issuer. */
export const tenantKeys = (issuer: string): string[] =>
  (tenantClaims.get(issuer.toLowerCase()) ?? []).map((claim) => `${issuer.toLowerCase()}:${claim}`);

/**
 * The issuer's name behind a federated principal, an ARN of an OIDC provider or the name itself; undefined for
 * SAML.
 */
export function issuerOfPrincipal(principal: string): string | undefined {
  if (principal.includes(':saml-provider/')) return undefined;
  const mark = ':oidc-provider/';
  const at = principal.indexOf(mark);
  return at < 0 ? principal : principal.slice(at + mark.length);
}

/** The claim that names the application that a token was made for: Amazon and Facebook call it `app_id`. */
export const audienceClaim = (issuer: string): string =>
  ['www.amazon.com', 'graph.facebook.com'].includes(issuer.toLowerCase()) ? 'app_id' : 'aud';
