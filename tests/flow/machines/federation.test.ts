/**
 * SAML and OIDC are stepped through from the login page to the use of the credentials, and broken at every
 * step.
 */

import { afterAll, expect, test } from 'vitest';
import type { FlowLog } from '#flow/log/log.ts';
import { oidcMachine } from '#flow/machines/oidc.ts';
import { samlMachine } from '#flow/machines/saml.ts';
import { attacked, next, saml, workload } from '../federated.ts';
import { missedTransitions } from '../transitions.ts';
import { settled } from '../run.ts';
import { missedStates, walk } from '../walk.ts';

test.each(['provider', 'service'])(
  'SAML-01…SAML-16 a SAML flow started at the %s ends with the role',
  async (startedAt) => {
    const { t, input } = saml();
    const { value, context, path } = await walk(t, samlMachine, { ...input, startedAt });
    expect([value, path[0]]).toEqual(['done', startedAt === 'service' ? 'redirect' : 'login']);
    expect(context.sessions).toHaveLength(1);
    expect(context.log.map(({ from, to }) => `${from}>${to}`)).toContain('provider>browser');
  },
);

test('a SAML flow stops for a person who does not exist, a draft that cannot be signed, and a denied use', async () => {
  const { t, input } = saml();
  const nobody = await walk(t, samlMachine, { ...input, person: { id: 'x', name: 'X' } });
  expect([nobody.value, nobody.context.refusal?.code]).toEqual(['noLogin', 'ProviderError']);
  const broken = await walk(t, samlMachine, input, [next, { type: 'edit', params: { ProviderId: 'gone' } }]);
  expect(broken.value).toBe('notSigned');
  expect((await walk(t, samlMachine, { ...input, action: 's3:Nope' })).value).toBe('denied');
});

test.each(['workload', 'code', 'pool'])(
  'OIDC-01…OIDC-11 this OpenID Connect flow exchanges a token for a role: %s',
  async (kind) => {
    const { t, input } = workload();
    const { value, context } = await walk(t, oidcMachine, { ...input, kind });
    expect([value, context.sessions.length]).toEqual(['done', 1]);
  },
);

test('an OpenID Connect flow stops where nobody is there, nothing can be signed, or the use is denied', async () => {
  const { t, input } = workload();
  expect((await walk(t, oidcMachine, { ...input, who: { id: 'x', name: 'X' } })).value).toBe('noLogin');
  const broken = await walk(t, oidcMachine, input, [next, { type: 'edit', params: { ProviderId: 'gone' } }]);
  expect(broken.value).toBe('notSigned');
  expect((await walk(t, oidcMachine, { ...input, action: 's3:Nope' })).value).toBe('denied');
});

test('a trust policy with a wildcard lets the fork in, and the decision names the line', async () => {
  const { t, input } = workload(false);
  const { value, context } = await attacked(t, oidcMachine, input, 'fork');
  expect(value).toBe('done');
  const decisions = context.log
    .flatMap(({ artefacts }) => artefacts)
    .filter(({ kind }) => kind === 'decision');
  expect(decisions).not.toEqual([]);
});

const into = { into: 'console' };

test.each(['provider', 'service'])(
  'SI-10 a SAML sign-in with one role, started at the %s, opens the console at once',
  async (startedAt) => {
    const { t, input } = saml();
    const { value, context, path, sent } = await walk(t, samlMachine, { ...input, ...into, startedAt });
    expect([value, context.sessions.length, path.includes('choice')]).toEqual(['console', 1, false]);
    expect(sent.map(({ operation }) => operation)).toEqual(['SignInWithSAML']);
    const [session] = [...t.world.sessions.values()];
    expect(session).toMatchObject({ console: true, federatedProvider: input.principalArn });
    expect(context.log.at(-1)?.artefacts.find(({ kind }) => kind === 'trail')).toMatchObject({
      events: [{ eventName: 'AssumeRoleWithSAML' }, { eventName: 'ConsoleLogin' }],
    });
  },
);

test('SI-10 AWS asks which of several roles is wanted, and takes the chosen one', async () => {
  const { t, input } = saml('Ops');
  const ops = input.roleArn.replace('Dev', 'Ops');
  const { value, context } = await walk(t, samlMachine, { ...input, ...into, roleArn: ops });
  expect(JSON.parse(context.facts['roles'] ?? '')).toEqual([input.roleArn, ops]);
  expect([value, context.sessions[0]?.arn]).toEqual(['console', expect.stringContaining('/Ops/')]);
});

test('SI-10 a role that the assertion does not offer is refused by SAML-10, in the words of the page', async () => {
  const { t, input } = saml('Ops');
  const roleArn = input.roleArn.replace('Dev', 'Administrator');
  const { value, context } = await walk(t, samlMachine, { ...input, ...into, roleArn });
  expect([value, stopped({ context })]).toEqual(['notChosen', 'SAML-10']);
  expect(context.refusal?.message).toBe(
    'Not authorized to perform sts:AssumeRoleWithSAML (service: AWSSecurityTokenService; status code: 403; error code: AccessDenied)',
  );
});

