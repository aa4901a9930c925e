/**
 * The first answers of the role wizard when it starts on a provider's page: that provider, its first
 * audience, and for GitHub the repository of the simulated provider's runs.
 */

import type { AccountId } from '../../../core/model/ids.ts';
import type { OutsideProviderRecord } from '../../../core/model/records/outside-providers.ts';
import { TrustDraft } from '../identities/create/role/trust-draft.svelte.ts';

export function samlTrustFor(account: AccountId, provider: string): TrustDraft {
  const trust = new TrustDraft(account);
  trust.kind = 'saml';
  trust.saml = { ...trust.saml, provider };
  return trust;
}

/** `provider` is an ARN, or the name of an issuer that AWS knows by itself. */
export function oidcTrustFor(
  account: AccountId,
  provider: string,
  audience: string,
  outside: OutsideProviderRecord | undefined,
): TrustDraft {
  const trust = new TrustDraft(account);
  trust.kind = 'oidc';
  const { repository: full = '', ref = '' } = outside?.workloads[0]?.claims ?? {};
  const [organization = '', repository = ''] = full.split('/');
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
  trust.oidc = { provider, audience, organization, repository, branch };
  return trust;
}
