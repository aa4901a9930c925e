/** The list of a Principal loses nothing of what was written, and offers people and services by name. */

import { expect, test } from 'vitest';
import { listedPrincipals, principalChoices, withPrincipals } from '#core/authoring/principal-list.ts';
import { account, anAccount, role, user } from '../accounts.ts';

test.each([
  ['{}'],
  ['{"AWS":"111122223333"}'],
  ['{"AWS":["111122223333","444455556666"],"Service":"ec2.amazonaws.com"}'],
])('the list of %s is written again as it was', (json) => {
  expect(withPrincipals(listedPrincipals(json) ?? [])).toBe(json);
});

test.each([['"*"'], ['{"AWS":["a","a"]}'], ['{"Person":"x"}'], ['{"AWS":7}'], ['[]'], ['{']])(
  'a list would lose something of %s, so it stays JSON',
  (json) => expect(listedPrincipals(json)).toBeUndefined(),
);

test('users come first among what can be added, and nobody can add everybody by accident', () => {
  const world = anAccount({ users: { alice: {} }, roles: { Deploy: { trust: [] } } });
  const found = principalChoices(world, account);
  expect(found[0]).toEqual({ type: 'AWS', value: user('alice'), label: 'user alice', detail: user('alice') });
  expect(found).toContainEqual({
    type: 'AWS',
    value: role('Deploy'),
    label: 'role Deploy',
    detail: role('Deploy'),
  });
  expect(found).toContainEqual(expect.objectContaining({ type: 'Service', value: 'ec2.amazonaws.com' }));
  expect(found.some(({ value }) => value === '*')).toBe(false);
});
