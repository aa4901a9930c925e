/** SAML and OIDC step by step, from the login page to the use of the credentials, and broken at every step. */

import { afterAll, describe, expect, it } from 'vitest';
import type { FlowLog } from '../../../src/flow/log/log.ts';
import { oidcMachine } from '../../../src/flow/machines/oidc.ts';
import { samlMachine } from '../../../src/flow/machines/saml.ts';
import { attacked, next, saml, workload } from '../federated.ts';
import { missedTransitions } from '../transitions.ts';
import { settled } from '../run.ts';
import { missedStates, walk } from '../walk.ts';

describe('SAML 2.0 (SAML-01…SAML-16)', () => {
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

describe('OpenID Connect (OIDC-01…OIDC-11)', () => {
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

describe('SAML into the console (SI-10)', () => {
  const into = { into: 'console' };

  it.each(['provider', 'service'])(
    'one role, started at the %s: the console opens at once',
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

  it('several roles: AWS asks which, and takes the one that was chosen', async () => {
    const { t, input } = saml('Ops');
    const ops = input.roleArn.replace('Dev', 'Ops');
    const { value, context } = await walk(t, samlMachine, { ...input, ...into, roleArn: ops });
    expect(JSON.parse(context.facts['roles'] ?? '')).toEqual([input.roleArn, ops]);
    expect([value, context.sessions[0]?.arn]).toEqual(['console', expect.stringContaining('/Ops/')]);
  });

  it('a role that the assertion does not offer is refused by SAML-10, in the words of the page', async () => {
    const { t, input } = saml('Ops');
    const roleArn = input.roleArn.replace('Dev', 'Administrator');
    const { value, context } = await walk(t, samlMachine, { ...input, ...into, roleArn });
    expect([value, stopped({ context })]).toEqual(['notChosen', 'SAML-10']);
    expect(context.refusal?.message).toBe(
      'Not authorized to perform sts:AssumeRoleWithSAML (service: AWSSecurityTokenService; status code: 403; error code: AccessDenied)',
    );
  });

  it.each([
    ['forged-role', 'SAML-03'],
    ['wrapping', 'SAML-01'],
  ])('%s is stopped at %s here as well', async (id, check) => {
    const { t, input } = saml();
    const { value, context } = await attacked(t, samlMachine, { ...input, ...into }, id);
    expect([value, stopped({ context })]).toEqual(['notAsked', check]);
    expect(t.world.sessions.size).toBe(0);
  });

  it('a response that offers no role is no response', async () => {
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
});

describe('replay (SAML-08, OIDC-06)', () => {
  const again = { type: 'again' } as const;

  it('an assertion is taken again within its five minutes, and not after them', async () => {
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

  it('a token is taken again until it is over', async () => {
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
});

/** The check that the newest answer was stopped at. */
function stopped(snapshot: unknown): string | undefined {
  const { log } = (snapshot as { context: { log: FlowLog } }).context;
  const checks = log.at(-1)?.artefacts.find(({ kind }) => kind === 'checks');
  return checks?.kind === 'checks' ? checks.stoppedAt : undefined;
}

describe('attacks are stopped by the exact check', () => {
  it.each([
    ['other-audience', 'InvalidIdentityToken', 'OIDC-05'],
    ['fork', 'AccessDenied', 'OIDC-08'],
    ['expired-token', 'ExpiredTokenException', 'OIDC-06'],
    ['alg-none', 'InvalidIdentityToken', 'OIDC-01'],
    ['key-confusion', 'InvalidIdentityToken', 'OIDC-01'],
    ['other-key', 'InvalidIdentityToken', 'OIDC-04'],
  ])('OIDC: %s is %s at %s', async (id, code, check) => {
    const { t, input } = workload();
    const { value, context } = await attacked(t, oidcMachine, input, id);
    expect([value, context.refusal?.code, stopped({ context })]).toEqual(['refused', code, check]);
    expect(context.log.some(({ edited }) => edited !== undefined)).toBe(true);
    expect(t.world.sessions.size).toBe(0);
  });

  it.each([
    ['expired-assertion', 'ExpiredTokenException', 'SAML-06'],
    ['other-saml-audience', 'InvalidIdentityToken', 'SAML-07'],
    ['forged-role', 'InvalidIdentityToken', 'SAML-03'],
    ['wrapping', 'InvalidIdentityToken', 'SAML-01'],
    ['other-saml-key', 'InvalidIdentityToken', 'SAML-03'],
  ])('SAML: %s is %s at %s', async (id, code, check) => {
    const { t, input } = saml();
    const { value, context } = await attacked(t, samlMachine, input, id);
    expect([value, context.refusal?.code, stopped({ context })]).toEqual(['refused', code, check]);
    expect(context.log.some(({ edited }) => edited !== undefined)).toBe(true);
    expect(t.world.sessions.size).toBe(0);
  });
});

afterAll(() => {
  expect([samlMachine, oidcMachine].flatMap(missedTransitions)).toEqual([]);
  expect([
    ...missedStates(samlMachine, ['begin', 'arrived', 'asked']),
    ...missedStates(oidcMachine, ['begin']),
  ]).toEqual([]);
});
