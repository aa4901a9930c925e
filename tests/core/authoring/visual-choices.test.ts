/** The visual editor's choices of a block: what is chosen as chips, and the resource types that matter first. */

import { beforeAll, expect, test } from 'vitest';
import { resourceNeeds, serviceChoice } from '#core/authoring/visual-choices.ts';
import type { StatementBlock } from '#core/policy/visual/blocks.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const blockOf = (actions: readonly string[], resources: readonly string[] = []): StatementBlock => ({
  kind: 'statement',
  span: { start: 0, end: 0 },
  effect: 'Allow',
  actions: { not: false, values: actions, list: true },
  resources: { not: false, values: resources, list: true },
});
const chips = (actions: readonly string[], prefix = 's3') =>
  serviceChoice(blockOf(actions), prefix, reference).chips.map(
    ({ text, level, matches }) => `${text} | ${level ?? '-'} | ${matches}`,
  );
const levelOf = (level: string) =>
  (reference.service?.('sqs')?.actions ?? [])
    .filter((one) => one.accessLevel === level)
    .map(({ name }) => name);

test('each chosen action is a chip with its level, and so are wildcards and what AWS does not know', () => {
  expect(chips(['s3:PutObject', 'ec2:RunInstances', 's3:getobject', 's3:GetObject*', 's3:Nothing'])).toEqual([
    'PutObject | Write | 1',
    'GetObject | Read | 1',
    expect.stringMatching(/^s3:GetObject\* \| Read \| \d+$/),
    's3:Nothing | - | 0',
  ]);
  expect(chips(['s3:*'])).toEqual([expect.stringMatching(/^s3:\* \| - \| \d+$/)]);
  expect(chips(['*'], '*')).toEqual(['* | - | 0']);
});

test('all actions of a level are one chip, which stands for all of their patterns', () => {
  const read = levelOf('Read');
  expect(read.length).toBeGreaterThan(1);
  expect(chips(['sqs:SendMessage', ...read], 'sqs')).toEqual([
    'SendMessage | Write | 1',
    `All Read actions | Read | ${read.length}`,
  ]);
  expect(serviceChoice(blockOf(read), 'sqs', reference).chips[0]?.patterns).toEqual(read);
  expect(chips(read.slice(1), 'sqs')).toHaveLength(read.length - 1);
});

const types = (actions: readonly string[], resources?: readonly string[]) => {
  const needs = resourceNeeds(blockOf(actions, resources), reference);
  return {
    first: needs.types.map(({ type }) => type.name),
    rare: needs.rareTypes.map(({ type }) => type.name),
  };
};

test('the types that the chosen actions require come first, and the others are rare', () => {
  const { first, rare } = types(['ec2:RunInstances']);
  expect(first.sort()).toEqual(['image', 'instance', 'network-interface', 'security-group', 'subnet']);
  expect(rare).toContain('elastic-gpu');
  expect(types(['ec2:StartInstances']).first).toEqual(['instance']);
});

test('of a service with a hundred types five come first, and those that have an ARN', () => {
  const { first, rare } = types(['ec2:*'], ['arn:aws:ec2:eu-west-1:111122223333:elastic-gpu/one']);
  expect(first).toHaveLength(6);
  expect(first).toContain('instance');
  expect(first).toContain('elastic-gpu');
  expect(rare.length).toBeGreaterThan(90);
});

test('an action that requires no type needs any of them, until one of them has an ARN', () => {
  const actions = ['s3:GetObject', 's3:ListBucket'];
  const before = types(actions);
  expect(before.first.sort()).toEqual(expect.arrayContaining(['accesspointobject', 'bucket', 'object']));
  expect(before.rare).toEqual([]);
  const { first, rare } = types(actions, ['arn:aws:s3:::payroll/*']);
  expect(first).toEqual(expect.arrayContaining(['object', 'bucket']));
  expect(rare).toContain('accesspointobject');
});
