/** Makes one change of each policy that several steps write: its statements are joined, and the last text is sent alone. */

import {
  type StatementJson,
  pretty,
  statementsInDocument,
  withStatements,
} from '../../analysis/edits/documents.ts';
import type { FixRequest, PolicyEdit } from './fix.ts';
import type { FixStep, StepEdit } from './steps.ts';

interface Written {
  readonly requests: readonly FixRequest[];
  readonly edits: readonly PolicyEdit[];
}

export const apart = (steps: readonly FixStep[]): Written => ({
  requests: steps.flatMap(({ requests }) => requests),
  edits: steps.flatMap(({ edits }) => edits.map(withoutSave)),
});

const withoutSave = ({ save: _, ...edit }: StepEdit): PolicyEdit => edit;

/** `isNew`: a policy is written once instead of several times. */
export function joinedSteps(steps: readonly FixStep[]): Written & { readonly isNew: boolean } {
  const byPolicy = grouped(
    steps.flatMap(({ edits }) => edits.filter(({ save }) => save)),
    ({ policy }) => policy,
  );
  const isTwice = ({ policy, save }: StepEdit) =>
    save !== undefined && (byPolicy.get(policy)?.length ?? 0) > 1;
  const done = new Set<string>();
  const requests: FixRequest[] = [];
  const edits: PolicyEdit[] = [];
  for (const step of steps) {
    if (!step.edits.some(isTwice)) {
      requests.push(...step.requests);
      edits.push(...step.edits.map(withoutSave));
      continue;
    }
    for (const edit of step.edits) {
      if (done.has(edit.policy)) continue;
      done.add(edit.policy);
      const { save, ...one } = joinedEdit(byPolicy.get(edit.policy) ?? [edit]);
      requests.push(...(save?.(one.after) ?? []));
      edits.push(one);
    }
  }
  return { requests, edits, isNew: done.size > 0 };
}

/** The first knows how the policy was, and how it is saved; the last knows all that is in it. */
function joinedEdit(of: readonly StepEdit[], [first, last] = [of[0], of.at(-1)]): StepEdit {
  if (!first || !last) throw new Error('an edit is joined with another');
  const { after: _a, wider: _w, ...one } = first;
  const wider = of.flatMap((edit) => edit.wider ?? []);
  const isWider = of.some((edit) => edit.wider);
  if (last.after === undefined) return { ...one, statement: '', ...(isWider && { wider }) };
  const known = new Set(statementsInDocument(first.before).map((statement) => JSON.stringify(statement)));
  const all = statementsInDocument(last.after);
  const isKnown = (statement: StatementJson) => known.has(JSON.stringify(statement));
  const fresh = withoutRepeats(all.filter((statement) => !isKnown(statement)));
  const at = all.findIndex((statement) => !isKnown(statement));
  const left = [...all.slice(0, at).filter(isKnown), ...fresh, ...all.slice(at).filter(isKnown)];
  return {
    ...one,
    statement: pretty(fresh),
    after: withStatements(last.after, left),
    ...(isWider && { wider: [...new Set(wider)] }),
  };
}

/** Statements that differ in their resources alone say the same as one with all of them; so do those of several actions. */
const withoutRepeats = (statements: readonly StatementJson[]): readonly StatementJson[] =>
  ['Resource', 'Action'].reduce(joinedBy, statements);

function joinedBy(statements: readonly StatementJson[], element: string): readonly StatementJson[] {
  const groups = grouped(statements, (statement) =>
    element in statement ? JSON.stringify({ ...statement, [element]: '' }) : JSON.stringify(statement),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const values = [...new Set(group.flatMap((statement) => [statement[element]].flat()))];
    if (!first || group.length < 2) return group;
    return element in first ? [{ ...first, [element]: values }] : [first];
  });
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
