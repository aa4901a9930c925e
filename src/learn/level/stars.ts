/** Counts the stars of a solved level. Each is its own: a person can earn the third without the second. */

export const stars = ['solved', 'least-privilege', 'few-steps'] as const;
export type Star = (typeof stars)[number];

export interface Finish {
  readonly solved: boolean;
  /** The hidden goals hold. */
  readonly least: boolean;
  /** Changes in effect that the person made. */
  readonly steps: number;
}

/** An account that came solved was solved without a change here: that shows no short way. */
const isShort = (steps: number, reference: number): boolean => steps > 0 && steps <= reference;

/** `reference`: the number of calls of the solution. */
export const starsOf = ({ solved, least, steps }: Finish, reference: number): Star[] =>
  solved
    ? stars.filter((star) => star === 'solved' || (star === 'few-steps' ? isShort(steps, reference) : least))
    : [];
