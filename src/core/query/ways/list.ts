/** A list of who can reach an aim: one line for each principal, with its shortest way, and the same as CSV. */

import type { WayRow } from '../../analysis/ways/rows.ts';
import { csvForSpreadsheets } from '../../words/csv.ts';

/** The number of ways of somebody: at most as many as a search returns. */
export interface WayCount {
  readonly ways: number;
  readonly isComplete: boolean;
}

export interface ReachRow {
  readonly principal: string;
  /** Number of steps; 0 for one that is there already. */
  readonly steps: number;
  /** The names of the methods in their order, each once. */
  readonly methods: readonly string[];
  /** One sentence for each thing that must exist and that nobody knows of; else empty. */
  readonly assumes: readonly string[];
  /** All of them are so in most accounts: a user has fewer than two access keys. False where there are none. */
  readonly isLikely: boolean;
  /** The end holds only with MFA, from the right address, or if the policy of a thing says so. */
  readonly onlyWith?: WayRow['onlyWith'];
}

const eachOnce = (texts: readonly string[]): string[] => [...new Set(texts)];

function isLikely(steps: WayRow['steps']): boolean {
  const assuming = steps.filter(({ assumes }) => assumes.length > 0);
  return assuming.length > 0 && assuming.every((one) => one.isLikely);
}

export const reachRow = ({ from, steps, onlyWith }: WayRow): ReachRow => ({
  principal: from,
  steps: steps.length,
  methods: eachOnce(steps.map(({ method }) => method.name)),
  assumes: eachOnce(steps.flatMap(({ assumes }) => assumes)),
  isLikely: onlyWith === undefined && isLikely(steps),
  ...(onlyWith && { onlyWith }),
});

/** True when something has to hold that nobody knows of, or that the principal has to show. */
export const depends = ({ assumes, onlyWith }: Pick<ReachRow, 'assumes' | 'onlyWith'>): boolean =>
  assumes.length > 0 || onlyWith !== undefined;

export const onlyWithText = {
  mfa: 'Only with MFA.',
  address: 'Only from certain addresses.',
  policy: 'Only if the policy of the thing, which nobody told, lets it in.',
} as const satisfies Record<NonNullable<WayRow['onlyWith']>, string>;

/** Returns how sure a way is: without a word it is certain. */
export function certaintyWord(
  row: Pick<ReachRow, 'assumes' | 'onlyWith' | 'isLikely'>,
): 'Likely' | 'Depends' | undefined {
  if (!depends(row)) return undefined;
  return row.isLikely ? 'Likely' : 'Depends';
}

/** Returns the number of ways for a list: `50+` where there may be more. */
export const countText = ({ ways, isComplete }: WayCount): string =>
  isComplete && ways < mostWays ? `${ways}` : `${ways}+`;

/** A search returns at most as many. */
const mostWays = 50;

const head = ['Principal', 'Ways', 'Steps', 'Conditional', 'Method ids', 'Methods', 'Through', 'Depends on'];

/**
 * Writes a line for each way. `counts`: how many ways each principal has, by its ARN, where that is known. `accountOf`:
 * the name of the account of a principal, for a column that an account alone does not need.
 */
export function waysCsv(
  ways: readonly WayRow[],
  counts: { readonly get: (principal: string) => WayCount | undefined } = new Map<string, WayCount>(),
  accountOf?: (principal: string) => string,
): string {
  const lines = ways.map((way) => {
    const row = reachRow(way);
    const { principal, steps, methods, assumes, onlyWith } = row;
    const count = counts.get(principal);
    return [
      principal,
      ...(accountOf ? [accountOf(principal)] : []),
      count ? countText(count) : '',
      steps,
      depends(row) ? 'yes' : 'no',
      way.steps.map(({ method }) => method.id).join(' '),
      methods.join('; '),
      way.steps.map(({ to }) => to).join(' '),
      [...assumes, ...(onlyWith ? [onlyWithText[onlyWith]] : [])].join(' '),
    ];
  });
  const [first = '', ...others] = head;
  return csvForSpreadsheets([[first, ...(accountOf ? ['Account'] : []), ...others], ...lines]);
}
