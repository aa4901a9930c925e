/** The class as its page shows it: titles of levels, the result, and the words for both. */

import { writeCode } from '../../learn/class/code.ts';
import { type ClassPlan, findOwn } from '../../learn/class/read.ts';
import type { ClassWork } from '../../learn/class/joined.ts';
import { writeResult } from '../../learn/class/result-file.ts';
import { foldedName } from '../../learn/class/student.ts';
import { classResultOf } from '../../learn/class/work.ts';
import { findLevel } from '../../learn/level/path.ts';
import { type QrPath, qrPath } from '../../share/link/qr.ts';
import { wallIso } from '../../platform/clock.ts';
import { numberedTitle } from './make.ts';

export { cleanName } from '../../learn/class/student.ts';
export { isSolvedIn, levelIn, levelToPlay, waitsForQuestions } from '../../learn/class/work.ts';
export { questionCount } from '../../learn/class/read.ts';
export { canAsk } from '../../learn/class/work.ts';
export type { WorkRound } from '../../learn/class/work.ts';
export type { ClassPlan } from '../../learn/class/read.ts';
export type { ClassWork } from '../../learn/class/joined.ts';

export interface ClassLevel {
  readonly id: string;
  readonly title: string;
  /** `own`: a teacher made it. `unknown`: another version of the page has it. */
  readonly kind: 'path' | 'own' | 'unknown';
}

export const classLevelsOf = (plan: ClassPlan): ClassLevel[] =>
  plan.levels.map((id) => {
    const other = findOwn(plan, id) ? 'own' : 'unknown';
    return { id, title: numberedTitle(plan, id), kind: findLevel(id) ? 'path' : other };
  });

export interface HandedIn {
  readonly code: string;
  /** Absent where a phone could not read it. */
  readonly qr: QrPath | undefined;
  readonly file: { readonly name: string; readonly text: string };
}

export function handIn(work: ClassWork, student: string): HandedIn {
  const result = classResultOf(work, student, wallIso());
  const code = writeCode(result, work.plan);
  return {
    code,
    qr: qrPath(code),
    file: {
      name: `result-${foldedName(student).replace(/[\s\\/:*?"<>|.~]+/g, '-')}.json`,
      text: writeResult(result, work.plan),
    },
  };
}
