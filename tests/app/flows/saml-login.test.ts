/** A SAML login runs in a real browser from the making of the key to the session: its WebCrypto, our XML. */

import { expect, test } from 'vitest';
import { providerMetadata } from '#federation/outside/documents.ts';
import { samlDraftFor, signingKeyOf } from '#federation/outside/login.ts';
import { encodeSaml, signSamlResponse } from '#federation/saml/sign.ts';
import { newOutsideKey } from '#app/flows/outside-providers.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { account } from '../../store/samples.ts';
import { openSession } from '../test-session.ts';

const provider = `arn:aws:iam::${account}:saml-provider/Okta`;
const role = `arn:aws:iam::${account}:role/Dev`;

test.each(['RS256', 'ES256'] as const)(
  'SAML-03 a simulated Okta signs with %s, and dispatch verifies the response',
  async (alg) => {
    const session = await openSession(new MemoryStore());
    const { now } = session.env;
    const Key = await newOutsideKey(alg, 'acme.example', now);
    const created = { Kind: 'okta', Name: 'Okta', Domain: 'acme.example', Key };
    expect(await session.dispatch('playground', 'CreateOutsideProvider', created)).toMatchObject({
      ok: true,
    });
    const okta = () => {
      const [found] = session.state.world.outsideProviders.values();
      if (!found) throw new Error('no provider');
      return found;
    };
    const SAMLMetadataDocument = providerMetadata(okta());
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithSAML' },
    });
    const grants = [{ group: 'Engineering', roleArn: role, providerArn: provider }];
    const Applications = okta().applications.map((one) => ({ ...one, grants }));
    const given = [
      ['iam', 'CreateSAMLProvider', { Name: 'Okta', SAMLMetadataDocument }],
      ['iam', 'CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument }],
      ['playground', 'UpdateOutsideProvider', { Id: okta().id, Applications }],
    ] as const;
    for (const [service, operation, params] of given) {
      expect(await session.dispatch(service, operation, params)).toMatchObject({ ok: true });
    }
    const [person] = okta().people;
    const [application] = okta().applications;
    const key = signingKeyOf(session.state.world, okta());
    if (!person || !application || !key) expect.fail('incomplete');
    const draft = samlDraftFor(okta(), person, application, { now, newId: () => crypto.randomUUID() });
    const xml = await signSamlResponse(draft, key);
    const login = (text: string) =>
      session.dispatch('sts', 'AssumeRoleWithSAML', {
        ...{ RoleArn: role, PrincipalArn: provider, SAMLAssertion: encodeSaml(text) },
      });
    expect(await login(xml)).toMatchObject({ ok: true, response: { Subject: person.id } });
    expect(session.state.world.sessions.size).toBe(1);
    const forged = xml.replace(`>${person.id}<`, '>somebody<');
    const refused = {
      ok: false,
      error: { code: 'InvalidIdentityToken', message: 'Response signature invalid' },
    };
    expect(await login(forged)).toMatchObject(refused);
  },
);
