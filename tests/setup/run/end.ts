/** The end of a script whose last line matters: leaving at once would drop what a slow reader of a pipe has not taken. */

import { exit, stdout } from 'node:process';

/** Leaves with the code once everything printed so far has been taken. */
export const endWith = (code: number): Promise<never> =>
  new Promise(() => stdout.write('', () => exit(code)));
