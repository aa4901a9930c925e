/** Logins from outside as goals of a level: each runs through its flow in the worlds of two scenarios of the gallery. */

import { expect, test } from 'vitest';
import type { FlowCheck } from '#learn/level/format.ts';
import { cloneWorld } from '#core/model/world/apply.ts';
import { makeCalls } from '#learn/level/calls.ts';
import { judge } from '#learn/level/judge.ts';
import type { LevelPlace } from '#learn/level/standing.ts';
import { placeOf } from './replay.ts';

const hospital = await placeOf({ id: 'hospital', scenario: 'saml-sign-in' });
const shop = await placeOf({ id: 'shop', scenario: 'pipeline-oidc' });
const linden = 'arn:aws:iam::800080008000:saml-provider/Linden';

const saml = {
  kind: 'flow',
  flow: 'saml',
  provider: 'Linden directory',
  who: 'berta',
  role: 'arn:aws:iam::800080008000:role/FinanceReader',
  wanted: 'done',
} as const satisfies FlowCheck;
const oidc = {
  kind: 'flow',
  flow: 'oidc',
  provider: 'GitHub Actions',
  who: 'Build of main',
  role: 'arn:aws:iam::900090009000:role/DeployShop',
  wanted: 'done',
} as const satisfies FlowCheck;

test('a person whose group has the role gets it, and another person does not', async () => {
  expect(await judge(saml, hospital)).toEqual({ now: true, reached: true });
  const carl = await judge({ ...saml, who: 'carl', wanted: 'refused' }, hospital);
  expect(carl).toMatchObject({ now: false, reached: true });
  expect(carl.why).not.toBe('');
});

test('a build of the main branch gets the role, and a build of a fork does not', async () => {
  expect(await judge(oidc, shop)).toEqual({ now: true, reached: true });
  expect(await judge({ ...oidc, who: 'Build of a fork' }, shop)).toMatchObject({
    now: false,
    reached: false,
  });
});

test('a flow with an attack is refused at its check', async () => {
  const late = { ...saml, attack: 'expired-assertion', wanted: 'refused' } as const;
  expect(await judge({ ...late, at: 'SAML-06' }, hospital)).toMatchObject({ now: false, reached: true });
  expect(await judge({ ...late, at: 'SAML-03' }, hospital)).toMatchObject({ now: false, reached: false });
  const unsigned = { ...oidc, attack: 'alg-none', wanted: 'refused', at: 'OIDC-01' } as const;
  expect(await judge(unsigned, shop)).toMatchObject({ now: false, reached: true });
});

const broken = { now: false, reached: false, why: 'The login could not be run.' };

test.each(['done', 'refused'] as const)('a login that breaks off is never %s', async (wanted) => {
  expect(await judge({ ...saml, attack: 'magic', wanted }, hospital)).toEqual(broken);
  const random = () => {
    throw new Error('no random numbers');
  };
  const place: LevelPlace = { ...hospital, env: { ...hospital.env, random } };
  expect(await judge({ ...saml, wanted }, place)).toEqual(broken);
});

test('the metadata of a provider that is gone are empty, and AWS refuses them', () => {
  const [outcome] = makeCalls(
    cloneWorld(hospital.world),
    [
      {
        operation: 'CreateSAMLProvider',
        params: { Name: 'Gone', SAMLMetadataDocument: '{{metadata Gone directory}}' },
      },
    ],
    hospital,
  );
  expect(outcome?.ok).toBe(false);
});

test('nobody signs in at a provider that does not know them', async () => {
  expect(await judge({ ...saml, who: 'nobody' }, hospital)).toEqual({
    now: false,
    reached: false,
    why: 'Nobody can sign in there like this.',
  });
});

test('a role that trusts several providers is asked for with the one that the assertion names', async () => {
  const world = cloneWorld(hospital.world);
  const place: LevelPlace = { ...hospital, world };
  const trusted = ['arn:aws:iam::800080008000:saml-provider/Elm', linden];
  const [made] = makeCalls(
    world,
    [
      {
        operation: 'UpdateAssumeRolePolicy',
        params: {
          RoleName: 'FinanceReader',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Federated: trusted }, Action: 'sts:AssumeRoleWithSAML' },
            ],
          },
        },
      },
    ],
    place,
  );
  expect(made?.ok).toBe(true);
  expect(await judge(saml, place)).toMatchObject({ now: true, reached: true });
});

test('a login that is judged leaves the world as it was', async () => {
  const { size } = hospital.world.sessions;
  await judge(saml, hospital);
  expect(hospital.world.sessions.size).toBe(size);
});
