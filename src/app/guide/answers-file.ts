/** Pinned answers as a file: those of the guide on screen and of a question, as they are now; and what of a file differs. */

import { addedPolicies } from '../../core/authz/assume.ts';
import type { CallQuestion } from '../../core/authz/authorize.ts';
import { type Result, ok } from '../../core/model/result.ts';
import { type CheckedAnswer, type PinnedAnswer, checkAnswer } from '../../core/query/pinned/check.ts';
import { type AnswersProblem, readAnswers, writeAnswers } from '../../share/answers-file.ts';
import { sameQuestion } from '../../share/scenario/progress.ts';
import type { AnswerQuestion } from '../dispatch/door.svelte.ts';
import type { Session } from '../session/session.svelte.ts';
import { shownGuide } from './guide.ts';
import { defined } from '../../core/model/defined.ts';

/** Returns the questions to save: those that are pinned in the guide, and the asked one if no policy was added to it. */
export function questionsToPin(
  session: Session,
  asked: CallQuestion | undefined,
): Omit<PinnedAnswer, 'expected'>[] {
  const pinned = shownGuide(session)?.questions ?? [];
  const own = asked && !whyNotPinned(asked) ? [asked] : [];
  return [
    ...pinned.map(({ text, question }) => ({ ...(text ? { text } : {}), question })),
    ...own
      .filter((one) => !pinned.some(({ question }) => sameQuestion(question, one)))
      .map(({ principal, action, resource, context, passedRole }) => ({
        question: {
          ...{ principal, action, resource },
          ...defined({ context, passedRole }),
        },
      })),
  ];
}

/** Returns why the question on screen cannot be in a file; `undefined`: it can. */
export function whyNotPinned({ assume, session }: CallQuestion): string | undefined {
  if (assume && addedPolicies(assume).length === 0)
    return 'The question on screen assumes the organization of an account, or none. Remove it under “Policies of this question”.';
  if (assume)
    return 'The question on screen includes policies that the account does not hold. Leave them out.';
  return session === undefined
    ? undefined
    : 'The question on screen is asked with temporary credentials, which a file does not keep.';
}

/** Returns the file with the present answers. A call that AWS does not have has none, so it is left out. */
export async function answersFile(
  session: Session,
  questions: readonly Omit<PinnedAnswer, 'expected'>[],
): Promise<string> {
  const answer = await answering(session);
  return writeAnswers(
    questions.flatMap((one): PinnedAnswer[] => {
      const { now } = checked(session, { ...one, expected: 'depends' }, answer);
      return now === 'not-possible' ? [] : [{ ...one, expected: now }];
    }),
  );
}

/** Returns each answer of a file beside the present one, or why the file cannot be read. */
export async function answersIn(
  session: Session,
  text: string,
): Promise<Result<CheckedAnswer[], AnswersProblem>> {
  const read = readAnswers(text);
  if (!read.ok) return read;
  const answer = await answering(session);
  return ok(read.value.map((pinned) => checked(session, pinned, answer)));
}

const checked = (session: Session, pinned: PinnedAnswer, answer: AnswerQuestion): CheckedAnswer =>
  checkAnswer(session.state.world, pinned, answer(session.state.world, pinned.question, session.env));

async function answering(session: Session): Promise<AnswerQuestion> {
  await session.door.open();
  const { answer } = session.door;
  if (!answer) throw new Error('the door is open and does not answer');
  return answer;
}
