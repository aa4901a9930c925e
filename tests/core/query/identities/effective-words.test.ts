/** Effective permissions are said in few words, found by text, and grouped by what took the rest away. */

import { expect, test } from 'vitest';
import type { Conditions } from '#core/analysis/effective/conditions.ts';
import type { Permission, TakenAway } from '#core/analysis/effective/permission.ts';
import type { StatementSource } from '#core/analysis/layers/principal-layers.ts';
import { plainLabels } from '#core/model/labels.ts';
import {
  type PermissionFilter,
  actionsText,
  exceptionText,
  fittingPart,
  matchesFilter,
  splitExceptions,
  unlessClause,
} from '#core/query/identities/permission-words.ts';
import { groupsGiving } from '#core/query/identities/permissions.ts';
import { takenByLimit } from '#core/query/identities/taken-away.ts';
import { aWorld, allow, testAccount } from '../../../setup/world.ts';

const source = (layer: StatementSource['layer'], policy: string): StatementSource => ({
  layer,
  policy,
  statement: 0,
});
const own = source('identity', `arn:aws:iam::${testAccount}:policy/ReadFiles`);
const noDelete = source('service-control', 'arn:aws:organizations::aws:policy/p-nodelete');
const read: Permission = {
  service: 's3',
  level: 'Read',
  actions: ['s3:GetObject'],
  isWholeLevel: false,
  resources: ['arn:aws:s3:::payroll/*'],
  except: [],
  from: [own],
  limits: [],
};
const taken = (actions: string[], more: Partial<TakenAway> = {}): TakenAway => ({
  service: 's3',
  actions,
  resources: ['*'],
  from: [own],
  by: { kind: 'silent', layer: 'permissions-boundary', policies: ['Limits'] },
  isWhole: true,
  ...more,
});

test('two actions are named, more are counted', () => {
  const of = (...actions: string[]) => actionsText({ actions: actions.map((one) => `s3:${one}`) });
  expect(of('GetObject', 'PutObject')).toBe('GetObject, PutObject');
  expect(of('A', 'B', 'C')).toBe('3 actions');
  expect(actionsText({ actions: ['s3:A', 's3:B', 's3:C'], isWholeLevel: true })).toBe('all 3 actions');
  expect(of('*')).toBe('*');
});

test('an action that is searched for is named in the count', () => {
  const row = { actions: ['sqs:SendMessage', 'sqs:DeleteMessage', 'sqs:TagQueue'], isWholeLevel: true };
  expect(actionsText(row, 'sqs:sendMessage ')).toBe('all 3 actions, with SendMessage');
  expect(actionsText(row, 'sqs')).toBe('all 3 actions');
  expect(actionsText(row, 'queue policy')).toBe('all 3 actions');
});

test('what is searched for is found in exceptions and conditions, and alone in what was taken', () => {
  const inEurope: Conditions = {
    ...{ kind: 'test', operator: 'StringEquals', key: 'aws:RequestedRegion' },
    values: ['eu-west-1'],
  };
  const row: Permission = {
    ...read,
    except: [{ resources: ['arn:aws:s3:::ok'], conditions: inEurope, by: own }],
  };
  for (const text of ['arn:aws:s3:::ok', 'requestedregion', 'eu-west'])
    expect(matchesFilter(row, { text }, plainLabels), text).toBe(true);
  expect(matchesFilter({ ...read, conditions: inEurope }, { text: 'RequestedRegion' }, plainLabels)).toBe(
    true,
  );
  const both = taken(['s3:PutObject', 's3:DeleteObject']);
  expect(fittingPart(both, { text: 'putobject' }, plainLabels)?.actions).toEqual(['s3:PutObject']);
  expect(fittingPart(both, { text: 'S3' }, plainLabels)?.actions).toHaveLength(2);
  expect(fittingPart(both, { text: 'sqs' }, plainLabels)).toBeUndefined();
});

