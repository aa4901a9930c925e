/** OpenID Connect providers: issuers, the audiences they may name, their certificates' thumbprints (N-37). */

import { oidcProviderArn } from '#core/model/arn.ts';
import { created, deleted, replaced } from '#core/model/world/change.ts';
import { newUuid, unsafeEntityId } from '#core/model/ids.ts';
import type { OidcProviderRecord } from '#core/model/records/identity-providers.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { countOwned, findByArn, ownedBy } from '#core/model/world/world.ts';
import { type ApiFailure, fail, overFixedQuota } from '../../errors/codes.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import type { IamInputs } from '../../model/generated/iam-types.ts';
import { accountOperation } from '../entities.ts';
import { entityOperation } from '../entity-operation.ts';
import { checkArn } from './saml-providers.ts';
import { apiTags, creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';

const tagRules = { ignoreCase: false };
const maxThumbprints = 5;

/** Returns host and path; `undefined` when the URL is not https, or has a port or a query. */
const issuerOf = (url: string): string | undefined =>
  /^https:\/\/([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:\/[A-Za-z0-9._~!$&'()*+,;=@%/-]*)?)$/
    .exec(url)?.[1]
    ?.replace(/\/$/, '');

export function findOidc(
  { world, account }: Call<unknown>,
  arn: string,
): Result<OidcProviderRecord, AwsError> {
  const provider = findByArn(world, 'oidcProviders', arn);
  return provider?.account === account.id
    ? ok(provider)
    : fail('NoSuchEntity', unverifiedTexts.oidcMissing(arn));
}

/** Q-02: at most five thumbprints. The text says what AWS's says. */
function refuseThumbprints(thumbprints: readonly string[]): ApiFailure | undefined {
  if (thumbprints.length > maxThumbprints) return fail('InvalidInput', errorTexts.tooManyThumbprints);
  const bad = thumbprints.find((value) => !/^[0-9a-fA-F]{40}$/.test(value));
  return bad === undefined ? undefined : fail('InvalidInput', unverifiedTexts.badThumbprint(bad));
}

const createOidcProvider = iamOperation('CreateOpenIDConnectProvider', {
  checks: ({ account, params }) => {
    const issuer = issuerOf(params.Url);
    if (issuer === undefined) return fail('ValidationError', errorTexts.invalidOidcUrl);
    const context = creationTagKeys(params.Tags);
    return [checkArn('CreateOpenIDConnectProvider', oidcProviderArn(account.id, issuer), context)];
  },
  run: (call) => {
    const { world, account, params } = call;
    const { Url, ClientIDList = [], ThumbprintList = [], Tags = [] } = params;
    const url = issuerOf(Url);
    if (url === undefined) return fail('ValidationError', errorTexts.invalidOidcUrl);
    const refused = refuseTags(Tags, tagRules) ?? refuseThumbprints(ThumbprintList);
    if (refused) return refused;
    const arn = oidcProviderArn(account.id, url);
    if (findByArn(world, 'oidcProviders', arn))
      return fail('EntityAlreadyExists', unverifiedTexts.oidcExists(Url));
    const count = countOwned(world, 'oidcProviders', account.id) + 1;
    const clientIds = [...new Set(ClientIDList)];
    const exceeded =
      overFixedQuota('OpenIdConnectProvidersPerAccount', count) ??
      overFixedQuota('ClientIdsPerOpenIdConnectProvider', clientIds.length);
    if (exceeded) return exceeded;
    const merged = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (!merged.ok) return merged;
    const tags = merged.value;
    const provider: OidcProviderRecord = {
      id: unsafeEntityId(newUuid(call.env.random)),
      account: account.id,
      arn,
      url,
      createDate: call.now,
      clientIds,
      thumbprints: ThumbprintList.map((value) => value.toLowerCase()),
      tags,
    };
    return done({ OpenIDConnectProviderArn: arn, ...(tags.length > 0 ? { Tags: apiTags(tags) } : {}) }, [
      created('oidcProviders', provider),
    ]);
  },
});

const getOidcProvider = iamOperation('GetOpenIDConnectProvider', {
  checks: ({ params }) => [checkArn('GetOpenIDConnectProvider', params.OpenIDConnectProviderArn)],
  run: (call) => {
    const found = findOidc(call, call.params.OpenIDConnectProviderArn);
    if (!found.ok) return found;
    const provider = found.value;
    return done({
      Url: provider.url,
      ClientIDList: [...provider.clientIds],
      ThumbprintList: [...provider.thumbprints],
      CreateDate: provider.createDate,
      Tags: apiTags(provider.tags),
    });
  },
});

const listOidcProviders = accountOperation('ListOpenIDConnectProviders', ({ world, account }) =>
  done({
    OpenIDConnectProviderList: ownedBy(world, 'oidcProviders', account.id)
      .sort((a, b) => (a.arn < b.arn ? -1 : 1))
      .map(({ arn }) => ({ Arn: arn })),
  }),
);

/** N-42: deleting a provider that does not exist succeeds. */
const deleteOidcProvider = iamOperation('DeleteOpenIDConnectProvider', {
  checks: ({ params }) => [checkArn('DeleteOpenIDConnectProvider', params.OpenIDConnectProviderArn)],
  run: (call) => {
    const provider = findOidc(call, call.params.OpenIDConnectProviderArn);
    return done({}, provider.ok ? [deleted('oidcProviders', provider.value)] : []);
  },
});

const changing = <
  Name extends
    | 'AddClientIDToOpenIDConnectProvider'
    | 'RemoveClientIDFromOpenIDConnectProvider'
    | 'UpdateOpenIDConnectProviderThumbprint',
>(
  name: Name,
  change: (provider: OidcProviderRecord, params: IamInputs[Name]) => Result<OidcProviderRecord, AwsError>,
): Operation =>
  entityOperation(name as 'AddClientIDToOpenIDConnectProvider', 'oidcProviders', {
    checks: (_, action, { name: arn }) => [checkArn(action, arn)],
    run: (call, { name: arn }) => {
      const found = findOidc(call, arn);
      if (!found.ok) return found;
      const changed = change(found.value, call.params as IamInputs[Name]);
      if (!changed.ok) return changed;
      const { value } = changed;
      return done({}, value === found.value ? [] : [replaced('oidcProviders', found.value, value)]);
    },
  });

const addClientId = changing('AddClientIDToOpenIDConnectProvider', (provider, { ClientID }) => {
  if (provider.clientIds.includes(ClientID)) return ok(provider);
  const clientIds = [...provider.clientIds, ClientID];
  const exceeded = overFixedQuota('ClientIdsPerOpenIdConnectProvider', clientIds.length);
  return exceeded ?? ok({ ...provider, clientIds });
});

/** N-37: removing a client id that is not there succeeds. */
const removeClientId = changing('RemoveClientIDFromOpenIDConnectProvider', (provider, { ClientID }) => {
  const clientIds = provider.clientIds.filter((id) => id !== ClientID);
  return ok(clientIds.length === provider.clientIds.length ? provider : { ...provider, clientIds });
});

const updateThumbprints = changing(
  'UpdateOpenIDConnectProviderThumbprint',
  (provider, { ThumbprintList }) => {
    const refused = refuseThumbprints(ThumbprintList);
    return refused ?? ok({ ...provider, thumbprints: ThumbprintList.map((value) => value.toLowerCase()) });
  },
);

export const oidcProviderOperations: Operation[] = [
  createOidcProvider,
  getOidcProvider,
  listOidcProviders,
  deleteOidcProvider,
  addClientId,
  removeClientId,
  updateThumbprints,
];
