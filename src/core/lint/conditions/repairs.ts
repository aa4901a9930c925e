/** Fixes of operators that AWS refuses when a policy is saved. */

import { conditionOperators } from '../../policy/operator-names.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import { nearest } from '../edits/spelling.ts';
import { writing } from '../edits/text.ts';
import type { Fix } from '../finding.ts';

/** Returns the operator's name at the span, without its quotes. */
const nameAt = (text: string, { start, end }: Span): string => text.slice(start + 1, end - 1);

function knownOperator(text: string, span: Span): Fix | undefined {
  const written = /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/i.exec(nameAt(text, span));
  const [, set = '', base = '', ifExists = ''] = written ?? [];
  const meant = nearest(base, conditionOperators);
  return meant === undefined ? undefined : writing(text, span, `${set}${meant}${ifExists}`);
}

const withoutIfExists = (text: string, span: Span): Fix =>
  writing(text, span, nameAt(text, span).replace(/IfExists$/i, ''));

export const conditionRepairs = {
  'unknown-operator': knownOperator,
  'null-with-if-exists': withoutIfExists,
};
