/** The lists of who can reach an aim and of what one can reach, their CSV, and the names of those outside. */

import { expect, test } from 'vitest';
import { wayRow } from '#core/analysis/ways/rows.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { countText, reachRow, waysCsv } from '#core/query/ways/list.ts';
import { outsiderName } from '#core/query/ways/outsiders.ts';
import { aimRow, reachCsv } from '#core/query/ways/reach.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../accounts.ts';

const world = anAccount({
  users: {
    boss: { inline: { All: allow('*') } },
    dev: { inline: { May: allow('sts:AssumeRole', role('Mid')) } },
    eve: { inline: { Reads: allow('iam:GetRole') } },
  },
  roles: {
    Mid: { trust: [trusts({ AWS: account })], inline: { Up: allow('iam:PutRolePolicy', role('Mid')) } },
  },
});
const ways = new WaySearch(world, env).shortest().map(wayRow);

test('a row names the steps of a way, and one that is there already has none', () => {
  const rows = new Map(ways.map(reachRow).map((row) => [row.principal, row]));
  expect([...rows.keys()].toSorted()).toEqual([role('Mid'), user('boss'), user('dev')]);
  expect(rows.get(user('boss'))).toMatchObject({ steps: 0, methods: [], assumes: [] });
  expect(rows.get(user('dev'))?.steps).toBe(2);
  expect(rows.get(user('dev'))?.methods).toHaveLength(2);
});

test('the table for spreadsheets has a line for each way, with ids and whom it gains', () => {
  const [head, ...lines] = waysCsv(ways).trim().split('\r\n');
  expect(head).toContain('Principal,Ways,Steps,Conditional');
  expect(lines).toHaveLength(3);
  const line = lines.find((one) => one.startsWith(user('dev')));
  expect(line).toMatch(/,,2,no,sts-001 iam-\d+,/);
  expect(line).toContain(role('Mid'));
});

test('the table for spreadsheets says how many ways each has, where that is known', () => {
  const counts = new Map([
    [user('dev'), { ways: 3, isComplete: true }],
    [user('boss'), { ways: 50, isComplete: true }],
  ]);
  const lines = waysCsv(ways, counts).split('\r\n');
  expect(lines.find((one) => one.startsWith(user('dev')))).toContain(`${user('dev')},3,2,`);
  expect(lines.find((one) => one.startsWith(user('boss')))).toContain(`${user('boss')},50+,0,`);
  expect(countText({ ways: 3, isComplete: false })).toBe('3+');
});

test('a list of what is reached tells kinds apart, and the administrators of two accounts', () => {
  const [way] = ways.filter(({ from }) => from === user('dev'));
  if (!way) throw new Error('dev has a way');
  const far = { ...way, to: 'arn:aws:iam::444455556666:role/Far' };
  const rows = [
    aimRow({ aim: 'administrator', way }),
    aimRow({ aim: 'administrator', way: far }),
    aimRow({ aim: role('Mid'), way }),
    aimRow({ aim: 'arn:aws:s3:::payroll', way }),
  ];
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  expect(rows.map(({ kind }) => kind)).toEqual(['administrator', 'administrator', 'role', 'thing']);
  const lines = reachCsv(rows).trim().split('\r\n');
  expect(lines[2]).toMatch(/^administrator,444455556666,2,no,/);
});

const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

test.each([
  [`${github}#repo:octo/app:ref:refs/heads/main`, 'repository octo/app, branch main'],
  ['repo:octo/app:ref:refs/tags/v1', 'repository octo/app, tag v1'],
  [`${github}#repo:octo/app:environment:prod`, 'repository octo/app, environment prod'],
  [`${github}#repo:octo/app:pull_request`, 'repository octo/app, pull requests'],
  [`${github}#repo:octo/app:*`, 'repository octo/app, any run'],
  [`${github}#repo:octo/*`, 'any repository of octo, any run'],
  [`${github}#anybody`, 'anybody from token.actions.githubusercontent.com'],
  [github, 'anybody from token.actions.githubusercontent.com'],
  [`arn:aws:iam::${account}:saml-provider/corp#admins`, 'admins of corp'],
])('the outsider %s is called by a name', (outsider, name) => {
  expect(outsiderName(outsider)).toBe(name);
});

test('the table for spreadsheets names the account of each, where it is asked for', () => {
  const [head, ...lines] = waysCsv(ways, new Map(), () => 'Shop')
    .trim()
    .split('\r\n');
  expect(head).toContain('Principal,Account,Ways,Steps');
  expect(lines.map((line) => line.split(',')[1])).toEqual(['Shop', 'Shop', 'Shop']);
});
