/** Checks actions when a policy is saved: their form (M-15 … M-17, G-31), and in trust policies (G-60). */

import { variableNames } from '../compile.ts';
import type { ReportProblem } from './problem.ts';
import type { Text } from '../syntax/tree.ts';

export function actionProblems(actions: readonly Text[], report: ReportProblem): void {
  for (const { value, span } of actions) {
    if (value === '*' || value === '*:*') continue;
    const [vendor = '', ...rest] = value.split(':');
    const ofVariable = variableNames(value).length > 0 ? 'VARIABLE_UNSUPPORTED_IN_ELEMENT' : undefined;
    if (rest.length === 0) report('M-15', span, [], undefined, ofVariable);
    else if (rest.length > 1) report('M-16', span, [], undefined, ofVariable);
    else if (!/^[A-Za-z0-9.-]+$/.test(vendor)) {
      const issue = /[*?]/.test(vendor) ? 'WILDCARD_IN_SERVICE_NAME' : 'INVALID_SERVICE_IN_ACTION';
      report('M-17', span, [vendor], undefined, ofVariable ?? issue);
    }
  }
}

const trustActions = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
];

/**
 * Returns true when a written action (`sts:*`, `sts:AssumeRole*`) may match the action of that name. The text
 * before its first wildcard is compared, ignoring case.
 */
export function mayMean(written: string, action: string): boolean {
  const star = written.search(/[*?]/);
  const [lower, name] = [written.toLowerCase(), action.toLowerCase()];
  return star < 0 ? lower === name : name.startsWith(lower.slice(0, star));
}

/** Accepts a wildcard when it covers one of the allowed actions, as `sts:*` and `sts:AssumeRole*` do. */
export function trustActionProblems(actions: readonly Text[], report: ReportProblem): void {
  for (const { value, span } of actions) {
    const isOfSts = value.toLowerCase().startsWith('sts:');
    if (!isOfSts || !trustActions.some((action) => mayMean(value, action))) report('G-61', span);
  }
}
