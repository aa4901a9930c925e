/** Says in a sentence why somebody is an administrator or none. */

import type { Labels } from '../model/labels.ts';
import type { Administration } from './administrator.ts';

export function administratorWords(
  { isAdministrator, onlyWith, missing }: Administration,
  labels: Labels,
): string {
  if (isAdministrator) return 'It may do everything that the account leaves to anybody.';
  const lacks = missing
    ? `Others in the account may call ${missing.question.action} on ${missing.question.resource}. ${missing.decision.explain(labels).because}`
    : 'It may not do everything that the account leaves to others.';
  if (onlyWith === 'mfa') return `Only with MFA may it do everything. ${lacks}`;
  return onlyWith === 'address' ? `Only from certain addresses may it do everything. ${lacks}` : lacks;
}
