/**
 * The following must hold of any decision, whoever is right about it: the trace tells the same story as the decision,
 * the form of a document (object, text, compiled) does not matter, and deciding changes nothing.
 */

import { env } from 'node:process';
import { expect, test } from 'vitest';
import type { Decision, EvaluationInput, Gate, NamedPolicy } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { compile } from '#core/policy/compile.ts';
import { Dice } from './random/dice.ts';
import { randomInput } from './random/input.ts';
import { countOf } from '../../setup/counts.ts';

const cases = countOf({ sample: 500, full: 1_000, most: 5_000 });
const seed = Number(env['SEED'] ?? 20260302) || Math.floor(Math.random() * 2 ** 32);

function eachCase(check: (input: EvaluationInput, where: string) => void): void {
  const dice = new Dice(seed);
  for (let index = 0; index < cases; index += 1) check(randomInput(dice), `case ${index} of SEED=${seed}`);
}

const answer = ({ verdict, reason, layer, deciding }: Decision) => ({ verdict, reason, layer, deciding });

/** The same input with every document in another form. */
function reshaped(
  input: EvaluationInput,
  form: (document: NamedPolicy['document']) => NamedPolicy['document'],
) {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null || !('document' in value)) return value;
    const { name, document } = value as NamedPolicy;
    return { name, document: form(document) };
  };
  const members = Object.entries(input).map(([key, value]) => [key, walk(value)]);
  return Object.fromEntries(members) as EvaluationInput;
}

const asText = (document: NamedPolicy['document']): string =>
  typeof document === 'string' ? document : JSON.stringify(document);

/** The outcome that the deciding gate must show. */
const outcomeOf = ({ reason }: Decision): Gate['outcome'] => (reason === 'allowed' ? 'allows' : reason);

test(
  `any decision has one deciding gate, with its layer and outcome (SEED=${seed})`,
  { timeout: 300_000 },
  () => {
    eachCase((input, where) => {
      const decision = evaluate(input);
      const decided = decision.explain().gates.filter((gate) => gate.decided);
      expect(
        decided.map(({ layer, outcome }) => ({ layer, outcome })),
        where,
      ).toEqual([{ layer: decision.layer, outcome: outcomeOf(decision) }]);
    });
  },
);

test(
  'any decision names deciding statements that the trace shows as applying, with conditions that hold',
  { timeout: 300_000 },
  () => {
    eachCase((input, where) => {
      const decision = evaluate(input);
      const shown = decision.explain().gates.flatMap((gate) => gate.statements);
      const effect = decision.reason === 'explicit-deny' ? 'Deny' : 'Allow';
      for (const { policy, statement } of decision.deciding) {
        const trace = shown.find((one) => one.policy === policy && one.statement === statement);
        expect(trace, where).toMatchObject({ applies: true, effect });
        expect(trace?.failed, where).toBeUndefined();
        expect(
          trace?.conditions.filter(({ holds }) => !holds),
          where,
        ).toEqual([]);
      }
    });
  },
);

test('any decision is the same for documents as text, as objects and compiled', { timeout: 300_000 }, () => {
  eachCase((input, where) => {
    const expected = answer(evaluate(input));
    const forms = [
      asText,
      (document: NamedPolicy['document']) => JSON.parse(asText(document)) as object,
      (document: NamedPolicy['document']) => compile(asText(document)),
    ];
    for (const form of forms) expect(answer(evaluate(reshaped(input, form))), where).toEqual(expected);
  });
});

test(
  'any decision changes nothing and repeats itself, also after its explanation',
  { timeout: 300_000 },
  () => {
    eachCase((input, where) => {
      const before = JSON.stringify(input);
      const first = evaluate(input);
      const trace = JSON.stringify(first.explain());
      expect(answer(evaluate(input)), where).toEqual(answer(first));
      expect(JSON.stringify(first.explain()), where).toBe(trace);
      expect(JSON.stringify(input), where).toBe(before);
    });
  },
);
