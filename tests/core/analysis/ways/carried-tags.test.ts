/** Tags are sent with calls that can carry them, as the service reference says. */

import { expect, test } from 'vitest';
import { carriesTags } from '#core/analysis/ways/request-keys.ts';
import { methodWorks } from '#core/analysis/ways/method-works.ts';
import { enabling } from '#content/methods/enabling.ts';
import { findMethod, methods } from '#content/methods/list.ts';
import { preparations } from '#content/methods/preparations.ts';
import { createReference } from '#reference/reference.ts';
import { allow, anAccount, env, role, trusts, user } from '../../accounts.ts';

test('a call that carries tags has the keys of tags in the service reference', async () => {
  const reference = createReference();
  await reference.loadAllActions();
  const actions = new Set(
    [...methods, ...preparations, ...enabling].flatMap(({ needs }) => needs.map(({ action }) => action)),
  );
  const keysOf = (action: string) => {
    const { conditionKeys = [], resourceTypes = [] } = reference.action(action) ?? {};
    return [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys ?? [])];
  };
  const wrong = [...actions].filter(
    (action) => carriesTags(action) && !keysOf(action).some((key) => /^aws:requesttag/i.test(key)),
  );
  expect(wrong).toEqual([]);
});

test('a tag that a policy asks for is sent when a function is made, not when it is called', () => {
  const method = findMethod('lambda-001');
  if (!method) throw new Error('there is no lambda-001');
  const tagged = { Condition: { StringEquals: { 'aws:RequestTag/team': 'core' } } };
  const works = (...statements: object[]) =>
    methodWorks(
      anAccount({
        users: { dev: { attached: ['Work'] } },
        roles: { Boss: { attached: ['All'], trust: [trusts({ Service: 'lambda.amazonaws.com' })] } },
        policies: { Work: [allow('iam:PassRole'), ...statements], All: [allow('*')] },
      }),
      method,
      { from: user('dev'), to: role('Boss') },
      env,
    ).works;
  const [make, call] = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
  expect(works(allow(make, '*', tagged), allow(call))).toBe(true);
  expect(works(allow('lambda:*', '*', tagged))).toBe(false);
});
