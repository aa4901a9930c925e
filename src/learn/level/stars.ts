/** Counts the stars of a solved level. Each is its own: a person can earn the third without the second. */

export const stars = ['solved', 'least-privilege', 'few-steps'] as const;
export type Star = (typeof stars)[number];

export interface Finish {
  readonly solved: boolean;
  /** The hidden goals hold. */
  readonly least: boolean;
  /** Changes in effect that the person made. */
  readonly steps: number;
  /** The level cannot be solved without a change. An account that came solved then shows no short way. */
  readonly needsChange: boolean;
}

/** `reference`: the number of calls of the solution. */
export function starsOf({ solved, least, steps, needsChange }: Finish, reference: number): Star[] {
  const few = steps <= reference && (steps > 0 || !needsChange);
  return solved ? stars.filter((star) => star === 'solved' || (star === 'few-steps' ? few : least)) : [];
}
