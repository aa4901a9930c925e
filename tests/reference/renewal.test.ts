/** `npm run reference` says what changes between the committed state and the newest packages. */

import { expect, test } from 'vitest';
import type { ServiceModel } from '#core/api/model/shapes.ts';
import type { CompactPolicy } from '#reference/compact.ts';
import { type ReferenceState, knownOf } from '#reference/generate/known.ts';
import { changesOf } from '#reference/generate/report.ts';

const model = (members: Record<string, string>, status: string[], operations = ['GetKey']): ServiceModel => ({
  service: 'iam',
  apiVersion: '2010-05-08',
  eventSource: 'iam.amazonaws.com',
  operations: Object.fromEntries(operations.map((name) => [name, {}])),
  shapes: { Key: { type: 'structure', members }, Status: { type: 'string', enum: status } },
  errors: { NoSuchEntity: { status: 404, shape: 'NoSuchEntityException' } },
});
const policy = (name: string, version: string): CompactPolicy => [
  '/',
  name,
  version,
  '2020-01-01T00:00:00Z',
  '2020-01-01T00:00:00Z',
  {},
];
const before: ReferenceState = {
  models: [model({ Id: 'text' }, ['Active'])],
  services: [['s3', [], [], [['GetObject', 0]]]],
  policies: [policy('Reader', 'v3'), policy('Old', 'v1')],
};

test('a renewal that brings nothing says so for each kind of name', () => {
  expect(changesOf(knownOf(before), knownOf(before))).toEqual([
    'operations: 1, as before',
    'members: 1, as before',
    'enum values: 1, as before',
    'error codes: 1, as before',
    'actions: 1, as before',
    'managed policies: 2, as before',
  ]);
});

test('a renewal names what came, what went and which policies have a new default version', () => {
  const after: ReferenceState = {
    models: [model({ Id: 'text', Age: 'text' }, ['Active', 'Expired'], ['GetKey', 'AcquireRole'])],
    services: [['s3', [], [], [['PutObject', 0]]]],
    policies: [policy('Reader', 'v4'), policy('New', 'v1')],
  };
  expect(changesOf(knownOf(before), knownOf(after))).toEqual([
    'operations: 2',
    '  1 added: iam:AcquireRole',
    'members: 2',
    '  1 added: iam:Key.Age',
    'enum values: 2',
    '  1 added: iam:Status.Expired',
    'error codes: 1, as before',
    'actions: 1',
    '  1 added: s3:PutObject',
    '  1 removed: s3:GetObject',
    'managed policies: 2',
    '  1 added: New',
    '  1 removed: Old',
    '  1 changed: Reader (v3 to v4)',
  ]);
});

test('a long list of new names is cut, and says how many are left out', () => {
  const many = new Map(Array.from({ length: 63 }, (_, i) => [`a${i}`, '']));
  const [, line] = changesOf({ actions: new Map() }, { actions: many });
  expect(line).toMatch(/^ {2}63 added: a0, .*, a59 and 3 more$/);
});
