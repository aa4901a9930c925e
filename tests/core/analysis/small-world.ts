/** A small world of requests, and policies about it that a seed makes: small enough to decide every request. */

import type { RequestContext } from '#core/authz/decision.ts';
import type { GrantingKind } from '#core/analysis/grants-more.ts';
import { seeded } from '../api/door.ts';

export const account = '111122223333';
export const user = `arn:aws:iam::${account}:user/w`;
export const actions = ['s3:Get', 's3:GetX', 's3:Put', 'sqs:Get'];
export const resources = [
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/b',
  'arn:aws:s3:::ab',
  'arn:aws:sqs:us-east-1:111122223333:a',
];
export const contexts: RequestContext[] = [];
for (const team of [undefined, 'a', 'b', 'ab', ['a'], ['a', 'b']])
  for (const ip of [undefined, '10.0.0.1', '10.1.0.1', '11.0.0.1'])
    for (const age of [undefined, '4', '5', '6', 'w'])
      contexts.push({
        ...(team !== undefined && { 'x:team': team }),
        ...(ip !== undefined && { 'aws:SourceIp': ip }),
        ...(age !== undefined && { 'x:age': age }),
      });

export interface Making {
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (of: number) => boolean;
}

export function making(seed: number): Making {
  const random = seeded(seed);
  return {
    pick: (from) => from[Math.floor(random() * from.length)] as (typeof from)[number],
    chance: (of) => random() < of,
  };
}

const textOperators = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringEqualsIfExists',
  'StringNotLikeIfExists',
  'ForAnyValue:StringEquals',
  'ForAllValues:StringLike',
  'ForAnyValue:StringNotEquals',
  'ForAllValues:StringNotLike',
];
const numberOperators = ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'];

function condition({ pick }: Making, kind: GrantingKind): object {
  const variable = kind === 'identity' ? ['${aws:username}', '${x:team}'] : [];
  return pick([
    () => ({
      [pick(textOperators)]: { 'x:team': [pick(['a', 'b', 'a*', '?', 'w', ...variable.slice(0, 1)])] },
    }),
    () => ({ [pick(numberOperators)]: { 'x:age': pick(['4', '5', '6']) } }),
    () => ({
      [pick(['IpAddress', 'NotIpAddress'])]: { 'aws:SourceIp': [pick(['10.0.0.0/8', '10.0.0.0/16'])] },
    }),
    () => ({ Null: { [pick(['x:team', 'x:age'])]: pick(['true', 'false']) } }),
  ])();
}

export function statement(make: Making, kind: GrantingKind): object {
  const { pick, chance } = make;
  const some = <T>(from: readonly T[]) => (chance(0.4) ? [pick(from), pick(from)] : [pick(from)]);
  const names = some(['s3:*', 's3:Get*', 's3:Put', '*', 'sqs:*', 's3:GetX', 's?s:Get', '*:Get']);
  const arns = some([
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::a',
    'arn:aws:s3:::a*',
    'arn:aws:s3:::?b',
    'arn:aws:s3:::*b',
    'arn:aws:sqs:*:*:*',
    'arn:aws:s3:::a/${x:team}',
  ]);
  const isDeny = chance(0.35) || kind === 'rcp';
  const reads = kind === 'resource' || kind === 'rcp';
  return {
    Effect: isDeny ? 'Deny' : 'Allow',
    ...(reads && { Principal: pick(['*', { AWS: user }]) }),
    [chance(0.15) ? 'NotAction' : 'Action']: names,
    [chance(0.15) ? 'NotResource' : 'Resource']: arns,
    ...(chance(0.5) && {
      Condition: { ...condition(make, kind), ...(chance(0.3) && condition(make, kind)) },
    }),
  };
}

export function policy(make: Making, kind: GrantingKind): object[] {
  const count = make.pick([1, 2, 2, 3]);
  return Array.from({ length: count }, () => statement(make, kind));
}
