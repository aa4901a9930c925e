/** Federation: a SAML response signed and verified (RSA-2048). Milliseconds. */

import { apply, createWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { samlDraftFor } from '#federation/outside/login.ts';
import { encodeSaml, signSamlResponse } from '#federation/saml/sign.ts';
import { newSigningKey, publicJwkOf } from '#federation/keys/signing-key.ts';
import { verifySamlResponse } from '#federation/saml/verify.ts';
import type { Form } from './form.ts';
import type { Figures } from './measurement.ts';
import { median } from './median.ts';

const account = unsafeAccountId('111122223333');
const createDate = '2026-01-31T12:00:00Z';

export async function federationFigures(form: Form): Promise<Figures> {
  const key = await newSigningKey('RS256', { name: 'idp', from: Date.parse(createDate) });
  const arn = unsafeArn(`arn:aws:iam::${account}:saml-provider/Corp`);
  const person = {
    id: 'p1',
    userName: 'ana.ruiz',
    name: 'Ana Ruiz',
    email: 'ana.ruiz@acme.example',
    groups: ['Engineering'],
    attributes: { department: 'Engineering' },
  };
  const application = {
    id: 'aws',
    name: 'AWS',
    protocol: 'saml' as const,
    grants: [{ roleArn: `arn:aws:iam::${account}:role/Dev`, providerArn: arn }],
    tags: [{ key: 'Department', attribute: 'department', transitive: true }],
    sessionName: 'email' as const,
  };
  const outside: OutsideProviderRecord = {
    id: unsafeEntityId('okta'),
    account,
    kind: 'okta',
    name: 'Okta',
    domain: 'acme.example',
    createDate,
    entityId: 'http://www.okta.com/acme',
    keys: [{ kid: key.kid, createDate, jwk: publicJwkOf(key), certificate: key.certificate }],
    revision: 1,
    groups: ['Engineering'],
    people: [person],
    workloads: [],
    applications: [application],
  };
  const world = createWorld();
  apply(world, [
    created('samlProviders', {
      ...{ id: unsafeEntityId('corp'), account, arn, createDate, revision: 1, privateKeys: [], tags: [] },
      samlProviderName: 'Corp',
      metadata: providerMetadata(outside) ?? '',
      validUntil: '2036-01-31T12:00:00Z',
    }),
  ]);
  const taken: number[] = [];
  let ids = 0;
  for (let turn = 0; turn < form.turns(40); turn += 1) {
    const moment = { now: Date.parse(createDate), newId: () => `id-${(ids += 1)}` };
    const from = performance.now();
    const xml = await signSamlResponse(samlDraftFor(outside, person, application, moment), key);
    const { signature } = await verifySamlResponse(encodeSaml(xml), arn, world);
    taken.push(performance.now() - from);
    if (signature !== 'valid') throw new Error('the response that was just signed does not verify');
  }
  return { 'SAML response signed and verified, ms': median(taken) };
}
