/** A list of all that one could become or reach: one line for each aim, with its shortest way, and the same as CSV. */

import type { WayRow } from '../../analysis/ways/rows.ts';
import { parseArn } from '../../model/arn.ts';
import { serviceName } from '../../policy/service-names.ts';
import { csvForSpreadsheets } from '../../words/csv.ts';
import { type ReachRow, depends, onlyWithText, reachRow } from './list.ts';

interface AimFound {
  /** `administrator`, or an ARN. */
  readonly aim: string;
  readonly way: WayRow;
}

export interface AimRow extends Omit<ReachRow, 'principal'> {
  readonly key: string;
  readonly aim: string;
  /** The account of an administrator. */
  readonly account: string;
  readonly kind: AimKind;
}

export type AimKind = 'administrator' | 'user' | 'role' | 'thing';

const kindOf = (aim: string): AimKind => {
  if (aim === 'administrator') return aim;
  const kind = /^arn:aws:iam::\d*:(user|role)\//.exec(aim)?.[1];
  return kind === 'user' || kind === 'role' ? kind : 'thing';
};

/** Returns the word for what is reached: `Role`, `S3`. */
export function kindText({ kind, aim }: AimRow): string {
  if (kind === 'administrator') return 'Every permission';
  if (kind !== 'thing') return kind === 'user' ? 'User' : 'Role';
  return serviceName(parseArn(aim)?.service ?? '');
}

export function aimRow({ aim, way }: AimFound): AimRow {
  const { principal: _, ...row } = reachRow(way);
  const account = parseArn(way.to)?.account ?? '';
  const kind = kindOf(aim);
  return { ...row, key: kind === 'administrator' ? `${aim} ${account}` : aim, aim, account, kind };
}

const head = ['Reached', 'Account', 'Steps', 'Conditional', 'Methods', 'Depends on'];

export const reachCsv = (rows: readonly AimRow[]): string =>
  csvForSpreadsheets([
    head,
    ...rows.map((row) => [
      row.aim,
      row.account,
      row.steps,
      depends(row) ? 'yes' : 'no',
      row.methods.join('; '),
      [...row.assumes, ...(row.onlyWith ? [onlyWithText[row.onlyWith]] : [])].join(' '),
    ]),
  ]);
