/** Writes findings of an account's policies as CSV: one line for each, with AWS's code and the check's own id. */

import { csvForSpreadsheets } from '#core/words/csv.ts';
import type { AccountFinding } from './account-checks.ts';
import type { AccountPolicy, DocumentUse } from './documents.ts';

export const useWords: Readonly<Record<DocumentUse, string>> = {
  customer: 'Customer managed policy',
  inline: 'Inline policy',
  trust: 'Trust policy',
  resource: 'Resource policy',
  boundary: 'Permissions boundary',
  scp: 'Service control policy',
  rcp: 'Resource control policy',
  aws: 'AWS managed policy',
};

export interface PolicyAndFinding {
  readonly policy: Omit<AccountPolicy, 'document'>;
  readonly finding: AccountFinding;
  readonly silenced?: string;
}

const head = [
  'Severity',
  'Code',
  'Check',
  'Policy',
  'Kind',
  'ARN',
  'Statement',
  'Finding',
  'Refused at save',
  'Silenced',
];

/** The order of the lines is kept. */
export const findingsCsv = (lines: readonly PolicyAndFinding[]): string =>
  csvForSpreadsheets([
    head,
    ...lines.map(({ policy, finding, silenced }) => [
      finding.severity,
      finding.issueCode ?? '',
      finding.id,
      policy.name,
      useWords[policy.use],
      policy.arn,
      finding.statement ?? '',
      finding.message,
      finding.refusedBy === undefined ? 'no' : 'yes',
      silenced ?? '',
    ]),
  ]);
