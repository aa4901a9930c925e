/** The index of an account's statements against a scan of all policies, after random edits. */

import { expect, test } from 'vitest';
import { accountStatementsOf } from '#core/analysis/statements/account-statements.ts';
import { inlinePolicies, managedPolicy } from '#core/authz/gather.ts';
import { type ActionName, actionName } from '#core/eval/action.ts';
import { matchesAction } from '#core/eval/statement.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { cloneWorld } from '#core/model/world/apply.ts';
import { type World, ownedBy } from '#core/model/world/world.ts';
import { compile } from '#core/policy/compile.ts';
import { Dice } from '../../property/random/dice.ts';
import { Company, askedActions } from '../company.ts';

const indexed = (world: World, account: string, action: ActionName): string[] =>
  accountStatementsOf(world, unsafeAccountId(account))
    .about(action)
    .flatMap(({ statements, bringers }) =>
      [...bringers].map((arn) => `${arn} ${JSON.stringify(statements.map(({ source }) => source))}`),
    )
    .sort();

/** Reads every policy of the account. */
function scanned(world: World, account: string, action: ActionName): string[] {
  const id = unsafeAccountId(account);
  const brought = [
    ...[...world.policies.values()]
      .filter((policy) => policy.account === account || policy.account === 'aws')
      .flatMap(({ arn }) => ({ arn, named: managedPolicy(world, arn) })),
    ...(['users', 'groups', 'roles'] as const).flatMap((table) =>
      ownedBy(world, table, id).flatMap((holder) =>
        inlinePolicies(holder).map((named) => ({ arn: holder.arn, named })),
      ),
    ),
  ];
  const found = brought.flatMap(({ arn, named }) => {
    const statements = named ? compile(named.document).statements : [];
    const about = statements.filter((statement) => matchesAction(statement, action));
    return about.length > 0 ? [`${arn} ${JSON.stringify(about)}`] : [];
  });
  return [...new Set(found)].sort();
}

const actions = [...askedActions, 'S3:getobject', 'dynamodb:PutItem', 'nothing:Known'].map(actionName);

test('after every edit the index of statements is what a scan of all policies finds', () => {
  const company = new Company(new Dice(1));
  const { world } = company.t;
  for (let edit = 0; edit < 150; edit++) {
    company.edit();
    if (edit % 3 > 0) continue;
    for (const action of actions)
      expect(indexed(world, company.account, action)).toEqual(scanned(world, company.account, action));
  }
});

test('a world of an earlier time has an index of its own', () => {
  const company = new Company(new Dice(2));
  const before = cloneWorld(company.t.world);
  const seen = actions.map((action) => indexed(before, company.account, action));
  for (let edit = 0; edit < 30; edit++) company.edit();
  indexed(company.t.world, company.account, actionName('s3:GetObject'));
  expect(actions.map((action) => indexed(before, company.account, action))).toEqual(seen);
});

test('later revisions of one world, each a new object with the same tables, share its index', () => {
  const { account, t } = new Company(new Dice(3));
  const id = unsafeAccountId(account);
  expect(accountStatementsOf({ ...t.world }, id)).toBe(accountStatementsOf({ ...t.world }, id));
  expect(accountStatementsOf(cloneWorld(t.world), id)).not.toBe(accountStatementsOf(t.world, id));
});
