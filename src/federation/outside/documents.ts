/** The documents that a simulated provider publishes. The account's provider objects are made from them. */

import { organizationLabel } from '../../core/model/federation/issuers.ts';
import type { PublicJwk } from '../../core/model/records/identity-providers.ts';
import type { OutsideProviderRecord } from '../../core/model/records/outside-providers.ts';
import { nameIdFormats, xmlText } from '../saml/draft.ts';

const hosts = (provider: OutsideProviderRecord): { readonly login: string; readonly redirect: string } => {
  const label = organizationLabel(provider.domain);
  switch (provider.kind) {
    case 'okta':
      return {
        login: `https://${label}.okta.com/app/aws/sso/saml`,
        redirect: `https://${label}.okta.com/app/aws/sso/saml`,
      };
    case 'ad-fs':
      return {
        login: `https://sts.${provider.domain}/adfs/ls/`,
        redirect: `https://sts.${provider.domain}/adfs/ls/`,
      };
    default:
      return {
        login: `${provider.issuer ?? ''}/o/saml2/idp`,
        redirect: `${provider.issuer ?? ''}/o/saml2/idp`,
      };
  }
};

/** Returns the SAML metadata for `CreateSAMLProvider`; `undefined` for a provider without SAML. */
export function providerMetadata(provider: OutsideProviderRecord): string | undefined {
  const { entityId, keys, name } = provider;
  if (entityId === undefined) return undefined;
  const { login, redirect } = hosts(provider);
  const key = (certificate: string) => `    <md:KeyDescriptor use="signing">
      <ds:KeyInfo>
        <ds:X509Data>
          <ds:X509Certificate>${certificate}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${xmlText(entityId)}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${keys.map(({ certificate }) => key(certificate)).join('\n')}
    <md:NameIDFormat>${nameIdFormats.persistent}</md:NameIDFormat>
    <md:NameIDFormat>${nameIdFormats.transient}</md:NameIDFormat>
    <md:NameIDFormat>${nameIdFormats.email}</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${xmlText(login)}"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${xmlText(redirect)}"/>
  </md:IDPSSODescriptor>
  <md:Organization>
    <md:OrganizationName xml:lang="en">${xmlText(name)}</md:OrganizationName>
    <md:OrganizationDisplayName xml:lang="en">${xmlText(name)}</md:OrganizationDisplayName>
    <md:OrganizationURL xml:lang="en">https://${xmlText(provider.domain)}/</md:OrganizationURL>
  </md:Organization>
</md:EntityDescriptor>`;
}

/** Returns `{issuer}/.well-known/openid-configuration`; `undefined` for a provider without OIDC. */
export function discoveryDocument({
  issuer,
  keys,
}: OutsideProviderRecord): Record<string, unknown> | undefined {
  if (issuer === undefined) return undefined;
  return {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/v1/authorize`,
    token_endpoint: `${issuer}/oauth2/v1/token`,
    jwks_uri: `${issuer}/.well-known/jwks`,
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...new Set(keys.map(({ jwk }) => jwk.alg ?? 'RS256'))],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'email', 'profile', 'groups'],
    claims_supported: ['sub', 'aud', 'exp', 'iat', 'iss', 'email'],
  };
}

export const jwksDocument = ({ keys }: OutsideProviderRecord): { readonly keys: readonly PublicJwk[] } => ({
  keys: keys.map(({ jwk }) => jwk),
});