test('a Deny of all resources under conditions is a condition of the row', () => {
  const conditions: Conditions = {
    ...{ kind: 'test', operator: 'Bool', key: 'aws:MultiFactorAuthPresent' },
    values: ['false'],
  };
  const split = (...except: Permission['except']) => {
    const found = splitExceptions({ ...read, except });
    return [found.unless.length, found.except.length];
  };
  expect(split({ resources: ['*'], conditions, by: own })).toEqual([1, 0]);
  expect(split({ resources: read.resources, conditions, by: own })).toEqual([1, 0]);
  expect(split({ resources: ['*'], but: ['arn:aws:s3:::ok/*'], conditions, by: own })).toEqual([0, 1]);
  expect(split({ resources: ['arn:aws:s3:::payroll/a'], conditions, by: own })).toEqual([0, 1]);
});

test('a Deny of all but some regions is said without a second no', () => {
  const test = { kind: 'test', key: 'aws:RequestedRegion', values: ['eu-west-1'] } as const;
  expect(unlessClause({ ...test, operator: 'StringNotEquals' })).toBe('if aws:RequestedRegion is eu-west-1');
  expect(unlessClause({ ...test, operator: 'StringEquals' })).toBe('unless aws:RequestedRegion is eu-west-1');
});

test('an ARN that is narrowed to a region or another account says so', () => {
  const words = (...resources: string[]) => exceptionText({ resources }, testAccount);
  expect(words(`arn:aws:lambda:eu-west-1:${testAccount}:function:*`)).toBe('every function in eu-west-1');
  expect(words(`arn:aws:dynamodb:eu-*:*:table/app-*`)).toBe('table app-* in eu-*');
  expect(words('arn:aws:dynamodb:*:999988887777:table/app')).toBe('table app of account 999988887777');
  expect(words(`arn:aws:sqs:*:${testAccount}:jobs`, 'arn:aws:s3:::logs')).toBe('queue jobs, bucket logs');
});

test('a permission is found by service, action, resource, policy and access level', () => {
  const finds = (filter: PermissionFilter) => matchesFilter(read, filter, plainLabels);
  for (const text of ['', 'S3', 'getobj', 'PAYROLL', 'readfiles', '  s3 '])
    expect(finds({ text }), text).toBe(true);
  expect(finds({ text: 'sqs' })).toBe(false);
  expect(finds({ text: '', level: 'Read' })).toBe(true);
  expect(finds({ text: 's3', level: 'Write' })).toBe(false);
  expect(matchesFilter(taken(['s3:PutObject']), { text: 'limits' }, plainLabels)).toBe(true);
});

test('what was taken away is grouped by limit, and a boundary that took nothing comes last', () => {
  const found = takenByLimit({
    taken: [
      taken(['s3:PutObject', 's3:DeleteObject']),
      taken(['s3:GetObject', 's3:PutObject'], { isWhole: false }),
      taken(['s3:DeleteObject'], { by: { kind: 'deny', source: noDelete } }),
    ],
    limits: [
      { layer: 'service-control', level: 0, policies: ['Full'], removed: 0, narrowed: 0 },
      { layer: 'service-control', policies: ['Full', noDelete.policy], removed: 1, narrowed: 0 },
      { layer: 'permissions-boundary', policies: ['Limits'], removed: 2, narrowed: 1 },
      { layer: 'session', level: 0, policies: ['Scope'], removed: 0, narrowed: 0 },
      { layer: 'identity', policies: ['Own'], removed: 0, narrowed: 0 },
    ],
  });
  expect(found.map(({ kind, layer, whole, partly }) => [kind, layer, whole, partly])).toEqual([
    ['silent', 'permissions-boundary', 2, 1],
    ['deny', 'service-control', 1, 0],
    ['silent', 'session', 0, 0],
  ]);
});

test('a policy of a group names the group, and a policy of the user none', () => {
  const world = aWorld()
    .policy('ReadFiles', allow('s3:GetObject'))
    .group('readers', { attach: ['ReadFiles'], inline: { Own: allow('s3:*') } })
    .user('alice', { groups: ['readers'] })
    .user('bob', { groups: ['readers'], attach: ['ReadFiles'] })
    .world();
  const arn = (text: string) => `arn:aws:iam::${testAccount}:${text}`;
  expect(groupsGiving(world, arn('user/alice'), own.policy)).toEqual(['readers']);
  expect(groupsGiving(world, arn('user/alice'), `${arn('group/readers')}#Own`)).toEqual(['readers']);
  expect(groupsGiving(world, arn('user/bob'), own.policy)).toEqual([]);
  expect(groupsGiving(world, arn('root'), own.policy)).toEqual([]);
});
