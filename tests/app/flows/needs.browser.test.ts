/** A flow that has nothing to choose from is found without its lists, and its scenario has all of it. */

import { expect, test } from 'vitest';
import { decide } from '#app/dispatch/decide.ts';
import { flowInfos } from '#app/flows/list.ts';
import { barredFrom } from '#app/flows/first-call.ts';
import type { FirstCall } from '#app/flows/fields.ts';
import { lacksOf, scenarioOf } from '#app/flows/needs.ts';
import { openFromGallery } from '#app/share/open.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../test-session.ts';

/** The choices of a flow's form that have no options. */
const emptyChoices = ({ state, account }: Session, id: string) =>
  (flowInfos.find((info) => info.id === id)?.fields(state.world, account) ?? [])
    .filter(({ options, optional }) => options?.length === 0 && optional !== true)
    .map(({ name }) => name);
const lacking = ({ state, account }: Session, id: string) =>
  lacksOf(id, state.world, account).map(({ field }) => field);

async function opened(scenario: string): Promise<Session> {
  const session = newSession(new MemoryStore());
  await session.workspaces.createFromExample('first-minutes');
  if (scenario !== '') expect(await openFromGallery(session, scenario, () => undefined)).toBe(true);
  return session;
}

test.each([
  '',
  'small-company',
  'hospital',
  'saml-sign-in',
  'pipeline-oidc',
  'service-deputy',
  'groups-add-up',
])('a flow lacks the choices that its form has no options for (scenario "%s")', async (scenario) => {
  const session = await opened(scenario);
  for (const { id } of flowInfos)
    expect([id, lacking(session, id).toSorted()]).toEqual([id, emptyChoices(session, id).toSorted()]);
});

test('there is something that is lacking, and something that is not', async () => {
  const session = await opened('small-company');
  expect(lacking(session, 'saml')).toEqual(['login', 'provider', 'role']);
  expect(lacking(session, 'assume-root')).toEqual(['target']);
  expect(lacking(session, 'assume-role')).toEqual([]);
});

const barred = (session: Session, id: string) => {
  const info = flowInfos.find((one) => one.id === id);
  const isAllowed = (call: FirstCall) => decide(session, call).verdict === 'allowed';
  return info && barredFrom(info, session.state.world, session.account, isAllowed);
};

test('a flow whose caller lacks the permission is barred, and begins with a caller who has it', async () => {
  const session = await opened('');
  expect(barred(session, 'scoped-credentials')).toMatchObject({
    principal: 'arn:aws:iam::111122223333:user/alice',
    action: 'sts:GetScopedCredentials',
  });
  expect([barred(session, 'outbound'), barred(session, 'session-token')]).toEqual([undefined, undefined]);
  const allow = { Effect: 'Allow', Action: 'sts:*', Resource: '*' };
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'mallory',
    PolicyName: 'sts',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: allow }),
  });
  expect(barred(session, 'scoped-credentials')).toBeUndefined();
});

test.each(flowInfos.map(({ id }) => [id, scenarioOf(id)]).filter(([, scenario]) => scenario !== undefined))(
  'the scenario of the flow %s lacks nothing',
  async (id = '', scenario = '') => {
    const session = await opened(scenario);
    expect([lacking(session, id), barred(session, id)]).toEqual([[], undefined]);
  },
);
