/** Asks for every principal whether it can do something. */

import { type WhoCanQuestion, type WhoCanRow, rowsOf } from '../../core/query/ask/who-can.ts';
import type { Watch } from '../../platform/yield-to-page.ts';
import { ask } from '../long-work/ask.ts';
import type { Session } from './session.svelte.ts';

/** Rejects as `ask`. */
export async function whoCanOf(
  session: Session,
  question: WhoCanQuestion,
  watch: Watch,
): Promise<readonly WhoCanRow[]> {
  const { account, state } = session;
  const found = await ask(session, 'who-can', { account, question: lean(question) }, watch);
  return rowsOf(state.world, account, question, found);
}

/** Leaves out the answers of the parts, which are large and asked anew for each principal. */
const lean = ({ parts, ...rest }: WhoCanQuestion): WhoCanQuestion =>
  parts ? { ...rest, parts: parts.map(({ question, isMade = false }) => ({ question, isMade })) } : rest;
