/** Follows the guide on screen: what is reached and done in the world that is shown, and what to ask next. */

import {
  type Ahead,
  type GuideProgress,
  aheadOf,
  progressOf,
  sameQuestion,
} from '../../share/scenario/progress.ts';
import type { Question } from '../../core/authz/authorize.ts';
import type { ScenarioGoal } from '../../share/scenario/format/guide.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { ScenarioQuestion } from '../../share/scenario/format/parts.ts';
import { decide } from '../dispatch/decide.ts';
import { shownGuide } from './guide.ts';
import type { Session } from '../session/session.svelte.ts';

export type { Ahead } from '../../share/scenario/progress.ts';

const answerIn = (session: Session) => (question: ScenarioQuestion) => decide(session, question).verdict;

/** `ticked`: texts of the steps that the person called done. */
export const guideProgress = (
  session: Session,
  guide: ScenarioGuide,
  ticked: readonly string[] = [],
): GuideProgress => progressOf(guide, answerIn(session), ticked);

/** `undefined` for a question with policies given by hand or as temporary credentials: no guide asks that. */
export function guideAhead(session: Session, asked: Question): Ahead | undefined {
  const guide = shownGuide(session);
  if (!guide || asked.assume || asked.session !== undefined) return undefined;
  return aheadOf(guide, asked, answerIn(session), session.history.canUndo);
}

export const goalOn = (session: Session, asked: Question): ScenarioGoal | undefined =>
  asked.assume || asked.session !== undefined
    ? undefined
    : shownGuide(session)?.goals?.find(({ question }) => sameQuestion(question, asked));
