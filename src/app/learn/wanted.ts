/** Says what a goal wants, for the table of goals. */

export { isWanted } from '../../learn/level/wanted.ts';
