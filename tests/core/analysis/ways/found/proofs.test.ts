/** Administrators only with MFA or from an address are ends of ways, marked as such, and never as others are. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { wayRow } from '#core/analysis/ways/rows.ts';
import { attackPathsOf } from '#headless/attack-paths.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, anAccount, deny, env, role, trusts, user } from '../../../accounts.ts';

const root = trusts({ AWS: `arn:aws:iam::${account}:root` });
const withMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const fromOffice = { Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } };
const withTag = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'core' } } };

/** Dev comes to Mid, and Mid to Boss. */
const withBoss = (...statements: [object, object?]): World =>
  anAccount({
    users: { dev: { inline: { Work: allow('sts:AssumeRole', role('Mid')) } } },
    roles: {
      Mid: { inline: { Work: allow('sts:AssumeRole', role('Boss')) }, trust: [root] },
      Boss: {
        inline: Object.fromEntries(statements.map((one, at) => [`P${String(at)}`, one ?? {}])),
        trust: [root],
      },
    },
  });

const found = (world: World, from: string, conditional = true) =>
  attackPathsOf(world, { from, conditional }, env);

test.each([
  ['mfa', allow('*', '*', withMfa), undefined, 'role/Boss is used with MFA.'],
  [
    'mfa',
    allow('*'),
    deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
    'role/Boss is used with MFA.',
  ],
  [
    'address',
    allow('*', '*', fromOffice),
    undefined,
    'role/Boss is used from an address that its policies allow.',
  ],
] as const)('an administrator only with %s is a marked end', (onlyWith, first, second, sentence) => {
  const world = withBoss(first, ...(second ? [second] : []));
  const [way, ...others] = found(world, user('dev'));
  expect(others).toEqual([]);
  expect(way).toMatchObject({ from: user('dev'), to: role('Boss'), onlyWith });
  expect(way?.steps.map(({ assumes }) => assumes)).toEqual([undefined, [sentence]]);
  expect(found(world, role('Boss'))).toEqual([{ from: role('Boss'), to: role('Boss'), steps: [], onlyWith }]);
  const all = new WaySearch(world, env, { conditional: true }).shortest().map(wayRow);
  expect(all.map((one) => [one.from, one.steps.length, one.onlyWith])).toEqual([
    [role('Boss'), 0, onlyWith],
    [role('Mid'), 1, onlyWith],
    [user('dev'), 2, onlyWith],
  ]);
  for (const from of [user('dev'), role('Boss')]) expect(found(world, from, false)).toEqual([]);
  expect(attackPathsOf(world, {}, env)).toEqual([]);
});

test.each([
  ['something else than MFA is missing', allow('*', '*', withTag), undefined],
  ['a Deny stays', allow('*', '*', withMfa), deny('iam:CreateUser')],
  ['only a part needs MFA', allow('s3:*'), allow('iam:*', '*', withMfa)],
])('nobody is an administrator only with MFA where %s', (_, first, second) => {
  expect(
    found(withBoss(first, ...(second ? [second] : [])), user('dev')).filter((one) => one.onlyWith),
  ).toEqual([]);
});

test('whoever is an administrator anyway is not marked', () => {
  const [way] = found(withBoss(allow('*'), allow('*', '*', withMfa)), user('dev'));
  expect(way).toMatchObject({ to: role('Boss') });
  expect(way?.onlyWith).toBeUndefined();
});
