import { afterAll, describe, expect, it } from 'vitest';
import type { OutsideKind, OutsideProviderRecord } from '../../src/core/model/outside.ts';
import { providerMetadata } from '../../src/federation/outside-documents.ts';
import { type SigningKey, newSigningKey } from '../../src/federation/signing-key.ts';
import { attacks } from '../../src/flow/attacks.ts';
import type { FlowRequest } from '../../src/flow/send.ts';
import { oidcMachine } from '../../src/flow/oidc.ts';
import type { ProtocolEvent } from '../../src/flow/protocol.ts';
import { samlMachine } from '../../src/flow/saml.ts';
import { TestAccount, account, expectOk, noon } from '../core/api/door.ts';
import { statement } from '../core/api/sts/account.ts';
import { missedTransitions } from './transitions.ts';
import { missedStates, walk } from './walk.ts';

/** SAML and OIDC step by step, from the login page to the use of the credentials, and broken at every step. */
const dev = `arn:aws:iam::${account}:role/Dev`;
const keys = await Promise.all(
  (['RS256', 'ES256'] as const).map((alg) => newSigningKey(alg, { name: 'idp', from: noon })),
);
const keyInput = (key: SigningKey | undefined) => ({
  Kid: key?.kid,
  Algorithm: key?.alg,
  PrivateJwk: JSON.stringify(key?.privateJwk),
  Certificate: key?.certificate,
});

function outside(t: TestAccount, kind: OutsideKind, key: number): () => OutsideProviderRecord {
  const params = { Kind: kind, Name: `Our ${kind}`, Domain: 'acme.example', Key: keyInput(keys[key]) };
  const id = String(expectOk(t.play('CreateOutsideProvider', params))['Id']);
  return () => {
    const found = t.world.outsideProviders.get(id);
    if (!found) throw new Error('gone');
    return found;
  };
}

