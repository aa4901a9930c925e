/** Finds policies that allow everything: the engine finds no request that the policy does not allow. */

import { everythingText } from '../../analysis/everything.ts';
import { grantsMore } from '../../analysis/grants-more.ts';
import type { Span } from '../../policy/syntax/tree.ts';
import type { CheckedPolicy, CheckedStatement } from '../document.ts';
import { type StatementCheck, found, identityKinds } from '../finding.ts';
import { memoBy } from '../../model/memo.ts';

/** Three checks ask this of a document. */
export const allowsEverything = memoBy(
  (policy: CheckedPolicy) => isWide(policy) && grantsNoLess(policy.text),
);

/** A cheap test first: everything needs an Allow of all actions, or of all but some. */
const isWide = ({ statements }: CheckedPolicy): boolean => statements.some((one) => widthOf(one));

const widthOf = ({ effect, action, notAction }: CheckedStatement): Span | undefined =>
  effect === 'Allow'
    ? (action?.items.find(({ value }) => value === '*' || value === '*:*')?.span ?? notAction?.span)
    : undefined;

/** More looks at the search are not worth the wait while somebody types. */
const mostLooks = 2_000;

function grantsNoLess(text: string): boolean {
  let looks = 0;
  try {
    return (
      grantsMore(text, everythingText, 'identity', { isOver: () => ++looks > mostLooks }).answer === 'no'
    );
  } catch {
    return false;
  }
}

/** Points at the first Allow of all actions, or of all but some. */
export const administrator: StatementCheck = (statement, { kind, policy }) => {
  if (!identityKinds.has(kind) || !allowsEverything(policy)) return [];
  if (policy.statements.find((one) => widthOf(one)) !== statement) return [];
  const message = 'This allows every action on every resource. Everybody who has it is an administrator.';
  const span = widthOf(statement);
  return span ? [found('administrator', span, message)] : [];
};
