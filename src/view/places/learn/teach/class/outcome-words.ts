/** Says what became of the codes that a teacher added. */

import { type CollectedResult, type FileRefused, foldedName } from '#app/class/collect.ts';
import { counted } from '#view/entity/names.ts';

export type CollectOutcome = CollectedResult | FileRefused;

type Taken = Extract<CollectOutcome, { kind: 'new' | 'newer' | 'older' | 'same' }>;
const isTaken = (outcome: CollectOutcome): outcome is Taken =>
  outcome.kind === 'new' || outcome.kind === 'newer' || outcome.kind === 'older' || outcome.kind === 'same';

/** A student may send several codes. */
const studentsIn = (taken: readonly Taken[]) => new Set(taken.map(({ student }) => foldedName(student)));

export function collectedWords(outcomes: readonly CollectOutcome[]): readonly string[] {
  const taken = outcomes.filter(isTaken);
  const of = (kind: Taken['kind']) => taken.filter((one) => one.kind === kind);
  const fresh = studentsIn(of('new')).size;
  const newer = studentsIn(of('newer')).size;
  const [older, same] = [of('older').length, of('same').length];
  return [
    ...(fresh > 0 ? [`${counted(fresh, 'student')} ${fresh === 1 ? 'is' : 'are'} new.`] : []),
    ...(newer > 0 ? [`${counted(newer, 'student')} sent a newer result.`] : []),
    ...(older > 0
      ? [`${counted(older, 'code')} ${older === 1 ? 'is' : 'are'} older than what is here.`]
      : []),
    ...(same > 0 ? [`${counted(same, 'code')} ${same === 1 ? 'was' : 'were'} here already.`] : []),
  ];
}

/**
 * Returns a sentence for each code that does not count, with the student's name where it can be read. `titleOf`: the
 * title of another class of this teacher.
 */
export const refusedWords = (
  outcomes: readonly CollectOutcome[],
  titleOf: (id: string) => string | undefined,
): readonly string[] => outcomes.flatMap((one) => (isTaken(one) ? [] : refusal(one, titleOf)));

function refusal(
  outcome: Exclude<CollectOutcome, Taken>,
  titleOf: (id: string) => string | undefined,
): string {
  if (outcome.kind === 'unreadable') return `${outcome.file}: ${outcome.why}`;
  const file = outcome.file === undefined ? '' : `${outcome.file}: `;
  if (outcome.kind === 'no-code')
    return outcome.file === undefined
      ? 'The text holds no code. A code begins with “IAM1-”.'
      : `${file}no code is in it.`;
  const whose =
    outcome.student === undefined ? 'A code without a readable name' : `The code of ${outcome.student}`;
  switch (outcome.kind) {
    case 'altered':
      return `${file}${whose} was altered. It does not count.`;
    case 'cut-off':
      return `${file}${whose} is not whole. Ask for the whole code.`;
    case 'other-class': {
      const title = titleOf(outcome.class);
      return `${file}${whose} belongs to ${title === undefined ? 'another class' : `the class “${title}”`}.`;
    }
    case 'newer-page':
      return `${file}${whose} comes from a newer version of this page. Reload this page first.`;
  }
}
