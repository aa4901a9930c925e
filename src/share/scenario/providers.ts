/** The account's side of federation in a scenario: IAM's SAML and OIDC providers. */

import { unless } from '../../core/model/schema/members.ts';
import { oidcProviderArn, samlProviderArn } from '../../core/model/arn.ts';
import { type AccountId, unsafeEntityId } from '../../core/model/ids.ts';
import { issuerName } from '../../core/model/federation/issuers.ts';
import type { OutsideProviderRecord } from '../../core/model/records/outside-providers.ts';
import type { SamlProviderRecord } from '../../core/model/records/identity-providers.ts';
import { ownedBy, type World } from '../../core/model/world/world.ts';
import { derivedText } from '../random.ts';
import type { ScenarioOidcProvider, ScenarioSamlProvider } from './format/providers.ts';
import type { MetadataWish } from './outside.ts';
import type { Path } from '../../core/model/schema/fault.ts';
import { ShapeProblem } from '../json/shape.ts';
import type { MutableRecords } from '../world-records.ts';
import { defined } from '../../core/model/defined.ts';

/** AWS shows a date a hundred years later when the document has none. */
const validUntilOf = (createDate: string): string =>
  `${Number(createDate.slice(0, 4)) + 100}${createDate.slice(4)}`;

interface Providers {
  readonly samlProviders: readonly ScenarioSamlProvider[];
  readonly oidcProviders: readonly ScenarioOidcProvider[];
}

/** Runs after the outside providers, because metadata made of theirs are `wishes`. */
export function providerRecords(
  { samlProviders, oidcProviders }: Providers,
  account: AccountId,
  usual: string,
  records: MutableRecords,
  wishes: MetadataWish[],
  path: Path,
  once: (table: string, name: string) => void,
): void {
  samlProviders.forEach((provider, at) => {
    once('samlProviders', provider.name);
    const arn = samlProviderArn(account, provider.name);
    const createDate = provider.createDate ?? usual;
    const id = unsafeEntityId(derivedText(arn, 22));
    if (provider.metadataOf) {
      const { provider: named, keys } = provider.metadataOf;
      const outside = records.outsideProviders.find((one) => one.account === account && one.name === named);
      if (outside?.entityId === undefined) {
        const problem = `no outside provider \`${named}\` that speaks SAML in this account`;
        throw new ShapeProblem(problem, [...path, 'samlProviders', at, 'metadataOf']);
      }
      wishes.push({ samlProvider: id, provider: outside.id, ...defined({ kids: keys }) });
    }
    records.samlProviders.push({
      id,
      account,
      samlProviderName: provider.name,
      arn,
      createDate,
      metadata: provider.metadata ?? '',
      revision: 1,
      validUntil: provider.validUntil ?? validUntilOf(createDate),
      privateKeys: [],
      tags: provider.tags,
    });
  });
  for (const provider of oidcProviders) {
    const url = provider.url.replace(/^https:\/\//, '').replace(/\/$/, '');
    once('oidcProviders', url);
    const arn = oidcProviderArn(account, url);
    records.oidcProviders.push({
      id: unsafeEntityId(derivedText(arn, 22)),
      account,
      arn,
      url,
      createDate: provider.createDate ?? usual,
      clientIds: provider.clientIds,
      thumbprints: provider.thumbprints.map((value) => value.toLowerCase()),
      ...(provider.keys ? { jwks: provider.keys, revision: 1 } : {}),
      tags: provider.tags,
    });
  }
}

/** Returns the metadata of an outside provider (src/federation); `undefined` for one without SAML. */
export type MetadataOf = (provider: OutsideProviderRecord) => string | undefined;

/** Leaves out ids, counts of documents and private keys; new ones are made. */
export const writtenProviders = (
  world: World,
  account: AccountId,
  usual: string,
  metadataOf: MetadataOf,
): Providers => ({
  samlProviders: ownedBy(world, 'samlProviders', account).map((provider) => ({
    name: provider.samlProviderName,
    ...writtenMetadata(world, provider, metadataOf),
    ...unless(provider.createDate, usual, 'createDate'),
    ...unless(provider.validUntil, validUntilOf(provider.createDate), 'validUntil'),
    tags: provider.tags,
  })),
  oidcProviders: ownedBy(world, 'oidcProviders', account).map((provider) => ({
    url: provider.url,
    clientIds: provider.clientIds,
    thumbprints: provider.thumbprints,
    ...(provider.jwks && !answersForItself(world, provider.url) ? { keys: provider.jwks } : {}),
    ...unless(provider.createDate, usual, 'createDate'),
    tags: provider.tags,
  })),
});

/** Refers to the outside provider if it publishes this document, or did when it had fewer keys. */
function writtenMetadata(
  world: World,
  { account, metadata }: SamlProviderRecord,
  metadataOf: MetadataOf,
): Pick<ScenarioSamlProvider, 'metadata' | 'metadataOf'> {
  for (const outside of world.outsideProviders.values()) {
    const keys = outside.keys.filter(({ certificate }) => metadata.includes(certificate));
    if (outside.account !== account || metadataOf({ ...outside, keys }) !== metadata) continue;
    const all = keys.length === outside.keys.length;
    return { metadataOf: { provider: outside.name, ...(all ? {} : { keys: keys.map(({ kid }) => kid) }) } };
  }
  return { metadata };
}

const answersForItself = (world: World, url: string): boolean =>
  [...world.outsideProviders.values()].some(
    ({ issuer }) => issuer !== undefined && issuerName(issuer) === url,
  );