test.each([
  ['forged-role', 'SAML-03'],
  ['wrapping', 'SAML-01'],
])('SI-10 a sign-in with the attack %s is stopped at %s as well', async (id, check) => {
  const { t, input } = saml();
  const { value, context } = await attacked(t, samlMachine, { ...input, ...into }, id);
  expect([value, stopped({ context })]).toEqual(['notAsked', check]);
  expect(t.world.sessions.size).toBe(0);
});

test('SI-10 a response that offers no role is refused as invalid', async () => {
  const { t, input } = saml();
  const probe = await walk(t, samlMachine, { ...input, ...into }, [next], false);
  const params: Readonly<Record<string, unknown>> = probe.context.draft?.params ?? {};
  const draft = { ...(params['Draft'] as object), attributes: [] };
  const none = await walk(t, samlMachine, { ...input, ...into }, [
    next,
    { type: 'edit', params: { ...params, Draft: draft } },
  ]);
  expect([none.value, stopped(none)]).toEqual(['notAsked', 'SAML-10']);
});

const again = { type: 'again' } as const;

test('SAML-08 an assertion is taken again within its five minutes, and not after them', async () => {
  const { t, input } = saml();
  const first = await walk(
    t,
    samlMachine,
    input,
    Array.from({ length: 3 }, () => next),
    false,
  );
  expect(first.value).toBe('credentials');
  const twice = await walk(t, samlMachine, input, [...Array.from({ length: 3 }, () => next), again]);
  expect([twice.value, twice.context.sessions.length]).toEqual(['done', 2]);
  twice.actor.send(again);
  t.wait(6 * 60);
  twice.actor.send(next);
  const late = await settled(twice.actor);
  expect(late).toMatchObject({ value: 'refused', context: { refusal: { code: 'ExpiredTokenException' } } });
  expect(stopped(late)).toBe('SAML-06');
});

test('OIDC-06 a token is taken again until it is over', async () => {
  const { t, input } = workload();
  const events = Array.from({ length: 3 }, () => next);
  const { value, context, actor } = await walk(t, oidcMachine, input, [...events, again]);
  expect([value, context.sessions.length]).toEqual(['done', 2]);
  actor.send(again);
  t.wait(11 * 60);
  actor.send(next);
  const late = await settled(actor);
  expect(late).toMatchObject({ value: 'refused', context: { refusal: { code: 'ExpiredTokenException' } } });
  expect(stopped(late)).toBe('OIDC-06');
});

/** The check that the newest answer was stopped at. */
function stopped(snapshot: unknown): string | undefined {
  const { log } = (snapshot as { context: { log: FlowLog } }).context;
  const checks = log.at(-1)?.artefacts.find(({ kind }) => kind === 'checks');
  return checks?.kind === 'checks' ? checks.stoppedAt : undefined;
}

test.each([
  ['other-audience', 'InvalidIdentityToken', 'OIDC-05'],
  ['fork', 'AccessDenied', 'OIDC-08'],
  ['expired-token', 'ExpiredTokenException', 'OIDC-06'],
  ['alg-none', 'InvalidIdentityToken', 'OIDC-01'],
  ['key-confusion', 'InvalidIdentityToken', 'OIDC-01'],
  ['other-key', 'InvalidIdentityToken', 'OIDC-04'],
])('an OIDC login with the attack %s is stopped with %s at %s', async (id, code, check) => {
  const { t, input } = workload();
  const { value, context } = await attacked(t, oidcMachine, input, id);
  expect([value, context.refusal?.code, stopped({ context })]).toEqual(['refused', code, check]);
  expect(context.log.some(({ edited }) => edited !== undefined)).toBe(true);
  expect(t.world.sessions.size).toBe(0);
});

test.each([
  ['expired-assertion', 'ExpiredTokenException', 'SAML-06'],
  ['other-saml-audience', 'InvalidIdentityToken', 'SAML-07'],
  ['forged-role', 'InvalidIdentityToken', 'SAML-03'],
  ['wrapping', 'InvalidIdentityToken', 'SAML-01'],
  ['other-saml-key', 'InvalidIdentityToken', 'SAML-03'],
])('a SAML login with the attack %s is stopped with %s at %s', async (id, code, check) => {
  const { t, input } = saml();
  const { value, context } = await attacked(t, samlMachine, input, id);
  expect([value, context.refusal?.code, stopped({ context })]).toEqual(['refused', code, check]);
  expect(context.log.some(({ edited }) => edited !== undefined)).toBe(true);
  expect(t.world.sessions.size).toBe(0);
});

afterAll(() => {
  expect([samlMachine, oidcMachine].flatMap(missedTransitions)).toEqual([]);
  expect([
    ...missedStates(samlMachine, ['begin', 'arrived', 'asked']),
    ...missedStates(oidcMachine, ['begin']),
  ]).toEqual([]);
});
