/**
 * The decision corpus: hand-written rows of request, policies and the expected decision, each naming the
 * rules of the book it is evidence for. Both the engine and the naive oracle answer each row.
 * `{ "ref": "name" }` stands for the file's shared policy of that name; `defaults` are members that all of a
 * file's inputs share. This runner is the only code.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Decision, EvaluationInput, NamedPolicy } from '#core/authz/decision.ts';
import { layers } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { ruleOf } from '#core/rules/book.ts';
import { oracle } from '../core/property/oracle/oracle.ts';

interface Row {
  readonly id: string;
  readonly rule: readonly string[];
  readonly title: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, unknown>>;
}
interface CorpusFile {
  readonly theme: string;
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly policies?: Readonly<Record<string, object>>;
  readonly rows: readonly Row[];
}

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    name,
    ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CorpusFile),
  }));

const inputKeys = {
  principal: true,
  principalRoleArn: true,
  federatingUserArn: true,
  action: true,
  resource: true,
  resourceAccount: true,
  context: true,
  identityPolicies: true,
  resourcePolicy: true,
  permissionsBoundary: true,
  sessionPolicies: true,
  scopeDownPolicies: true,
  serviceControlPolicies: true,
  resourceControlPolicies: true,
  vpcEndpointPolicy: true,
  unknown: true,
  absent: true,
  inManagementAccount: true,
  resourceInManagementAccount: true,
} satisfies Record<keyof EvaluationInput, true>;

const reasonsOf: Record<string, readonly string[]> = {
  allowed: ['allowed'],
  denied: ['explicit-deny', 'implicit-deny'],
};

/** Replaces each `{ ref }` by the shared policy it names. */
function resolve(value: unknown, policies: Readonly<Record<string, object>>, used: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, policies, used));
  if (typeof value !== 'object' || value === null || !('ref' in value)) return value;
  const name = String(value.ref);
  const document = policies[name];
  if (!document) throw new Error(`no shared policy \`${name}\` in this file`);
  used.add(name);
  return { name, document } satisfies NamedPolicy;
}

function inputOf(file: CorpusFile, row: Row, used = new Set<string>()): EvaluationInput {
  const members = Object.entries({ identityPolicies: [], ...file.defaults, ...row.input }).map(
    ([key, value]) => [key, resolve(value, file.policies ?? {}, used)],
  );
  return Object.fromEntries(members) as EvaluationInput;
}

/** The policies of an input, by name: what `deciding` may name. */
function policiesOf(input: EvaluationInput): NamedPolicy[] {
  return [
    ...input.identityPolicies,
    ...(input.sessionPolicies ?? []),
    ...(input.scopeDownPolicies ?? []),
    ...(input.serviceControlPolicies ?? []).flat(),
    ...(input.resourceControlPolicies ?? []).flat(),
    ...[input.resourcePolicy, input.permissionsBoundary, input.vpcEndpointPolicy].filter(
      (policy) => policy !== undefined,
    ),
  ];
}

function expectShape(file: CorpusFile, row: Row): void {
  const where = `${row.id}: ${row.title}`;
  expect(Object.keys(row).sort(), where).toEqual(['expect', 'id', 'input', 'rule', 'title']);
  expect(row.title, where).toMatch(/\S.{7,}/);
  expect(row.rule.length, where).toBeGreaterThan(0);
  for (const rule of row.rule) expect(ruleOf(rule), `${where}: unknown rule ${rule}`).toBeDefined();
  const input = inputOf(file, row);
  for (const key of Object.keys(input)) expect(inputKeys, where).toHaveProperty(key);
  for (const key of ['principal', 'action', 'resource'] as const)
    expect(input[key], where).toBeTypeOf('string');
  for (const value of Object.values(input.context ?? {})) {
    expect(
      [value].flat().every((one) => typeof one === 'string'),
      `${where}: context`,
    ).toBe(true);
  }
  const { verdict, reason, layer, deciding } = row.expect;
  expect(reasonsOf[String(verdict)], where).toContain(reason);
  expect(layers, where).toContain(layer);
  expect(reason === 'implicit-deny' && (deciding as unknown[]).length > 0, where).toBe(false);
  expect(reason === 'explicit-deny' && (deciding as unknown[]).length === 0, where).toBe(false);
  for (const { policy, statement } of deciding as { policy: string; statement: number }[]) {
    const named = policiesOf(input).find(({ name }) => name === policy);
    const statements = [(named?.document as { Statement?: unknown } | undefined)?.Statement].flat();
    expect(statements[statement], `${where}: deciding ${policy}:${statement}`).toBeDefined();
  }
}

function expectDecision(answer: (input: EvaluationInput) => Omit<Decision, 'explain' | 'isBeyondPolicies'>) {
  return (file: CorpusFile, row: Row): void => {
    const { verdict, reason, layer, deciding } = answer(inputOf(file, row));
    const statements = deciding.map(({ policy, statement }) => ({ policy, statement }));
    expect({ verdict, reason, layer, deciding: statements }).toEqual(row.expect);
  };
}

const rows = files.flatMap((file) => file.rows);

test('the corpus has at least 600 rows, each id once', () => {
  expect(rows.length).toBeGreaterThanOrEqual(600);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('the corpus asks each question once', () => {
  const questions = files.flatMap((file) =>
    file.rows.map((row) => JSON.stringify({ ...inputOf(file, row), rule: undefined })),
  );
  const twice = questions.filter((question, index) => questions.indexOf(question) !== index);
  expect(twice).toEqual([]);
});

test.each(files.map((file) => [file.name, file.theme, file] as const))(
  'the corpus file %s is well formed: %s',
  (_name, _theme, file) => {
    const used = new Set<string>();
    for (const row of file.rows) {
      expectShape(file, row);
      inputOf(file, row, used);
    }
    expect([...used].sort(), 'every shared policy is used').toEqual(Object.keys(file.policies ?? {}).sort());
  },
);

const answerers = { engine: evaluate, oracle };
const decisions = Object.entries(answerers).flatMap(([name, answer]) =>
  files.flatMap((file) =>
    file.rows.map((row) => [row.rule.join(', '), row.id, name, row.title, answer, file, row] as const),
  ),
);

test.each(decisions)(
  '%s row %s is decided by the %s: %s',
  (_rules, _id, _name, _title, answer, file, row) => {
    expectDecision(answer)(file, row);
  },
);
