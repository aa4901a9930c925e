/**
 * Outbound federation is stepped through from the switch of the account to the access that an outside service
 * gives, and broken at every step.
 */

import { afterAll, expect, test } from 'vitest';
import { outboundMachine } from '#flow/machines/outbound.ts';
import { allow, root } from '../../core/api/door.ts';
import { bob, put, withDev } from '../../core/api/sts/account.ts';
import { attacked, next } from '../federated.ts';
import { missedTransitions } from '../transitions.ts';
import { missedStates, walk } from '../walk.ts';

const input = {
  caller: bob,
  administrator: root,
  audience: 'https://api.example.com',
  algorithm: 'ES384',
  stayOff: false,
};
const able = () => {
  const t = withDev();
  put(t, 'User', 'Bob', allow('sts:GetWebIdentityToken'));
  return t;
};

test.each(['RS256', 'ES384'])(
  'Y-02 an outside service gives access for a token signed with %s',
  async (algorithm) => {
    const { value, context, sent } = await walk(able(), outboundMachine, { ...input, algorithm });
    expect([value, context.facts['access'], context.sessions]).toEqual(['done', bob, []]);
    expect(sent.map(({ operation }) => operation)).toEqual([
      'GetOutboundWebIdentityFederationInfo',
      'EnableOutboundWebIdentityFederation',
      'GetWebIdentityToken',
    ]);
    expect(context.log.map(({ from, to }) => `${from}>${to}`)).toContain('outside>sts');
  },
);

test('Y-02 the account that is on already is not switched on again', async () => {
  const t = able().given(['EnableOutboundWebIdentityFederation', {}]);
  const { value, path } = await walk(t, outboundMachine, input);
  expect([value, path.includes('switch')]).toEqual(['done', false]);
});

test('Y-02 while the account is off, AWS STS gives no token and says why', async () => {
  const { value, context } = await walk(able(), outboundMachine, { ...input, stayOff: true });
  expect([value, context.refusal?.code]).toEqual([
    'refused',
    'OutboundWebIdentityFederationDisabledException',
  ]);
});

test('Y-02 who may not switch the account on, or may not ask for a token, is refused by AWS', async () => {
  const noSwitch = await walk(withDev(), outboundMachine, { ...input, administrator: bob });
  expect([noSwitch.value, noSwitch.context.refusal?.code]).toEqual(['notEnabled', 'AccessDenied']);
  const noToken = await walk(withDev(), outboundMachine, input);
  expect([noToken.value, noToken.context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
});

test.each([
  ['alg-none', 'signature'],
  ['key-confusion', 'signature'],
  ['other-subject', 'signature'],
  ['other-service', 'audience'],
  ['stale-token', 'time'],
])('Y-02 the outside service stops the attack %s at its check %s', async (id, check) => {
  const { value, context } = await attacked(able(), outboundMachine, input, id);
  expect([value, context.refusal?.code, context.refusal?.status]).toEqual([
    'turnedAway',
    'invalid_token',
    401,
  ]);
  const last = context.log.at(-1)?.artefacts.find(({ kind }) => kind === 'checks');
  expect(last).toMatchObject({ stoppedAt: check, because: expect.any(String) as unknown });
});

test.each([
  ['another issuer', { Issuer: 'https://other.example.com' }, 'issuer'],
  ['another subject', { Subject: root }, 'subject'],
])('Y-02 a service that trusts %s gives no access', async (_, trust, check) => {
  const t = able().given(['EnableOutboundWebIdentityFederation', {}]);
  const steps = Array.from({ length: 4 }, () => next);
  const { context } = await walk(t, outboundMachine, input, steps, false);
  const { WebIdentityToken, Service, SecondsLater } = context.draft?.params ?? {};
  const params = { WebIdentityToken, SecondsLater, Service: { ...(Service as object), ...trust } };
  const turned = await walk(t, outboundMachine, input, [...steps, { type: 'edit', params }]);
  expect(turned.value).toBe('turnedAway');
  const last = turned.context.log.at(-1)?.artefacts.find(({ kind }) => kind === 'checks');
  expect(last).toMatchObject({ stoppedAt: check });
});

afterAll(() => {
  // The plan alone goes from `looked` to `off`: AWS is asked first, and answers with a refusal.
  const planned = new Set(['outbound.looked: always → off']);
  expect(missedStates(outboundMachine, ['noDocument', 'off', 'looked'])).toEqual([]);
  expect(
    missedTransitions(outboundMachine).filter((name) => !name.includes('noDocument') && !planned.has(name)),
  ).toEqual([]);
});
