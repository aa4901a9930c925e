/**
 * The engine against the naive oracle on random cases: verdict, reason, layer and deciding statements must be
 * the same. `SEED` chooses the cases (`SEED=random` new ones), `COUNTS=most` takes 100,000 instead of 1,500. What
 * the cases hit is counted and printed, and a layer, verdict or operator that none of them hit fails.
 */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import type { DecidingStatement, EvaluationInput } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { oracle, type Verdict } from './oracle/oracle.ts';
import { recordOf, statementsOf } from './oracle/read.ts';
import { Dice } from './random/dice.ts';
import { randomInput } from './random/input.ts';
import { shrink } from './random/shrink.ts';
import { operators, setPrefixes } from './random/statement.ts';
import { countOf } from '../../setup/counts.ts';

const cases = countOf({ sample: 1_500, full: 5_000, most: 100_000 });
const seed = env['SEED'] === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(env['SEED'] ?? 20260301);

const verdictOf = ({ verdict, reason, layer, deciding }: Verdict): Verdict => ({
  verdict,
  reason,
  layer,
  deciding: [...deciding],
});

const same = (input: EvaluationInput): boolean =>
  JSON.stringify(verdictOf(evaluate(input))) === JSON.stringify(verdictOf(oracle(input)));

/** Small, as JSON, with both answers: ready to become a row of the corpus. */
function report(input: EvaluationInput, index: number): string {
  const small = shrink(input, (candidate) => !same(candidate));
  const answers = { engine: verdictOf(evaluate(small)), oracle: verdictOf(oracle(small)) };
  return `case ${index} of SEED=${seed}:\n${JSON.stringify(small, undefined, 1)}\n${JSON.stringify(answers, undefined, 1)}`;
}

/** Counts by name, zero for what is expected and was not hit. */
class Tally {
  readonly counts = new Map<string, number>();

  constructor(names: readonly string[]) {
    for (const name of names) this.counts.set(name, 0);
  }

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  get missed(): string[] {
    return [...this.counts].filter(([, count]) => count === 0).map(([name]) => name);
  }

  /** `name count`, one after the other. */
  get text(): string {
    return [...this.counts].map(([name, count]) => `${name} ${count}`).join(', ');
  }
}

/** Every reason a layer can give; RCPs never deny implicitly (E-02), root is refused as such only where it assumes a role (T-49). */
const outcomes = [
  ...['root-user', 'identity', 'resource'].map((layer) => `allowed ${layer}`),
  ...[
    'service-control',
    'resource-control',
    'vpc-endpoint',
    'resource',
    'identity',
    'permissions-boundary',
    'session',
  ].map((layer) => `explicit-deny ${layer}`),
  ...[
    'root-user',
    'service-control',
    'vpc-endpoint',
    'resource',
    'identity',
    'permissions-boundary',
    'session',
  ].map((layer) => `implicit-deny ${layer}`),
];
const principalKinds = ['root', 'user', 'assumed-role', 'federated-user', 'provider', 'service', 'anonymous'];
const forms = setPrefixes.flatMap((prefix) => [`${prefix}…`, `${prefix}…IfExists`]);

const principalKind = (principal: string): string =>
  principal === '*'
    ? 'anonymous'
    : (/(root|user|assumed-role|federated-user|provider)(?=$|\/)/.exec(principal)?.[0] ??
      (principal === 'accounts.google.com' ? 'provider' : 'service'));

/** The operators, as in the reference, of the statements that decided: those that held and mattered. */
function decidingOperators(input: EvaluationInput, deciding: readonly DecidingStatement[]): string[] {
  const policies = [
    ...input.identityPolicies,
    ...(input.sessionPolicies ?? []),
    ...(input.scopeDownPolicies ?? []),
    ...(input.serviceControlPolicies ?? []).flat(),
    ...(input.resourceControlPolicies ?? []).flat(),
    input.resourcePolicy,
    input.permissionsBoundary,
    input.vpcEndpointPolicy,
  ];
  return deciding.flatMap(({ policy, statement }) => {
    const document = policies.find((one) => one?.name === policy)?.document;
    return Object.keys(recordOf(statementsOf(document)[statement]?.raw['Condition']));
  });
}

function splitOperator(written: string): { base: string; form: string } {
  const base = Object.keys(operators).find(
    (name) =>
      written
        .toLowerCase()
        .replace(/^.*:/, '')
        .replace(/ifexists$/, '') === name.toLowerCase(),
  );
  const prefix = setPrefixes.find((one) => one !== '' && written.toLowerCase().startsWith(one.toLowerCase()));
  return { base: base ?? written, form: `${prefix ?? ''}…${/ifexists$/i.test(written) ? 'IfExists' : ''}` };
}

test(`the engine and the oracle agree on ${cases} random cases (SEED=${seed})`, { timeout: 600_000 }, () => {
  const dice = new Dice(seed);
  const [outcome, operator, form, kind] = [outcomes, Object.keys(operators), forms, principalKinds].map(
    (names) => new Tally(names),
  ) as [Tally, Tally, Tally, Tally];
  const disagreements = new Set<string>();
  for (let index = 0; index < cases && disagreements.size < 5; index += 1) {
    const input = randomInput(dice);
    const expected = verdictOf(oracle(input));
    if (JSON.stringify(verdictOf(evaluate(input))) !== JSON.stringify(expected)) {
      disagreements.add(report(input, index));
    }
    outcome.add(`${expected.reason} ${expected.layer}`);
    kind.add(principalKind(input.principal));
    for (const written of decidingOperators(input, expected.deciding)) {
      const { base, form: shape } = splitOperator(written);
      operator.add(base);
      form.add(shape);
    }
  }
  console.log(
    [`SEED=${seed}, ${cases} cases`, `outcomes: ${outcome.text}`, `principals: ${kind.text}`]
      .concat(`operators in deciding statements: ${operator.text}`, `forms: ${form.text}`)
      .join('\n'),
  );
  expect([...disagreements].join('\n\n')).toBe('');
  const missed = [outcome, operator, form, kind].flatMap((tally) => tally.missed);
  expect(missed, 'never hit by any case').toEqual([]);
  expect([...outcome.counts.keys()], 'no outcome that nobody expected').toEqual(outcomes);
});
