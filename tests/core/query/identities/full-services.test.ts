/** Services of which everything is allowed alike are folded into one row. */

import { beforeAll, expect, test } from 'vitest';
import { effective } from '#core/analysis/effective/effective.ts';
import { foldFullServices } from '#core/query/identities/full-services.ts';
import { createReference } from '#reference/reference.ts';
import { aWorld, allow, deny, testAccount } from '../../../setup/world.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const world = aWorld()
  .policy('Three', allow(['sqs:*', 'sns:*', 'dynamodb:*', 's3:Get*']))
  .user('alice', { attach: ['Three'] })
  .user('bob', { attach: ['Three'], inline: { No: deny('sqs:DeleteQueue') } })
  .world();
const foldedOf = (name: string) => {
  const principal = `arn:aws:iam::${testAccount}:user/${name}`;
  const { permissions } = effective(world, { principal }, { now: 0 }, reference);
  const { full, rest } = foldFullServices(permissions, reference);
  return [full.map(({ services }) => services), [...new Set(rest.map(({ service }) => service))]];
};

test('services with every action on everything are folded, others stay', () => {
  expect(foldedOf('alice')).toEqual([[['dynamodb', 'sns', 'sqs']], ['s3']]);
});

test('a service that lacks one action is not folded, and two services are too few', () => {
  expect(foldedOf('bob')).toEqual([[], ['dynamodb', 's3', 'sns', 'sqs']]);
});

test('a Deny under conditions that is the same on every service does not break the folding', () => {
  const withoutMfa = deny('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } });
  const locked = aWorld()
    .policy('Three', allow(['sqs:*', 'sns:*', 'dynamodb:*']))
    .user('carol', { attach: ['Three'], inline: { Mfa: withoutMfa } })
    .world();
  const principal = `arn:aws:iam::${testAccount}:user/carol`;
  const { permissions } = effective(locked, { principal }, { now: 0 }, reference);
  const { full, rest } = foldFullServices(permissions, reference);
  expect(full.map(({ services, terms }) => [services.length, terms.except.length])).toEqual([[3, 1]]);
  expect(rest).toEqual([]);
});
