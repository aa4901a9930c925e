/**
 * Answers many questions for many principals: the rows of who-can, one byte each. Principals that a question cannot tell
 * apart are decided once. A cell says what Ask says in a word, and whether conditions count.
 */

import { indexInSteps, accountStatementsOf } from '../../analysis/statements/account-statements.ts';
import type { AccountId } from '../../model/ids.ts';
import type { World } from '../../model/world/world.ts';
import type { AnswerEnv } from '../ask/answer.ts';
import type { AskedPrincipal } from '../ask/principals.ts';
import { type WhoCanOutcome, type OutcomeOf, type WhoCanQuestion, outcomesOf } from '../ask/who-can.ts';
import type { MatrixLine } from './line.ts';
import type { Steps } from '../../model/steps.ts';

const verdicts = ['allowed', 'denied', 'part', 'depends', 'impossible'] as const;

export interface MatrixCell {
  /** `part`: allowed on a part of the resource. `impossible`: AWS has no such call. */
  readonly verdict: (typeof verdicts)[number];
  /** Conditions limit what is allowed, or would allow what is denied. */
  readonly isConditional: boolean;
}

const conditional = 8;

const codeOf = (verdict: MatrixCell['verdict'], isConditional = false): number =>
  verdicts.indexOf(verdict) | (isConditional ? conditional : 0);

export function cellOf(code: number): MatrixCell {
  const verdict = verdicts[code & (conditional - 1)];
  if (!verdict) throw new Error(`no cell has the code ${code}`);
  return { verdict, isConditional: (code & conditional) > 0 };
}

/** Cells of one question: codes in the order of the principals. */
export type MatrixCodes = Uint8Array;

export interface AskedMatrix {
  readonly principals: readonly AskedPrincipal[];
  readonly lines: readonly MatrixLine[];
}

const atOnce = 40;

/** Yields how much is done, from 0 to 1, and returns the codes of each line. */
export function* matrixInSteps(
  world: World,
  account: AccountId,
  { principals, lines }: AskedMatrix,
  env: AnswerEnv,
): Steps<MatrixCodes[]> {
  yield* indexInSteps(world, account);
  const options = { index: accountStatementsOf(world, account), isBrief: true };
  const outcomes = (asked: WhoCanQuestion) => outcomesOf(world, account, asked, env, options);
  const found: MatrixCodes[] = [];
  for (const [at, line] of lines.entries()) {
    const find = codesOf(line, outcomes);
    const codes = new Uint8Array(principals.length);
    const step = /[*?]/.test(line.asked.resource) ? 1 : atOnce;
    for (const [place, principal] of principals.entries()) {
      codes[place] = find(principal);
      if (place % step === 0) yield (at + place / principals.length) / lines.length;
    }
    found.push(codes);
  }
  return found;
}

function codesOf(
  { asked, anyRole, isImpossible, isRefused }: MatrixLine,
  outcomes: (asked: WhoCanQuestion) => OutcomeOf,
): (principal: AskedPrincipal) => number {
  if (isImpossible) return () => codeOf('impossible');
  const find = outcomes(asked);
  const findRole = anyRole && outcomes(anyRole);
  return (principal) => {
    const outcome = find(principal);
    if (isRefused && outcome.verdict === 'allowed') return codeOf('denied');
    if (!findRole || outcome.verdict !== 'allowed') return codeOfOutcome(outcome);
    const role = findRole(principal);
    return role.verdict === 'denied' ? codeOfOutcome(role) : codeOf('depends');
  };
}

const codeOfOutcome = ({ verdict, part, conditions }: WhoCanOutcome): number =>
  codeOf(verdict === 'depends' && part ? 'part' : verdict, conditions !== undefined);
