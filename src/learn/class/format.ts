/**
 * A class: levels and questions that a teacher gives to students, and the result that each student gives back. A class
 * travels as a link, a file or inside the page as one file; a result travels as a code. Nothing needs a network.
 *
 * INVARIANT: both formats have a version. An older one can always be read; a newer one is refused with its number.
 */

export const classFormat = 'iam-playground/class';
export const classVersion = 1;

/** The questions of one round. */
export const questionCount = 10;
export const mostSeconds = 1_000_000_000;
/** First guesses of one level. */
export const mostGuesses = 20;
