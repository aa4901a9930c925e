/** The list of who can reach an aim, and its CSV. */

import { expect, test } from 'vitest';
import { wayRow } from '../../../src/core/analysis/ways/rows.ts';
import { WaySearch } from '../../../src/core/analysis/ways/search/way-search.ts';
import { reachRow, waysCsv } from '../../../src/core/query/ways/list.ts';
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
  expect(head).toContain('Principal,Steps,Conditional');
  expect(lines).toHaveLength(3);
  const line = lines.find((one) => one.startsWith(user('dev')));
  expect(line).toMatch(/,2,no,sts-001 iam-\d+,/);
  expect(line).toContain(role('Mid'));
});
