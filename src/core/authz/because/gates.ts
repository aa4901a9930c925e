/** Says in a few words what a gate decided, and why a statement or condition did not match. */

import { ifDefault } from '../../model/request/defaults.ts';
import type { ConditionTrace, Gate, StatementTrace } from '../decision.ts';

export const outcomeWords: Readonly<Record<Gate['outcome'], string>> = {
  allows: 'allows',
  'explicit-deny': 'denies',
  'implicit-deny': 'does not allow',
  'not-applicable': 'not needed',
};

/** The row of the setting that keeps users and roles away from billing. */
export const billingSetting = {
  label: 'Account setting: IAM access to billing',
  meaning: 'While this setting is off, no policy lets a user or role see billing.',
} as const;

export function missedText({ failed, effect }: StatementTrace): string {
  const verb = effect === 'Deny' ? 'denies' : 'allows';
  switch (failed) {
    case 'principal':
      return `${verb} someone else`;
    case 'action':
      return `${verb} other actions`;
    case 'resource':
      return `${verb} this on other resources`;
    case 'condition':
      return `${verb} it only under a condition that does not hold:`;
    default:
      return 'applies';
  }
}

const listed = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value : value.length === 1 ? (value[0] ?? '') : `[${value.join(', ')}]`;

/** Returns, for example, `aws:MultiFactorAuthPresent Bool true · there is no such key`. */
export function conditionText({ operator, key, wanted, found }: ConditionTrace): string {
  const has =
    found === undefined
      ? 'there is no such key'
      : `the request has ${listed(found)}${ifDefault(key, listed(found))}`;
  return `${key} ${operator} ${listed(wanted)} · ${has}`;
}
