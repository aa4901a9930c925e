/**
 * Reads AWS's credential report, as the CSV or as the JSON of `aws iam get-credential-report` that holds it.
 * The report has neither key ids nor serial numbers; credentials.ts gives them stand-ins.
 */

import { parseArn } from '../../core/model/arn.ts';
import { type AccountId, parseAccountId } from '../../core/model/ids.ts';
import { noRegion } from '../account-details-format.ts';
import { utcSeconds } from '../dates.ts';
import { JsonShape, ShapeProblem } from '../json/shape.ts';
import { decodeText } from '../json/decode.ts';
import type { Fault } from './faults.ts';
import { defined } from '../../core/model/defined.ts';

export interface ReadReport {
  /** Position of the file among the given ones. */
  readonly file: number;
  readonly account: AccountId;
  readonly rows: readonly ReportRow[];
  /** When AWS made the report, ISO 8601; the CSV alone does not tell. */
  readonly generated: string | undefined;
}

export interface ReportRow {
  readonly arn: string;
  readonly user: string;
  readonly created: string | undefined;
  /** Absent: no password. Root: also where AWS does not tell. */
  readonly password: { readonly changed: string | undefined } | undefined;
  readonly passwordUsed: string | undefined;
  readonly mfa: boolean;
  readonly keys: readonly ReportKey[];
  /** False where the report says `no_information` instead of yes or no. */
  readonly tells: boolean;
  readonly certificates: boolean;
}

interface ReportKey {
  /** Position in the report, from 0. */
  readonly at: number;
  readonly active: boolean;
  readonly rotated: string | undefined;
  readonly used: { readonly date: string; readonly region: string; readonly service: string } | undefined;
}

export const reportedRootName = '<root_account>';

const needed = [
  'user',
  'arn',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  ...[1, 2].flatMap((at) =>
    ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
      (part) => `access_key_${at}_${part}`,
    ),
  ),
];

export const isReportCsv = (text: string): boolean => /^"?user"?,"?arn"?,/.test(text);

export const isReportAnswer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { Content?: unknown }).Content === 'string' &&
  Object.hasOwn(value, 'ReportFormat');

/** Reads the answer of `aws iam get-credential-report`. Throws a ShapeProblem. */
export function readReportAnswer(root: JsonShape, file: number, faults: Fault[]): ReadReport {
  root.member('ReportFormat').oneOf(['text/csv']);
  const content = root.member('Content');
  const csv = textOfBase64(content.text());
  if (csv === undefined || !isReportCsv(csv)) return content.fail('expected a credential report in base64');
  const generated = root.optional('GeneratedTime');
  const date = generated && (utcSeconds(generated.text('a date')) ?? generated.expected('a date'));
  return readReport(csv, file, faults, date, root);
}

/** Reads the CSV. A row that cannot be read is a fault and is left out. Throws a ShapeProblem for the whole. */
export const readReportCsv = (csv: string, file: number, faults: Fault[]): ReadReport =>
  readReport(csv, file, faults, undefined, undefined);

function textOfBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const decoded = decodeText(bytes);
    return decoded.ok ? decoded.value : undefined;
  } catch {
    return undefined;
  }
}

