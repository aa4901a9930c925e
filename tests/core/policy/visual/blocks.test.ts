/** The visual editor's blocks, from a document and back to it. */

import { beforeAll, expect, test } from 'vitest';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import { type StatementBlock, readVisual, type VisualBlock } from '#core/policy/visual/blocks.ts';
import {
  appendBlock,
  blockValue,
  duplicateBlock,
  editBlock,
  freshSid,
  removeBlock,
} from '#core/policy/visual/edit.ts';
import { createReference } from '#reference/reference.ts';
import { sampleOf } from '../../../setup/counts.ts';

const blocksOf = (text: string): readonly VisualBlock[] => {
  const reading = readVisual(text);
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.value;
};
const statement = (text: string, index = 0): StatementBlock => {
  const block = blocksOf(text)[index];
  if (block?.kind !== 'statement') throw new Error('a JSON block');
  return block;
};
const statementsOf = (text: string): unknown[] => {
  const { Statement } = JSON.parse(text) as { Statement: unknown };
  return Array.isArray(Statement) ? Statement : [Statement];
};
const sources = (text: string) => blocksOf(text).map(({ span }) => text.slice(span.start, span.end));

const pretty = (statements: unknown) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const read = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

const reference = createReference();
let policies: readonly ManagedPolicy[] = [];
beforeAll(async () => {
  await reference.loadManagedPolicies();
  policies = reference.managedPolicies();
});

test('each statement of an AWS managed policy is a block that holds all of it', () => {
  let statements = 0;
  const different: string[] = [];
  for (const { name, document } of policies) {
    const blocks = blocksOf(document);
    statementsOf(document).forEach((value, index) => {
      const block = blocks[index];
      statements += 1;
      if (block?.kind === 'json') different.push(`${name} ${index}: ${block.reason}`);
      else if (block && !sameValue(blockValue(block), value)) different.push(`${name} ${index}`);
    });
  }
  expect(policies.length).toBe(1594);
  expect(statements).toBeGreaterThan(3000);
  expect(different).toEqual([]);
});

test('an unchanged block leaves the text as it is, laid out or on one line', () => {
  const changed = sampleOf(policies, 5, 3).flatMap(({ name, document }) =>
    [document, JSON.stringify(JSON.parse(document))].flatMap((text) =>
      blocksOf(text).flatMap((block, index) =>
        block.kind === 'statement' && editBlock(text, index, block) !== text ? [`${name} ${index}`] : [],
      ),
    ),
  );
  expect(changed).toEqual([]);
});

test('editing one block changes only that block', () => {
  const wrong: string[] = [];
  for (const { name, document } of sampleOf(policies, 5, 3)) {
    const before = sources(document);
    blocksOf(document).forEach((block, index) => {
      if (block.kind !== 'statement') return;
      const edited: StatementBlock = {
        ...block,
        effect: block.effect === 'Allow' ? 'Deny' : 'Allow',
        actions: { ...block.actions, values: [...block.actions.values, 'sts:GetCallerIdentity'] },
        conditions: [
          ...(block.conditions ?? []),
          { operator: 'Bool', key: 'aws:NotThereBefore', values: ['true'], list: false },
        ],
      };
      const text = editBlock(document, index, edited);
      const after = sources(text);
      const others = before.every((source, at) => at === index || source === after[at]);
      const value = statementsOf(text)[index];
      if (!others || after.length !== before.length || !sameMembers(value, blockValue(edited)))
        wrong.push(`${name} ${index}`);
      // The rest of the document, outside the statement.
      const at = block.span;
      if (!text.startsWith(document.slice(0, at.start)) || !text.endsWith(document.slice(at.end)))
        wrong.push(`${name} ${index}: around`);
    });
  }
  expect(wrong).toEqual([]);
});

test('a block added and removed again leaves the text as it was', () => {
  const wrong = sampleOf(policies, 5, 3).flatMap(({ name, document }) => {
    const block = statement(pretty([read]));
    const more = appendBlock(document, block);
    const count = blocksOf(document).length;
    const added = statementsOf(more);
    if (added.length !== count + 1 || !sameValue(added.at(-1), read)) return [`${name}: added`];
    if (!Array.isArray((JSON.parse(document) as { Statement: unknown }).Statement)) return [];
    return removeBlock(more, count) === document ? [] : [`${name}: removed`];
  });
  expect(wrong).toEqual([]);
});

/** Equal as JSON, in which the order of members has no meaning. */
const sameMembers = (left: unknown, right: unknown): boolean => ordered(left) === ordered(right);
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
const sameValue = sameMembers;

test.each([
  ['{', 'expected a member name in double quotes, found the end of the text'],
  ['[]', 'the document has no `Statement` list'],
  ['{"Version":"2012-10-17"}', 'the document has no `Statement` list'],
  ['{"Statement":"x"}', 'the document has no `Statement` list'],
])('the visual editor says why the text is no policy yet: %s', (text, reason) => {
  expect(readVisual(text)).toMatchObject({ ok: false, error: { message: reason } });
});

