/** SAML providers: the metadata documents that this account trusts (N-38). */

import { samlProviderArn } from '#core/model/arn.ts';
import { type Change, created, deleted, replaced } from '#core/model/world/change.ts';
import { type EntityId, unsafeEntityId } from '#core/model/ids.ts';
import type { SamlProviderRecord } from '#core/model/records/identity-providers.ts';
import { type AwsError, isoSeconds } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { countOwned, findByArn, findByName, ownedBy } from '#core/model/world/world.ts';
import { base32Alphabet, randomText } from '../../base64.ts';
import { fail, overFixedQuota } from '../../errors/codes.ts';
import { type Call, type PermissionCheck, type Operation, done, iamOperation } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { accountOperation } from '../entities.ts';
import { readPrivateKey } from '../credentials/pem-keys.ts';
import { readSamlMetadata } from './saml-metadata.ts';
import { apiTags, creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { defined } from '#core/model/defined.ts';

const tagRules = { ignoreCase: false };

export const checkArn = (
  action: string,
  arn: string,
  context?: PermissionCheck['context'],
): PermissionCheck => ({
  action: `iam:${action}`,
  resource: arn,
  printed: arn,
  ...defined({ context }),
});

export function findSaml(
  { world, account }: Call<unknown>,
  arn: string,
): Result<SamlProviderRecord, AwsError> {
  const provider = findByArn(world, 'samlProviders', arn);
  return provider?.account === account.id ? ok(provider) : fail('NoSuchEntity', errorTexts.samlMissing(arn));
}

/** AWS shows a date a hundred years away when the document has none (unverified). */
const hundredYears = 100 * 365.25 * 86_400_000;

/** Returns the members that follow from a document, or `InvalidInput`. */
function fromMetadata(
  call: Call<unknown>,
  metadata: string,
): Result<Pick<SamlProviderRecord, 'metadata' | 'validUntil'>, AwsError> {
  const read = readSamlMetadata(metadata);
  if (!read.ok) return fail('InvalidInput', unverifiedTexts.samlMetadata(read.error));
  return ok({ metadata, validUntil: isoSeconds(read.value.validUntil ?? call.env.now + hundredYears) });
}

interface NewKey {
  readonly entry: SamlProviderRecord['privateKeys'][number];
  readonly change: Change;
}

/** Makes a key to decrypt assertions with. Its text is a secret. */
function newKey(call: Call<unknown>, pem: string): Result<NewKey, AwsError> {
  if (!readPrivateKey(pem)) return fail('InvalidInput', unverifiedTexts.samlKeyMalformed);
  const keyId: EntityId = unsafeEntityId(randomText(call.env.random, 22, base32Alphabet));
  const secret = { id: keyId, account: call.account.id, kind: 'private-key', pem } as const;
  return ok({ entry: { keyId, createDate: call.now }, change: created('secrets', secret) });
}

const createSamlProvider = iamOperation('CreateSAMLProvider', {
  checks: ({ account, params }) => [
    checkArn('CreateSAMLProvider', samlProviderArn(account.id, params.Name), creationTagKeys(params.Tags)),
  ],
  run: (call) => {
    const { world, account } = call;
    const { SAMLMetadataDocument, Name, Tags = [], AssertionEncryptionMode, AddPrivateKey } = call.params;
    const refused = refuseTags(Tags, tagRules);
    if (refused) return refused;
    const parsed = fromMetadata(call, SAMLMetadataDocument);
    if (!parsed.ok) return parsed;
    if (findByName(world, 'samlProviders', account.id, Name))
      return fail('EntityAlreadyExists', unverifiedTexts.samlExists(Name));
    const exceeded = overFixedQuota(
      'SAMLProvidersPerAccount',
      countOwned(world, 'samlProviders', account.id) + 1,
    );
    if (exceeded) return exceeded;
    const merged = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (!merged.ok) return merged;
    const tags = merged.value;
    const key = AddPrivateKey === undefined ? ok(undefined) : newKey(call, AddPrivateKey);
    if (!key.ok) return key;
    if (AssertionEncryptionMode === 'Required' && !key.value)
      return fail('InvalidInput', unverifiedTexts.samlKeyNeeded);
    const provider: SamlProviderRecord = {
      id: unsafeEntityId(randomText(call.env.random, 22, base32Alphabet)),
      account: account.id,
      samlProviderName: Name,
      arn: samlProviderArn(account.id, Name),
      createDate: call.now,
      ...parsed.value,
      revision: 1,
      ...defined({ assertionEncryptionMode: AssertionEncryptionMode }),
      privateKeys: key.value ? [key.value.entry] : [],
      tags,
    };
    return done({ SAMLProviderArn: provider.arn, ...(tags.length > 0 ? { Tags: apiTags(tags) } : {}) }, [
      created('samlProviders', provider),
      ...(key.value ? [key.value.change] : []),
    ]);
  },
});

const getSamlProvider = iamOperation('GetSAMLProvider', {
  checks: ({ params }) => [checkArn('GetSAMLProvider', params.SAMLProviderArn)],
  run: (call) => {
    const found = findSaml(call, call.params.SAMLProviderArn);
    if (!found.ok) return found;
    const provider = found.value;
    const { assertionEncryptionMode, privateKeys, tags } = provider;
    return done({
      SAMLProviderUUID: provider.id,
      SAMLMetadataDocument: provider.metadata,
      CreateDate: provider.createDate,
      ValidUntil: provider.validUntil,
      Tags: apiTags(tags),
      ...defined({ AssertionEncryptionMode: assertionEncryptionMode }),
      PrivateKeyList: privateKeys.map(({ keyId, createDate }) => ({ KeyId: keyId, Timestamp: createDate })),
    });
  },
});

const listSamlProviders = accountOperation('ListSAMLProviders', ({ world, account }) =>
  done({
    SAMLProviderList: ownedBy(world, 'samlProviders', account.id)
      .sort((a, b) => (a.arn < b.arn ? -1 : 1))
      .map(({ arn, validUntil, createDate }) => ({
        Arn: arn,
        ValidUntil: validUntil,
        CreateDate: createDate,
      })),
  }),
);

/** Another document is another revision. Keys are added and removed one at a time, two at most. */
const updateSamlProvider = iamOperation('UpdateSAMLProvider', {
  checks: ({ params }) => [checkArn('UpdateSAMLProvider', params.SAMLProviderArn)],
  run: (call) => {
    const { params, world } = call;
    const found = findSaml(call, params.SAMLProviderArn);
    if (!found.ok) return found;
    const provider = found.value;
    const text = params.SAMLMetadataDocument;
    const parsed = text === undefined ? ok(undefined) : fromMetadata(call, text);
    if (!parsed.ok) return parsed;
    const removed = params.RemovePrivateKey;
    if (removed !== undefined && !provider.privateKeys.some(({ keyId }) => keyId === removed))
      return fail('InvalidInput', unverifiedTexts.samlKeyMissing(removed));
    const key = params.AddPrivateKey === undefined ? ok(undefined) : newKey(call, params.AddPrivateKey);
    if (!key.ok) return key;
    const kept = provider.privateKeys.filter(({ keyId }) => keyId !== removed);
    const privateKeys = key.value ? [...kept, key.value.entry] : kept;
    const exceeded = overFixedQuota('PrivateKeysPerSAMLProvider', privateKeys.length);
    if (exceeded) return exceeded;
    const mode = params.AssertionEncryptionMode ?? provider.assertionEncryptionMode;
    if (mode === 'Required' && privateKeys.length === 0)
      return fail('InvalidInput', unverifiedTexts.samlKeyNeeded);
    const secret = removed === undefined ? undefined : world.secrets.get(removed);
    const after: SamlProviderRecord = {
      ...provider,
      ...parsed.value,
      revision: provider.revision + (parsed.value ? 1 : 0),
      ...defined({ assertionEncryptionMode: mode }),
      privateKeys,
    };
    return done({ SAMLProviderArn: provider.arn }, [
      replaced('samlProviders', provider, after),
      ...(key.value ? [key.value.change] : []),
      ...(secret ? [deleted('secrets', secret)] : []),
    ]);
  },
});

/** N-42: trust policies still name the deleted provider. */
const deleteSamlProvider = iamOperation('DeleteSAMLProvider', {
  checks: ({ params }) => [checkArn('DeleteSAMLProvider', params.SAMLProviderArn)],
  run: (call) => {
    const provider = findSaml(call, call.params.SAMLProviderArn);
    if (!provider.ok) return provider;
    const secrets = provider.value.privateKeys.flatMap(({ keyId }) => call.world.secrets.get(keyId) ?? []);
    return done({}, [
      deleted('samlProviders', provider.value),
      ...secrets.map((secret) => deleted('secrets', secret)),
    ]);
  },
});

export const samlProviderOperations: Operation[] = [
  createSamlProvider,
  getSamlProvider,
  listSamlProviders,
  updateSamlProvider,
  deleteSamlProvider,
];
