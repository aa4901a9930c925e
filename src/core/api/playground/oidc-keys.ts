/**
 * Sets the answer of an OIDC issuer. AWS fetches its keys from the issuer (OIDC-03), but the page has no
 * network. Without a document the issuer does not answer.
 */

import { replaced } from '../../model/world/change.ts';
import { readJwks } from '../../model/federation/jwks.ts';
import { ok } from '../../model/result.ts';
import { findByArn } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import { done } from '../operation.ts';
import { unverifiedTexts } from '../errors/texts.ts';
import { type PlaygroundOperation, playgroundOperation } from './operation.ts';

interface SetKeysInput {
  readonly OpenIDConnectProviderArn: string;
  /** A JWKS document (RFC 7517). Without it the issuer no longer answers. */
  readonly Jwks?: string;
}

const setOidcProviderKeys = playgroundOperation<SetKeysInput>(
  'SetOpenIDConnectProviderKeys',
  ({ world, params }) => {
    const { OpenIDConnectProviderArn: arn, Jwks: text } = params;
    const provider = findByArn(world, 'oidcProviders', arn);
    if (!provider) return fail('NoSuchEntity', unverifiedTexts.oidcMissing(arn));
    const read = text === undefined ? ok(undefined) : readJwks(text);
    if (!read.ok) return fail('InvalidInput', `the keys cannot be used: ${read.error}`);
    const keys = read.value;
    const { jwks: _, ...rest } = provider;
    const revision = (provider.revision ?? 0) + 1;
    const after = { ...rest, revision, ...(keys ? { jwks: keys } : {}) };
    return done({ Keys: keys?.length ?? 0 }, [replaced('oidcProviders', provider, after)]);
  },
);

export const oidcKeyOperations: PlaygroundOperation[] = [setOidcProviderKeys];
