/** A goal as the fact that is wanted: `Mallory cannot read the payroll`. */

import { arnName, parseArn } from '../../core/model/arn.ts';
import type { ScenarioGoal } from './format/guide.ts';
import type { ScenarioQuestion } from './format/parts.ts';

/**
 * Returns the goal's text, true once the goal is reached. Files of earlier pages hold the question's statement even where
 * No is wanted (`Mallory can read the payroll`); a text that denies something itself stays as it is. Without a text, the
 * fact is made of the question.
 */
export function goalFact({
  text,
  question,
  wanted,
}: Pick<ScenarioGoal, 'text' | 'question' | 'wanted'>): string {
  const stated = text.trim() || statement(question);
  if (wanted === 'allowed' || denies.test(stated)) return stated;
  if (/ can /.test(stated)) return stated.replace(' can ', ' cannot ');
  return / (not|no|without|refused|denied)\b/.test(stated) ? stated : `${stated}: No`;
}

const denies = /\b(cannot|can['’]t|must|never|nobody|nothing|neither|only)\b|^No /i;

/** Writes a question as a statement: `alice` can call `s3:GetObject` on `payroll/2026.csv`. */
const statement = ({ principal, action, resource }: ScenarioQuestion): string =>
  `\`${arnName(principal)}\` can call \`${action}\` on ${resource === '*' ? 'everything' : `\`${shortArn(resource)}\``}`;

/** Returns an object of S3 with its bucket, and the name of anything else. */
const shortArn = (arn: string): string => {
  const parts = parseArn(arn);
  return parts && parts.service !== 's3' ? arnName(arn) : (parts?.resource ?? arn);
};
