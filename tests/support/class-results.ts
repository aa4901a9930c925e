/** Results of a class of thirty, as its students would send them. The same class always gets the same results. */

import { writeCode } from '#learn/class/code.ts';
import type { ClassPlan } from '#learn/class/read.ts';
import type { ClassResult, LevelResult } from '#learn/class/joined.ts';
import { seededRandom } from '#share/random.ts';

const firstNames =
  'Ada Ben Cleo Dora Emil Fara Gus Hana Ivo Jun Kemi Lea Milo Nia Omar Pia Quinn Rosa Sam Tala Uma Vik Wren Xena Yara Zeno Amir Bea Chidi Dana';

export function thirtyResults(plan: ClassPlan): readonly ClassResult[] {
  return firstNames.split(' ').map((student, at) => {
    const random = seededRandom(`class/${student}`);
    const answers = (share: number) => Array.from({ length: 10 }, () => random() < share);
    const levels = plan.levels
      .slice(0, Math.ceil(plan.levels.length * (0.5 + random() / 2)))
      .map((id): LevelResult => {
        const isSolved = random() < 0.85;
        return {
          id,
          stars: !isSolved ? [] : random() < 0.5 ? ['solved'] : ['solved', 'least-privilege', 'few-steps'],
          seconds: isSolved ? 60 + Math.floor(random() * 400) : 0,
          hints: Math.floor(random() * 3),
          watched: random() < 0.1,
          guesses: [random() < 0.5, random() < 0.7, random() < 0.9],
        };
      });
    return {
      class: plan.id,
      student,
      at: `2026-11-27T10:${String(at).padStart(2, '0')}:00Z`,
      levels,
      ...(plan.questions ? { before: answers(0.45), after: answers(0.8) } : {}),
    };
  });
}

/** Returns the code with another character in the middle: somebody wanted one star more. */
export function altered(code: string): string {
  const at = code.length - 40;
  return `${code.slice(0, at)}${code[at] === '7' ? '8' : '7'}${code.slice(at + 1)}`;
}

export const codesOf = (plan: ClassPlan): readonly string[] =>
  thirtyResults(plan).map((result) => writeCode(result, plan));
