import { oidcProviderArn, samlProviderArn } from '../core/model/arn.ts';
import { type AccountId, unsafeEntityId } from '../core/model/ids.ts';
import { ownedBy, type World } from '../core/model/world.ts';
import { derivedText } from './random.ts';
import type { ScenarioOidcProvider, ScenarioSamlProvider } from './scenario-format.ts';
import { date, given, name, scenarioTags, unless } from './scenario-members.ts';
import type { Shape } from './shape.ts';
import type { MutableRecords } from './world-records.ts';

/** The account's side of federation in a scenario: the SAML and OIDC providers that IAM knows. */
export function samlShape(shape: Shape): ScenarioSamlProvider {
  shape.only('name', 'metadata', 'createDate', 'validUntil', 'tags');
  return {
    name: name(shape.member('name')),
    metadata: shape.member('metadata').text('the metadata document (XML)'),
    ...given(shape, 'createDate', date),
    ...given(shape, 'validUntil', date),
    tags: scenarioTags(shape),
  };
}

export function oidcShape(shape: Shape): ScenarioOidcProvider {
  shape.only('url', 'clientIds', 'thumbprints', 'createDate', 'tags');
  return {
    url: shape
      .member('url')
      .matching(/^(?:https:\/\/)?[\w.-]+(?:\/[\w.~!$&'()*+,;=@%/-]*)?$/, 'an https address'),
    clientIds: shape.items('clientIds').map((id) => id.text()),
    thumbprints: shape
      .items('thumbprints')
      .map((value) => value.matching(/^[0-9a-fA-F]{40}$/, 'a thumbprint of 40 hexadecimal digits')),
    ...given(shape, 'createDate', date),
    tags: scenarioTags(shape),
  };
}

/** AWS shows a date a hundred years away where the document has none. */
const validUntilOf = (createDate: string): string =>
  `${Number(createDate.slice(0, 4)) + 100}${createDate.slice(4)}`;

interface Providers {
  readonly samlProviders: readonly ScenarioSamlProvider[];
  readonly oidcProviders: readonly ScenarioOidcProvider[];
}

export function providerRecords(
  { samlProviders, oidcProviders }: Providers,
  account: AccountId,
  usual: string,
  records: MutableRecords,
  once: (table: string, name: string) => void,
): void {
  for (const provider of samlProviders) {
    once('samlProviders', provider.name);
    const arn = samlProviderArn(account, provider.name);
    const createDate = provider.createDate ?? usual;
    records.samlProviders.push({
      id: unsafeEntityId(derivedText(arn, 22)),
      account,
      samlProviderName: provider.name,
      arn,
      createDate,
      metadata: provider.metadata,
      revision: 1,
      validUntil: provider.validUntil ?? validUntilOf(createDate),
      privateKeys: [],
      tags: provider.tags,
    });
  }
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
      tags: provider.tags,
    });
  }
}

/** Their ids and the counts of their documents are made anew. */
export const writtenProviders = (world: World, account: AccountId, usual: string): Providers => ({
  samlProviders: ownedBy(world, 'samlProviders', account).map((provider) => ({
    name: provider.samlProviderName,
    metadata: provider.metadata,
    ...unless(provider.createDate, usual, 'createDate'),
    ...unless(provider.validUntil, validUntilOf(provider.createDate), 'validUntil'),
    tags: provider.tags,
  })),
  oidcProviders: ownedBy(world, 'oidcProviders', account).map((provider) => ({
    url: provider.url,
    clientIds: provider.clientIds,
    thumbprints: provider.thumbprints,
    ...unless(provider.createDate, usual, 'createDate'),
    tags: provider.tags,
  })),
});