test.each<[object, string]>([
  [{ ...read, action: 's3:*' }, 'it has the element `action`, which AWS does not know'],
  [{ ...read, Effect: 'allow' }, 'its `Effect` is neither `Allow` nor `Deny`'],
  [{ ...read, NotAction: 's3:*' }, 'it has both `Action` and `NotAction`'],
  [{ ...read, Action: [1] }, 'its `Action` holds something other than text'],
  [{ ...read, Condition: { Bool: {} } }, 'its condition `Bool` tests no key'],
  [{ ...read, Condition: [] }, 'its `Condition` is no JSON object'],
  [{ ...read, Sid: 7 }, 'its `Sid` is no text'],
])('the visual editor keeps the statement %j as JSON', (value, reason) => {
  const text = pretty([read, value]);
  expect(blocksOf(text)[1]).toMatchObject({ kind: 'json', reason });
  const edited = editBlock(text, 0, { ...statement(text), effect: 'Deny' });
  expect(statementsOf(edited)[1]).toEqual(value);
});

test.each(['1e400', '9007199254740993'])(
  'the number %s, which JavaScript cannot hold, stays as it is written',
  (number) => {
    const text = pretty([{ ...read, Condition: { NumericEquals: { 'a:b': 7 } } }]).replace(
      ': 7',
      `: ${number}`,
    );
    expect(blocksOf(text)[0]?.kind).toBe('json');
  },
);

test('G-12 one value stays a bare string, a list stays a list', () => {
  const text = pretty([read]);
  const one = { ...statement(text), actions: { not: false, values: ['s3:PutObject'], list: false } };
  expect(statementsOf(editBlock(text, 0, one))).toEqual([{ ...read, Action: 's3:PutObject' }]);
  const list = { ...one, actions: { ...one.actions, list: true } };
  expect(statementsOf(editBlock(text, 0, list))).toEqual([{ ...read, Action: ['s3:PutObject'] }]);
});

test('Action becomes NotAction in its place', () => {
  const text = pretty([read]);
  const edited = editBlock(text, 0, {
    ...statement(text),
    actions: { ...statement(text).actions, not: true },
  });
  expect(Object.keys(statementsOf(edited)[0] as object)).toEqual(['Sid', 'Effect', 'NotAction', 'Resource']);
});

test('elements that a person put on one line stay on it', () => {
  const text = '{\n  "Statement": [\n    { "Effect": "Allow", "Action": ["s3:*"], "Resource": "*" }\n  ]\n}';
  expect(editBlock(text, 0, { ...statement(text), effect: 'Deny' })).toBe(text.replace('Allow', 'Deny'));
});

test('the order and the layout of the other elements stay', () => {
  const text = `{
\t"Statement": {
\t\t"Action": ["s3:GetObject",   "s3:PutObject"],
\t\t"Effect": "Allow", "Resource": "*"
\t}
}`;
  const edited = editBlock(text, 0, { ...statement(text), sid: 'VisualEditor0' });
  expect(edited).toBe(`{
\t"Statement": {
\t\t"Sid": "VisualEditor0",
\t\t"Action": ["s3:GetObject",   "s3:PutObject"],
\t\t"Effect": "Allow",
\t\t"Resource": "*"
\t}
}`);
});

test('a single statement becomes a list when a second is added', () => {
  const text = pretty(read);
  const more = appendBlock(text, statement(pretty([{ ...read, Sid: 'Other' }])));
  expect(more).toBe(pretty([read, { ...read, Sid: 'Other' }]));
  expect(removeBlock(more, 0)).toBe(pretty([{ ...read, Sid: 'Other' }]));
});

test('the last statement leaves an empty list, to which a block can be added', () => {
  const empty = removeBlock(pretty([read]), 0);
  expect(statementsOf(empty)).toEqual([]);
  expect(appendBlock(empty, statement(pretty([read])))).toBe(pretty([read]));
  expect(statementsOf(removeBlock(pretty(read), 0))).toEqual([]);
});

test('conditions of one operator and key come together', () => {
  const text = pretty([read]);
  const row = { operator: 'StringEquals', key: 'aws:username', list: false };
  const edited = editBlock(text, 0, {
    ...statement(text),
    conditions: [
      { ...row, values: ['alice'] },
      { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: [true], list: false },
      { ...row, values: ['bob', 'alice'] },
    ],
  });
  expect(statementsOf(edited)[0]).toEqual({
    ...read,
    Condition: {
      StringEquals: { 'aws:username': ['alice', 'bob'] },
      Bool: { 'aws:MultiFactorAuthPresent': true },
    },
  });
});

test('a principal is kept as written', () => {
  const trust = { Effect: 'Allow', Principal: { AWS: ['111122223333'] }, Action: 'sts:AssumeRole' };
  const text = pretty([trust]);
  const edited = editBlock(text, 0, { ...statement(text), sid: 'Trust' });
  expect(statementsOf(edited)).toEqual([{ ...trust, Sid: 'Trust' }]);
});

test('Sids are numbered as AWS’s visual editor does', () => {
  expect(freshSid(pretty([read]))).toBe('VisualEditor0');
  const text = pretty([{ ...read, Sid: 'VisualEditor0' }]);
  const twice = duplicateBlock(text, 0);
  expect(statementsOf(twice)).toEqual([
    { ...read, Sid: 'VisualEditor0' },
    { ...read, Sid: 'VisualEditor1' },
  ]);
  expect(statementsOf(duplicateBlock(twice, 0)).map((one) => (one as { Sid: string }).Sid)).toEqual([
    'VisualEditor0',
    'VisualEditor2',
    'VisualEditor1',
  ]);
});
