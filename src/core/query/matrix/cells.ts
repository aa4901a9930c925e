/**
 * Answers many questions for many principals: the rows of who-can, one byte each. Principals that a question cannot tell
 * apart are decided once. A cell says what Ask says in a word, and whether conditions count.
 */

import { indexInSteps, statementsOf } from '../../analysis/statements/account-statements.ts';
import type { AccountId } from '../../model/ids.ts';
import type { World } from '../../model/world/world.ts';
import type { AnswerEnv } from '../ask/answer.ts';
import type { AskedPrincipal } from '../ask/principals.ts';
import { type WhoCanQuestion, type WhoCanRow, rowFinder } from '../ask/who-can.ts';
import type { MatrixLine } from './line.ts';
import { policySets } from './policy-sets.ts';

const verdicts = ['allowed', 'denied', 'part', 'depends', 'impossible'] as const;

export interface MatrixCell {
  /** `part`: allowed on a part of the resource. `impossible`: AWS has no such call. */
  readonly verdict: (typeof verdicts)[number];
  /** Conditions limit what is allowed, or would allow what is denied. */
  readonly isConditional: boolean;
}

/** The bit of a cell beside the position of its verdict. */
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

/** Principals that are decided before a step ends; each of a pattern takes long. */
const atOnce = 40;

/** Yields how much is done, from 0 to 1, and returns the codes of each line. */
export function* matrixInSteps(
  world: World,
  account: AccountId,
  { principals, lines }: AskedMatrix,
  env: AnswerEnv,
): Generator<number, MatrixCodes[], undefined> {
  for (const _ of indexInSteps(world, account)) yield 0;
  const index = statementsOf(world, account);
  const finderOf = (asked: WhoCanQuestion) => rowFinder(world, account, asked, env, index);
  const sets = policySets(world, principals);
  const found: MatrixCodes[] = [];
  for (const [at, line] of lines.entries()) {
    const find = codeFinder(line, finderOf);
    const codes = new Uint8Array(principals.length);
    /** Codes of the policy sets, or none. */
    const known = new Int8Array(sets.count).fill(-1);
    const pause = /[*?]/.test(line.asked.resource) ? 1 : atOnce;
    let decided = 0;
    for (const [place, principal] of principals.entries()) {
      const set = sets.of[place] ?? 0;
      let code = known[set] ?? -1;
      if (code < 0) {
        const { code: own, isOfPolicies } = find(principal);
        code = own;
        if (isOfPolicies) known[set] = code;
        decided += 1;
        if (decided % pause === 0) yield (at + place / principals.length) / lines.length;
      }
      codes[place] = code;
    }
    found.push(codes);
    yield (at + 1) / lines.length;
  }
  return found;
}

interface FoundCode {
  readonly code: number;
  readonly isOfPolicies: boolean;
}
type FindCode = (principal: AskedPrincipal) => FoundCode;

function codeFinder(
  line: MatrixLine,
  finderOf: (asked: WhoCanQuestion) => ReturnType<typeof rowFinder>,
): FindCode {
  if (line.isImpossible) return () => ({ code: codeOf('impossible'), isOfPolicies: true });
  const find = finderOf(line.asked);
  const findRole = line.anyRole && finderOf(line.anyRole);
  return (principal) => {
    const { row, isOfPolicies } = find(principal);
    if (!findRole || row.verdict !== 'allowed') return { code: codeOfRow(row), isOfPolicies };
    const role = findRole(principal);
    return {
      code: role.row.verdict === 'denied' ? codeOfRow(role.row) : codeOf('depends'),
      isOfPolicies: isOfPolicies && role.isOfPolicies,
    };
  };
}

const codeOfRow = ({ verdict, part, conditions }: WhoCanRow): number =>
  codeOf(verdict === 'depends' && part ? 'part' : verdict, conditions !== undefined);
