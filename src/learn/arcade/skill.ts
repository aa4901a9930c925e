/** Follows how much a person knows, as a rating of chess does: a surprising answer moves it more. */

/** The skill of somebody who never played. */
export const firstSkill = 20;

/** Returns the skill at which a question of this difficulty is right half of the time. */
const ratingOf = (difficulty: number): number => (difficulty - 1) * 25;

/** Returns the skill after an answer, a whole number from 0 to 100. */
export function skillAfter(skill: number, difficulty: number, isRight: boolean): number {
  const expected = 1 / (1 + 10 ** ((ratingOf(difficulty) - skill) / 50));
  const moved = skill + 14 * ((isRight ? 1 : 0) - expected);
  return Math.round(Math.min(100, Math.max(0, moved)));
}

/** Returns the difficulty that fits a skill: 1 to 5, also between two whole numbers. */
export const difficultyFor = (skill: number): number => 1 + skill / 25;
