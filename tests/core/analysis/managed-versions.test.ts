/**
 * Successive versions of AWS's managed policies, in both directions. What is expected is counted here in a naive way from
 * the texts; every witness is decided by the engine.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type GrantsMore, grantsMore } from '#core/analysis/grants-more.ts';
import { evaluate } from '#core/authz/evaluate.ts';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}
interface Pair {
  readonly policy: string;
  readonly versions: readonly [string, string];
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
}

const file = new URL('../../corpus/versions/managed-policies.jsonl', import.meta.url);
const pairs = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Pair);
const edits = pairs.flatMap(({ policy, versions: [from, to], before, after }) => [
  { title: `${policy} ${from} to ${to}`, before, after },
  { title: `${policy} ${to} to ${from}`, before: after, after: before },
]);

const textOf = (Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const listOf = (names: string | readonly string[] | undefined) => (names === undefined ? [] : [names].flat());

function matches(pattern: string, action: string): boolean {
  const body = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${body.replaceAll(String.raw`\*`, '.*').replaceAll(String.raw`\?`, '.')}$`, 'i').test(
    action,
  );
}

/** Returns literal actions that only the second allows, whatever the resources and conditions are. */
function added(before: readonly Statement[], after: readonly Statement[]): string[] {
  const isAllowed = (action: string) =>
    before.some(
      ({ Effect, Action, NotAction }) =>
        Effect === 'Allow' &&
        (Action === undefined
          ? !listOf(NotAction).some((one) => matches(one, action))
          : listOf(Action).some((one) => matches(one, action))),
    );
  return after
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action))
    .filter((action) => !/[*?]/.test(action) && !isAllowed(action));
}

/** Lists in one order, so that equal statements have equal texts. */
const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.length === 1
      ? canonical(value[0])
      : value
          .map(canonical)
          .map((one) => JSON.stringify(one))
          .sort()
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, one]) => [key, canonical(one)] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value;

function hasAllOf(
  many: readonly Statement[],
  few: readonly Statement[],
  effect: Statement['Effect'],
): boolean {
  const texts = new Set(many.map((one) => JSON.stringify(canonical(one))));
  return few.every((one) => one.Effect !== effect || texts.has(JSON.stringify(canonical(one))));
}

function expected({ before, after }: Pick<Pair, 'before' | 'after'>): GrantsMore['answer'] | undefined {
  if (hasAllOf(before, after, 'Allow') && hasAllOf(after, before, 'Deny')) return 'no';
  const denies = after.some(({ Effect }) => Effect === 'Deny');
  return !denies && added(before, after).length > 0 ? 'yes' : undefined;
}

function isNew(
  before: string,
  after: string,
  witness: Extract<GrantsMore, { answer: 'yes' }>['witness'],
): boolean {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(witness.resource)?.[1] ?? '111122223333';
  const [, partition = 'aws'] = witness.resource.split(':');
  const leaving = { Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' };
  return [undefined, { name: 'resource', document: JSON.stringify({ Statement: leaving }) }].some(
    (resourcePolicy) => {
      const verdict = (document: string) =>
        evaluate({
          principal: `arn:${partition}:iam::${account}:user/w`,
          ...witness,
          resourceAccount: account,
          identityPolicies: [{ name: 'policy', document }],
          ...(resourcePolicy && { resourcePolicy }),
        }).verdict;
      return verdict(after) === 'allowed' && verdict(before) === 'denied';
    },
  );
}

const found = edits.map(({ title, before, after }) => ({
  title,
  before: textOf(before),
  after: textOf(after),
  wanted: expected({ before, after }),
  found: grantsMore(textOf(before), textOf(after), 'identity'),
}));

test('successive versions of managed policies grant more where an action was added, and never where none was', () => {
  const wrong = found.filter(({ wanted, found: { answer } }) => wanted !== undefined && wanted !== answer);
  expect(wrong.map(({ title }) => title)).toEqual([]);
  expect(found.filter(({ wanted }) => wanted === 'yes').length).toBeGreaterThan(12);
  expect(found.filter(({ wanted }) => wanted === 'no').length).toBeGreaterThan(2);
});

test('each witness between two versions is allowed by the one and denied by the other', () => {
  const witnesses = found.filter(({ found: { answer } }) => answer === 'yes');
  expect(witnesses.length).toBeGreaterThan(20);
  const wrong = witnesses.filter(
    (one) => one.found.answer === 'yes' && !isNew(one.before, one.after, one.found.witness),
  );
  expect(wrong.map(({ title }) => title)).toEqual([]);
});

test('two versions of a managed policy are unknown on at most one in fifty, and only with variables', () => {
  const unknown = found.filter(({ found: { answer } }) => answer === 'unknown');
  expect(unknown.filter(({ before, after }) => !(before + after).includes('${'))).toEqual([]);
  expect(unknown.length).toBeLessThanOrEqual(found.length * 0.02);
});
