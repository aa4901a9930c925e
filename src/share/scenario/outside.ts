/**
 * The simulated providers outside AWS in a scenario. Their keys are wishes: opening the scenario makes new
 * ones, and issues the SAML metadata in the account again with them, in the same batch.
 */

import { type AccountId, type EntityId, unsafeEntityId } from '../../core/model/ids.ts';
import {
  type OutsideProviderRecord,
  outsideKinds,
  secretIdOf,
} from '../../core/model/records/outside-providers.ts';
import type { World } from '../../core/model/world/world.ts';
import { derivedText } from '../random.ts';
import type { ScenarioOutsideKey, ScenarioOutsideProvider, ScenarioPerson } from './format.ts';
import type { SecretsGiven } from './credentials.ts';
import { arn, date, given, record, unless } from './members.ts';
import { type Shape } from '../json/shape.ts';
import type { MutableRecords } from '../world-records.ts';

export interface KeyWish {
  readonly provider: EntityId;
  readonly kid: string;
  readonly algorithm: 'RS256' | 'ES256';
  readonly createDate: string;
  /** The key in the file. */
  readonly given?: { readonly privateJwk: string; readonly certificate: string };
}
/** A metadata document to be made from the keys of an outside provider. */
export interface MetadataWish {
  readonly samlProvider: EntityId;
  readonly provider: EntityId;
  /** Absent: all keys of the provider. */
  readonly kids?: readonly string[];
}

const text = (shape: Shape) => shape.matching(/^[^\p{Cc}]{1,256}$/u, 'a text of one line');
const texts = (shape: Shape, member: string) => shape.items(member).map(text);

export function outsideShape(shape: Shape): ScenarioOutsideProvider {
  shape.only(
    ...['id', 'kind', 'name', 'domain', 'entityId', 'issuer', 'createDate'],
    ...['keys', 'groups', 'people', 'workloads', 'applications'],
  );
  return {
    ...given(shape, 'id', text),
    kind: shape.member('kind').oneOf(outsideKinds),
    name: text(shape.member('name')),
    domain: shape.member('domain').matching(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a domain like `acme.example`'),
    ...given(shape, 'entityId', text),
    ...given(shape, 'issuer', (value) =>
      value.matching(/^https:\/\/[^\s"'<>]{1,240}[^/\s"'<>]$/, 'an https address'),
    ),
    ...given(shape, 'createDate', date),
    keys: shape.items('keys').map(keyShape),
    groups: texts(shape, 'groups'),
    people: shape.items('people').map(personShape),
    workloads: shape.items('workloads').map((workload) => {
      workload.only('id', 'name', 'claims', 'methods');
      return {
        id: text(workload.member('id')),
        name: text(workload.member('name')),
        claims: record(workload.member('claims'), text),
        ...given(workload, 'methods', (value) => value.list().map(text)),
      };
    }),
    applications: shape.items('applications').map(applicationShape),
  };
}

function keyShape(key: Shape): ScenarioOutsideKey {
  key.only('kid', 'algorithm', 'createDate', 'privateJwk', 'certificate');
  if ((key.optional('privateJwk') === undefined) !== (key.optional('certificate') === undefined)) {
    key.expected('`privateJwk` and `certificate` together');
  }
  return {
    kid: key.member('kid').matching(/^[!-~]{1,64}$/, 'a key id'),
    ...given(key, 'algorithm', (value) => value.oneOf(['RS256', 'ES256'])),
    ...given(key, 'createDate', date),
    ...given(key, 'privateJwk', (value) => value.matching(/^\{.{1,9998}\}$/s, 'a private JWK as JSON')),
    ...given(key, 'certificate', (value) => value.matching(/^[A-Za-z0-9+/]{1,9998}={0,2}$/, 'a certificate')),
  };
}

function personShape(person: Shape): ScenarioPerson {
  person.only('id', 'userName', 'name', 'email', 'groups', 'attributes');
  return {
    ...given(person, 'id', text),
    userName: text(person.member('userName')),
    ...given(person, 'name', text),
    ...given(person, 'email', text),
    groups: texts(person, 'groups'),
    ...given(person, 'attributes', (value) => record(value, text)),
  };
}

type Application = ScenarioOutsideProvider['applications'][number];

function applicationShape(shape: Shape): Application {
  shape.only(
    ...['id', 'name', 'protocol', 'grants', 'tags', 'sessionName', 'sessionDuration', 'sessionDurationFrom'],
    ...['sourceIdentity', 'audience', 'recipient'],
  );
  return {
    id: text(shape.member('id')),
    name: text(shape.member('name')),
    protocol: shape.member('protocol').oneOf(['saml', 'oidc']),
    grants: shape.items('grants').map((grant) => {
      grant.only('group', 'roleArn', 'providerArn');
      const [roleArn, providerArn] = [arn(grant.member('roleArn')), arn(grant.member('providerArn'))];
      return { ...given(grant, 'group', text), roleArn, providerArn };
    }),
    tags: shape.items('tags').map((tag) => {
      tag.only('key', 'attribute', 'transitive');
      const [key, attribute] = [text(tag.member('key')), text(tag.member('attribute'))];
      return { key, attribute, ...given(tag, 'transitive', (value) => value.flag()) };
    }),
    sessionName: shape.optional('sessionName')?.oneOf(['userName', 'email']) ?? 'email',
    ...given(shape, 'sessionDuration', (value) => value.whole(900, 43_200)),
    ...given(shape, 'sessionDurationFrom', text),
    ...given(shape, 'sourceIdentity', (value) => value.flag()),
    ...given(shape, 'audience', text),
    ...given(shape, 'recipient', text),
  };
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
      ...(entityId === undefined ? {} : { entityId }),
      ...(issuer === undefined ? {} : { issuer }),
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

/** Returns the outside providers of an account for the file. */
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
      ...(provider.entityId === undefined ? {} : { entityId: provider.entityId }),
      ...(provider.issuer === undefined ? {} : { issuer: provider.issuer }),
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
