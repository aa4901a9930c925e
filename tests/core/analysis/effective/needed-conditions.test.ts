/** Conditions under which somebody may do something on a resource: they hold exactly where the engine allows it. */

import { expect, test } from 'vitest';
import type { Conditions } from '#core/analysis/effective/conditions.ts';
import { neededConditions } from '#core/analysis/effective/needed-conditions.ts';
import { applicable } from '#core/authz/applicable-statements.ts';
import { authorize, evaluationInput } from '#core/authz/authorize.ts';
import { compileTest, testHolds } from '#core/eval/condition.ts';
import type { ContextLookup } from '#core/eval/variables.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { noon } from '../../api/door.ts';
import { Dice } from '../../property/random/dice.ts';
import { aWorld, allow, deny, testAccount } from '../../../setup/world.ts';
import { Company, askedActions } from '../company.ts';

const env = { now: noon };

function holds(conditions: Conditions, lookup: ContextLookup): boolean {
  switch (conditions.kind) {
    case 'test': {
      const { operator, key, values } = conditions;
      return testHolds(compileTest({ operator, key, values }, true), lookup);
    }
    case 'all':
      return conditions.of.every((one) => holds(one, lookup));
    case 'any':
      return conditions.of.some((one) => holds(one, lookup));
    case 'not':
      return !holds(conditions.of, lookup);
  }
}

test('the conditions of a random company hold exactly where the engine allows the request', () => {
  let conditional = 0;
  for (let seed = 1; seed <= 3; seed++) {
    const dice = new Dice(seed);
    const company = new Company(dice);
    const { world } = company.t;
    const contexts = [
      {},
      { 'aws:MultiFactorAuthPresent': 'true' },
      { 's3:prefix': 'home', 'aws:SourceIp': '198.51.100.7' },
    ];
    for (const action of askedActions)
      for (const resource of company.resources().filter((one) => !/.[*]/.test(one))) {
        if (dice.chance(0.7)) continue;
        const question = { action, resource, context: dice.pick(contexts) };
        for (const { arn, verdict, conditions } of whoCan(
          world,
          unsafeAccountId(company.account),
          question,
          env,
        )) {
          const asked = { ...question, principal: arn };
          if (verdict === 'depends' || authorize(world, asked, env).isBeyondPolicies) continue;
          const needed = neededConditions(world, asked, env);
          const { request } = applicable(evaluationInput(world, asked, env));
          const isAllowed = needed === undefined || (needed !== 'never' && holds(needed, request));
          const isSaid = conditions ? holds(conditions, request) : isAllowed;
          expect({ seed, asked, needed, conditions, verdicts: [isAllowed, isSaid] }).toEqual({
            ...{ seed, asked, needed, verdicts: [verdict === 'allowed', verdict === 'allowed'] },
            conditions: typeof needed === 'object' ? (conditions ?? 'missing') : undefined,
          });
          if (conditions) conditional++;
        }
      }
  }
  expect(conditional).toBeGreaterThan(20);
});

const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const office = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };
const bucket = 'arn:aws:s3:::logs';
const queue = (name: string) => `arn:aws:sqs:us-east-1:${testAccount}:${name}`;
const world = aWorld()
  .policy('WithMfa', allow('s3:*', `${bucket}/*`, mfa))
  .policy('InOffice', allow('s3:GetObject', `${bucket}/2026/*`, office))
  .policy('Free', allow('s3:GetObject', `${bucket}/*`))
  .policy('NotOutside', deny('s3:*', '*', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }))
  .policy(
    'Red',
    allow(['s3:GetObject', 'sqs:SendMessage'], '*', { StringEquals: { 'aws:ResourceTag/team': 'red' } }),
  )
  .user('alice', { attach: ['WithMfa'] })
  .user('bob', { attach: ['WithMfa', 'InOffice'] })
  .user('carol', { attach: ['Free', 'WithMfa'] })
  .user('dave', { attach: ['Free', 'NotOutside'] })
  .user('eve', { attach: ['Red'] })
  .user('fay')
  .resource(queue('red'), undefined, { team: 'red' })
  .resource(queue('blue'), undefined, { team: 'blue' })
  .world();

const rowsOf = (resource: string, action = 's3:GetObject') =>
  Object.fromEntries(
    whoCan(world, unsafeAccountId(testAccount), { action, resource }, env).map(
      ({ name, verdict, conditions }) => [name, conditions ? [verdict, conditions] : verdict],
    ),
  );
const withMfa = { kind: 'test', operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] };
const inOffice = { kind: 'test', operator: 'IpAddress', key: 'aws:SourceIp', values: ['192.0.2.0/24'] };
const outside = { ...inOffice, operator: 'NotIpAddress' };

test('a row of who can says the conditions that one resource needs', () =>
  expect(rowsOf(`${bucket}/2026/a`)).toEqual({
    root: 'allowed',
    alice: ['denied', withMfa],
    bob: ['denied', { kind: 'any', of: [withMfa, inOffice] }],
    carol: 'allowed',
    dave: ['denied', { kind: 'not', of: outside }],
    eve: ['denied', { kind: 'test', operator: 'StringEquals', key: 'aws:ResourceTag/team', values: ['red'] }],
    fay: 'denied',
  }));
test('the tags of a resource that is known are no condition', () => {
  expect(rowsOf(queue('red'), 'sqs:SendMessage')).toMatchObject({ eve: 'allowed' });
  expect(rowsOf(queue('blue'), 'sqs:SendMessage')).toMatchObject({ eve: 'denied' });
});
test('conditions of a pattern are those under which all of it is allowed', () =>
  expect(rowsOf(`${bucket}/*`)).toMatchObject({
    alice: ['denied', withMfa],
    bob: ['denied', withMfa],
    carol: 'allowed',
    dave: ['denied', { kind: 'not', of: outside }],
    fay: 'denied',
  }));
