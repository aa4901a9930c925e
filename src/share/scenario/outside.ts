/**
 * The simulated providers outside AWS in a scenario. Their keys are wishes: opening the scenario makes new
 * ones, and issues the SAML metadata in the account again with them, in the same batch.
 */

import { unless } from '../../core/model/schema/members.ts';
import { type AccountId, type EntityId, unsafeEntityId } from '../../core/model/ids.ts';
import type { OutsideProviderRecord } from '../../core/model/records/outside-providers.ts';
import { secretIdOf } from '../../core/model/world/row-ids.ts';
import type { World } from '../../core/model/world/world.ts';
import { derivedText } from '../random.ts';
import type { ScenarioOutsideKey, ScenarioOutsideProvider } from './format/providers.ts';
import type { SecretsGiven } from './credentials.ts';
import type { MutableRecords } from '../world-records.ts';
import { defined } from '../../core/model/defined.ts';

export interface KeyWish {
  readonly provider: EntityId;
  readonly kid: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly createDate: string;
  readonly given?: { readonly privateJwk: string; readonly certificate: string };
}
/** A metadata document to be made from the keys of an outside provider. */
export interface MetadataWish {
  readonly samlProvider: EntityId;
  readonly provider: EntityId;
  /** Absent: all keys of the provider. */
  readonly kids?: readonly string[];
}

const usualId = (account: string, name: string) => `outside-${derivedText(`${account}/${name}`, 16)}`;
const usualPersonId = (provider: string, userName: string) => derivedText(`${provider}/${userName}`, 20);
const usualKey = { kid: 'key-1' };

/** Adds the rows without keys, which are wishes. */
export function outsideRecords(
  providers: readonly ScenarioOutsideProvider[],
  account: AccountId,
  usual: string,
  records: MutableRecords,
  wishes: KeyWish[],
  once: (table: string, id: string) => void,
): void {
  for (const provider of providers) {
    const id = unsafeEntityId(provider.id ?? usualId(account, provider.name));
    once('outsideProviders', id);
    const createDate = provider.createDate ?? usual;
    const { kind, name, domain, entityId, issuer, groups, workloads, applications } = provider;
    records.outsideProviders.push({
      id,
      account,
      kind,
      name,
      domain,
      createDate,
      ...defined({ entityId, issuer }),
      keys: [],
      revision: 0,
      groups,
      people: provider.people.map((person) => ({
        id: person.id ?? usualPersonId(id, person.userName),
        userName: person.userName,
        name: person.name ?? person.userName,
        email: person.email ?? `${person.userName}@${domain}`,
        groups: person.groups,
        attributes: person.attributes ?? {},
      })),
      workloads,
      applications,
    });
    for (const key of provider.keys.length > 0 ? provider.keys : [usualKey as ScenarioOutsideKey]) {
      const { kid, privateJwk, certificate } = key;
      const whole = privateJwk !== undefined && certificate !== undefined;
      once('outsideKeys', secretIdOf(id, kid));
      wishes.push({
        provider: id,
        kid,
        algorithm: key.algorithm ?? 'RS256',
        createDate: key.createDate ?? createDate,
        ...(whole ? { given: { privateJwk, certificate } } : {}),
      });
    }
  }
}

export const writtenOutside = (
  world: World,
  account: AccountId,
  usual: string,
  secrets: SecretsGiven,
): ScenarioOutsideProvider[] =>
  [...world.outsideProviders.values()]
    .filter((provider) => provider.account === account)
    .map((provider) => ({
      ...unless<'id', string>(provider.id, usualId(account, provider.name), 'id'),
      kind: provider.kind,
      name: provider.name,
      domain: provider.domain,
      ...defined({ entityId: provider.entityId, issuer: provider.issuer }),
      ...unless(provider.createDate, usual, 'createDate'),
      keys: writtenKeys(provider, secrets),
      groups: provider.groups,
      people: provider.people.map((person) => ({
        ...unless(person.id, usualPersonId(provider.id, person.userName), 'id'),
        userName: person.userName,
        ...unless(person.name, person.userName, 'name'),
        ...unless(person.email, `${person.userName}@${provider.domain}`, 'email'),
        groups: person.groups,
        ...(Object.keys(person.attributes).length === 0 ? {} : { attributes: person.attributes }),
      })),
      workloads: provider.workloads,
      // The private key for encrypted assertions does not travel, so the copy gets plain ones.
      applications: provider.applications.map(({ encryptFor: _, ...application }) => application),
    }));

function writtenKeys({ id, keys, createDate }: OutsideProviderRecord, secrets: SecretsGiven) {
  const written = keys.map((key): ScenarioOutsideKey => {
    const privateJwk = secrets.get(secretIdOf(id, key.kid));
    return {
      kid: key.kid,
      ...(key.jwk.kty === 'EC' ? { algorithm: 'ES256' as const } : {}),
      ...unless(key.createDate, createDate, 'createDate'),
      ...(privateJwk === undefined ? {} : { privateJwk, certificate: key.certificate }),
    };
  });
  const [only] = written;
  const usual = written.length === 1 && only && Object.keys(only).length === 1 && only.kid === usualKey.kid;
  return usual ? [] : written;
}
