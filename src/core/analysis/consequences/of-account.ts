/**
 * Finds the meaning of a change for all principals that it can touch. Those for whom it means the same are looked at once, the
 * largest groups first; where the time is over, one example has to do.
 */

import type { Actions } from '../effective/action-classes.ts';
import type {
  AccountConsequences,
  ChangedPermission,
  Consequence,
  SharedConsequence,
  Side,
} from './consequence.ts';
import { ConsequenceExamples } from './examples.ts';
import { type ConsequenceOptions, consequenceInSteps } from './of-principal.ts';
import { Relevant } from './relevant.ts';
import { touchedBy } from './touched.ts';
import { weightOfAll } from './weight.ts';
import type { Steps } from '../../model/steps.ts';

export interface AccountOptions extends Pick<ConsequenceOptions, 'isOver'> {
  /** Returns true when no more examples are looked for, either. It is asked first when they begin. */
  readonly areExamplesOver?: () => boolean;
}

/** Works in short steps. Yields how much is done, from 0 to 1. */
export function* consequencesInSteps(
  before: Side,
  after: Side,
  reference: Actions,
  { isOver = () => false, areExamplesOver = () => false }: AccountOptions = {},
): Steps<AccountConsequences> {
  const { principals, statements } = yield* touchedBy(before.world, after.world);
  if (principals.length === 0) return { shared: [], looked: 0, unsure: [] };
  const numbers = new Map<string, number>();
  const sides: Relevant[] = [];
  for (const { world } of [before, after]) {
    const side = new Relevant(world, statements, numbers);
    yield* side.read();
    sides.push(side);
  }
  const about = sides[0]?.about;
  const groups = new Map<string, string[]>();
  for (const arn of principals) {
    const key = sides.map((side) => side.textOf(arn)).join('\n');
    const group = groups.get(key);
    if (group) group.push(arn);
    else groups.set(key, [arn]);
    yield 0;
  }
  const found = new Grouped();
  const unsure: string[] = [];
  const changed = statements === 'any' ? [] : statements.map(({ statement }) => statement);
  let examples: ConsequenceExamples | undefined;
  let done = 0;
  let tried = 0;
  for (const group of [...groups.values()].sort((a, b) => b.length - a.length)) {
    const [principal = ''] = group;
    let meaning: Consequence | undefined;
    if (!isOver()) {
      const steps = consequenceInSteps(before, after, { principal }, reference, { isOver, about });
      for (;;) {
        const step = steps.next();
        if (step.done) {
          meaning = step.value;
          break;
        }
        yield done / principals.length;
      }
    }
    if (!meaning || isUnsure(meaning)) {
      if (!examples) {
        examples = new ConsequenceExamples(before, after, changed, reference);
        yield* examples.read(sides.flatMap((side) => side.denies));
      }
      const own = () => [...new Set(sides.flatMap((side) => side.statementsOf(principal)))];
      meaning = areExamplesOver() ? undefined : examples.find(principal, own());
      if ((tried += 1) % 5 === 0) yield done / principals.length;
    }
    if (meaning) found.add(group, meaning);
    else unsure.push(...group);
    done += group.length;
  }
  return { shared: found.shared(), looked: principals.length - unsure.length, unsure };
}

const isUnsure = ({ gained, lost, isComplete }: Consequence): boolean =>
  !isComplete && gained.length + lost.length === 0;

class Grouped {
  readonly #groups = new Map<string, { readonly principals: string[]; readonly consequence: Consequence }>();

  add(principals: readonly string[], consequence: Consequence): void {
    const { gained, lost, isComplete } = consequence;
    if (isComplete && gained.length + lost.length === 0) return;
    const key = JSON.stringify([gained.map(told), lost.map(told), isComplete]);
    const group = this.#groups.get(key);
    if (group) group.principals.push(...principals);
    else this.#groups.set(key, { principals: [...principals], consequence });
  }

  shared(): SharedConsequence[] {
    return [...this.#groups.values()]
      .map(({ principals, consequence: { principal: _, ...rest } }) => {
        const one = { ...rest, principals: principals.sort() };
        return { ...one, weight: weightOfAll(one) };
      })
      .sort((a, b) => b.weight - a.weight);
  }
}

/** Inline policies have other names for each, and each is its own witness. */
const told = ({ from: _, limits: __, witness: ___, ...row }: ChangedPermission) => row;
