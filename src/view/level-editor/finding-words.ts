/** Puts into words what the proof of a level found, and names the part of the editor where it is mended. */

import type { LevelFinding } from '../../app/level-editor/check.ts';
import type { AnswerRef } from '../../app/level-editor/draft.ts';
import { counted } from '../entity/names.ts';

export type EditorPart = 'start' | 'text' | 'goals' | 'hints' | 'solution' | 'alternatives' | 'wrong';

/** `the solution`, `other solution 2` */
export function answerName({ part, at }: AnswerRef): string {
  if (part === 'solution') return 'the solution';
  return `${part === 'alternative' ? 'other solution' : 'wrong answer'} ${at + 1}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function findingText(finding: LevelFinding): string {
  switch (finding.kind) {
    case 'no-title':
      return 'The level has no title.';
    case 'no-text':
      return 'The level has no text. Say what the situation is, and what is wanted.';
    case 'no-goal':
      return 'The level has no goal, so nobody can solve it.';
    case 'no-solution':
      return 'No solution is recorded.';
    case 'start-solved':
      return 'All goals are reached at the start. The level is solved before the learner does anything.';
    case 'refused': {
      const { at, call, message } = finding.refused;
      const sentence = message.replace(/\.$/, '');
      return `Call ${at + 1} of ${answerName(finding.answer)}, \`${call.operation}\`, is refused. AWS says: “${sentence}.”`;
    }
    case 'open':
      return `${capital(answerName(finding.answer))} leaves ${counted(finding.goals.length, 'goal')} open.`;
    case 'passes':
      return `${capital(answerName(finding.answer))} solves the level, so it is not wrong.`;
    case 'fails-elsewhere':
      return `${capital(answerName(finding.answer))} leaves other goals open than the one that it names.`;
    case 'administrator':
      return 'The policy `AdministratorAccess` solves the level too. A goal that wants No can prevent that.';
    case 'no-hint':
      return `Hint ${finding.at + 1} is missing. A learner who does not know how to go on gets less help.`;
    case 'unreadable':
      return `Nobody could open the link or the file of this level: ${finding.message.replace(/\.$/, '')}.`;
  }
}

export function findingPart(finding: LevelFinding): EditorPart {
  switch (finding.kind) {
    case 'no-title':
    case 'no-text':
      return 'text';
    case 'no-goal':
    case 'unreadable':
    case 'administrator':
    case 'start-solved':
      return 'goals';
    case 'no-solution':
      return 'solution';
    case 'no-hint':
      return 'hints';
    case 'refused':
    case 'open':
    case 'passes':
    case 'fails-elsewhere':
      return answerPart(finding.answer);
  }
}

export const answerPart = ({ part }: AnswerRef): EditorPart =>
  part === 'alternative' ? 'alternatives' : part;
