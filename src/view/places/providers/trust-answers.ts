/** The first answers of the role wizard when it starts on a provider's page. */

import type { Session } from '#app/session/session.svelte.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import { findByArn } from '#core/model/world/world.ts';
import type { SignInPath } from '#core/query/identities/sign-in-path.ts';
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

export function trustFor(
  session: Session,
  provider: NonNullable<SignInPath['provider']>,
  outside: OutsideProviderRecord,
): TrustDraft {
  const { account } = session;
  if ('builtIn' in provider) {
    const audience = outside.applications.find(({ protocol }) => protocol === 'oidc')?.id ?? '';
    return oidcTrustFor(account, provider.builtIn, audience, outside);
  }
  if (provider.kind === 'saml') return samlTrustFor(account, provider.arn);
  const { clientIds = [] } = findByArn(session.state.world, 'oidcProviders', provider.arn) ?? {};
  return oidcTrustFor(account, provider.arn, clientIds[0] ?? '', outside);
}