/** `answer`: the JSON that holds the CSV, whose place is that of every fault. */
function readReport(
  csv: string,
  file: number,
  faults: Fault[],
  generated: string | undefined,
  answer: JsonShape | undefined,
): ReadReport {
  const whole = answer ?? new JsonShape(csv);
  const [columns = [], ...lines] = linesOf(csv);
  const table = lines.map((fields): Readonly<Partial<Record<string, string>>> =>
    Object.fromEntries(fields.map((field, at) => [columns[at] ?? '', field])),
  );
  const [first] = table;
  if (!first) return whole.fail('the credential report has no rows');
  const missing = needed.filter((column) => first[column] === undefined);
  if (missing.length > 0)
    return whole.fail(`the credential report lacks these columns: ${missing.join(', ')}`);
  const account = accountOf(first['arn'] ?? '');
  if (!account) return whole.fail(`expected the ARN of a user, found \`${first['arn'] ?? ''}\``);
  const stranger = table.find(({ arn = '' }) => accountOf(arn) !== account && accountOf(arn) !== undefined);
  if (stranger) {
    return whole.fail(
      `the credential report names account ${account} and also \`${stranger['arn'] ?? ''}\`: a report is of one account`,
    );
  }
  const starts = answer ? undefined : lineStarts(csv);
  const seen = new Set<string>();
  const rows = table.flatMap((fields, at): ReportRow[] => {
    try {
      const row = readRow(new JsonShape(fields));
      if (seen.has(row.arn)) throw new ShapeProblem(`\`${row.arn}\` stands there twice`, []);
      seen.add(row.arn);
      return [row];
    } catch (error) {
      if (!(error instanceof ShapeProblem)) throw error;
      const { message, path } = error;
      const offset = starts?.[at + 1];
      faults.push({
        file,
        message: path.length > 0 ? `${path.join('')}: ${message}` : message,
        path: answer ? ['Content'] : [],
        subject: `what the credential report says about \`${fields['user'] ?? ''}\``,
        ...defined({ offset }),
      });
      return [];
    }
  });
  return { file, account, rows, generated };
}

/** Reads the fields of each line (RFC 4180). Lines may end as Windows ends them. */
const linesOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,"]*))(?=,|$)/g)].map(
        ([, quotedText, text]) => quotedText?.replaceAll('""', '"') ?? text ?? '',
      ),
    );

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

const accountOf = (arn: string): AccountId | undefined => parseAccountId(parseArn(arn)?.account ?? '');

function readRow(row: JsonShape): ReportRow {
  const arn = row.member('arn').text();
  if (!accountOf(arn)) row.member('arn').expected('the ARN of a user');
  const changed = date(row, 'password_last_changed');
  const used = date(row, 'password_last_used');
  return {
    arn,
    user: row.member('user').text(),
    created: date(row, 'user_creation_time'),
    password: flag(row, 'password_enabled') ? { changed } : undefined,
    passwordUsed: used,
    mfa: flag(row, 'mfa_active'),
    keys: [0, 1].flatMap((at) => readKey(row, at)),
    tells: ['password_enabled', 'mfa_active', 'access_key_1_active', 'access_key_2_active'].every(
      (column) => row.optional(column)?.value !== 'no_information',
    ),
    certificates: [1, 2].some((at) => row.optional(`cert_${at}_active`) && flag(row, `cert_${at}_active`)),
  };
}

/** A key that is not active still has a date; where there is no key, AWS writes `N/A`. */
function readKey(row: JsonShape, at: number): ReportKey[] {
  const column = (part: string) => `access_key_${at + 1}_${part}`;
  const active = flag(row, column('active'));
  const rotated = date(row, column('last_rotated'));
  if (!active && rotated === undefined) return [];
  const used = date(row, column('last_used_date'));
  const place = (part: string) => word(row, column(part)) ?? noRegion;
  const use =
    used === undefined
      ? undefined
      : { date: used, region: place('last_used_region'), service: place('last_used_service') };
  return [{ at, active, rotated, used: use }];
}

/** The words that AWS writes in place of a value. */
const noValue = new Set(['', 'n/a', 'no_information', 'not_supported']);

function word(row: JsonShape, column: string): string | undefined {
  const text = row.optional(column)?.text().trim() ?? '';
  return noValue.has(text.toLowerCase()) ? undefined : text;
}

/** documentation writes TRUE and FALSE, reports write true and false. */
function flag(row: JsonShape, column: string): boolean {
  const text = word(row, column)?.toLowerCase();
  if (text === undefined || text === 'false') return false;
  return text === 'true' || row.member(column).expected('`true` or `false`');
}

/** a time may end in `+00:00` or `Z`. */
function date(row: JsonShape, column: string): string | undefined {
  const text = word(row, column);
  return text === undefined ? undefined : (utcSeconds(text) ?? row.member(column).expected('a time'));
}