/** The account trusts an Okta-like provider, and Engineering may take the role Dev. */
function saml() {
  const t = new TestAccount();
  const provider = outside(t, 'okta', 0);
  const principalArn = `arn:aws:iam::${account}:saml-provider/Okta`;
  const trust = statement({ Federated: principalArn }, 'sts:AssumeRoleWithSAML', {
    StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
  });
  t.given(
    ['CreateSAMLProvider', { Name: 'Okta', SAMLMetadataDocument: providerMetadata(provider()) }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
  );
  const grants = [{ group: 'Engineering', roleArn: dev, providerArn: principalArn }];
  const Applications = provider().applications.map((one) => ({ ...one, grants }));
  expectOk(t.play('UpdateOutsideProvider', { Id: provider().id, Applications }));
  const [person] = provider().people;
  const input = {
    startedAt: 'provider',
    providerId: provider().id,
    providerName: 'Our okta',
    person: { id: person?.id, name: person?.name },
    applicationId: provider().applications[0]?.id,
    roleArn: dev,
    principalArn,
  };
  return { t, input };
}

/** The account trusts GitHub-like workload tokens of one repository. */
function workload(condition = true) {
  const t = new TestAccount();
  const provider = outside(t, 'github', 1);
  const application = provider().applications.find(({ protocol }) => protocol === 'oidc');
  const [who] = provider().workloads;
  const host = 'token.actions.githubusercontent.com';
  const trust = statement(
    { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
    'sts:AssumeRoleWithWebIdentity',
    {
      StringEquals: { [`${host}:aud`]: application?.id },
      // A wildcard at the end of the owner is the mistake that lets a fork in.
      StringLike: { [`${host}:sub`]: condition ? who?.claims['sub'] : 'repo:*' },
    },
  );
  t.given(
    ['CreateOpenIDConnectProvider', { Url: provider().issuer, ClientIDList: [application?.id] }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
  );
  const input = {
    kind: 'workload',
    providerId: provider().id,
    providerName: host,
    who: { id: who?.id, name: who?.name },
    applicationId: application?.id,
    roleArn: dev,
    sessionName: 'deploy',
  };
  return { t, input };
}

const next: ProtocolEvent = { type: 'next' };

describe('SAML 2.0 (8.8)', () => {
  it.each(['provider', 'service'])('started at the %s it ends with the role', async (startedAt) => {
    const { t, input } = saml();
    const { value, context, path } = await walk(t, samlMachine, { ...input, startedAt });
    expect([value, path[0]]).toEqual(['done', startedAt === 'service' ? 'redirect' : 'login']);
    expect(context.sessions).toHaveLength(1);
    expect(context.log.map(({ from, to }) => `${from}>${to}`)).toContain('provider>browser');
  });

  it('nobody signs in who is not there; a draft that is none cannot be signed; a denied use is named', async () => {
    const { t, input } = saml();
    const nobody = await walk(t, samlMachine, { ...input, person: { id: 'x', name: 'X' } });
    expect([nobody.value, nobody.context.refusal?.code]).toEqual(['noLogin', 'ProviderError']);
    const broken = await walk(t, samlMachine, input, [
      next,
      { type: 'edit', params: { ProviderId: 'gone' } },
    ]);
    expect(broken.value).toBe('notSigned');
    expect((await walk(t, samlMachine, { ...input, action: 's3:Nope' })).value).toBe('denied');
  });
});

describe('OpenID Connect (8.9)', () => {
  it.each(['workload', 'code', 'pool'])('%s: a token for a role', async (kind) => {
    const { t, input } = workload();
    const { value, context } = await walk(t, oidcMachine, { ...input, kind });
    expect([value, context.sessions.length]).toEqual(['done', 1]);
  });

  it('stops where nobody is there, nothing can be signed, or the use is denied', async () => {
    const { t, input } = workload();
    expect((await walk(t, oidcMachine, { ...input, who: { id: 'x', name: 'X' } })).value).toBe('noLogin');
    const broken = await walk(t, oidcMachine, input, [
      next,
      { type: 'edit', params: { ProviderId: 'gone' } },
    ]);
    expect(broken.value).toBe('notSigned');
    expect((await walk(t, oidcMachine, { ...input, action: 's3:Nope' })).value).toBe('denied');
  });

  it('the fork is let in by a trust policy with a wildcard, and the decision names the line', async () => {
    const { t, input } = workload(false);
    const { value, context } = await attacked(t, oidcMachine, input, 'fork');
    expect(value).toBe('done');
    const decisions = context.log
      .flatMap(({ artefacts }) => artefacts)
      .filter(({ kind }) => kind === 'decision');
    expect(decisions).not.toEqual([]);
  });
});

const edit = ({ params, caller }: FlowRequest, attack: string): ProtocolEvent => ({
  type: 'edit',
  params,
  attack,
  ...(caller ? { caller } : {}),
});

/** Walks to the message that the attack changes, changes it, and goes on. */
async function attacked(
  t: TestAccount,
  machine: typeof oidcMachine | typeof samlMachine,
  input: object,
  id: string,
) {
  const attack = attacks.find((one) => one.id === id);
  if (!attack) throw new Error(`no attack ${id}`);
  for (let steps = 1; steps < 8; steps += 1) {
    const events = Array.from({ length: steps }, () => next);
    const probe = await walk(t, machine, input, events, false);
    const { draft } = probe.context;
    if (!draft || !attack.operations.includes(draft.operation) || !probe.waiting) continue;
    const changed = attack.apply(draft, { providers: [...t.world.outsideProviders.keys()] });
    return walk(t, machine, input, [...events, edit(changed, attack.title)]);
  }
  throw new Error(`the flow never sends ${attack.operations.join(' or ')}`);
}

describe('attacks are stopped by the exact check', () => {
  it.each([
    ['other-audience', 'InvalidIdentityToken'],
    ['fork', 'AccessDenied'],
    ['expired-token', 'ExpiredTokenException'],
    ['alg-none', 'InvalidIdentityToken'],
    ['key-confusion', 'InvalidIdentityToken'],
  ])('OIDC: %s is %s', async (id, code) => {
    const { t, input } = workload();
    const { value, context } = await attacked(t, oidcMachine, input, id);
    expect([value, context.refusal?.code]).toEqual(['refused', code]);
    expect(t.world.sessions.size).toBe(0);
  });

  it.each([
    ['expired-assertion', 'ExpiredTokenException'],
    ['other-saml-audience', 'InvalidIdentityToken'],
    ['forged-role', 'InvalidIdentityToken'],
    ['wrapping', 'InvalidIdentityToken'],
  ])('SAML: %s is %s', async (id, code) => {
    const { t, input } = saml();
    const { value, context } = await attacked(t, samlMachine, input, id);
    expect([value, context.refusal?.code]).toEqual(['refused', code]);
    expect(t.world.sessions.size).toBe(0);
  });
});

afterAll(() => {
  expect([samlMachine, oidcMachine].flatMap(missedTransitions)).toEqual([]);
  expect([...missedStates(samlMachine, ['begin']), ...missedStates(oidcMachine, ['begin'])]).toEqual([]);
});
