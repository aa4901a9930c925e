/** Asks long questions about the open account: who can do something, what settles an answer, what is wrong with policies. */

import { type WhoCanQuestion, type WhoCanRow, whoCanRowsOf } from '../../core/query/ask/who-can.ts';
import type { Watch } from '../../platform/yield-to-page.ts';
import { askWorker } from '../long-work/ask.ts';
import type { Session } from './session.svelte.ts';
import type { CallAnswer } from '../../core/query/ask/answer-alone.ts';
import type { MissingFile } from '../../core/query/settle/settle.ts';
import type { AccountFinding } from '../../core/query/policies/checks/account-checks.ts';
import { type AccountPolicy, accountPoliciesOf } from '../../core/query/policies/checks/documents.ts';

/** Rejects as `askWorker`. */
export async function whoCanOf(
  session: Session,
  question: WhoCanQuestion,
  watch: Watch,
): Promise<readonly WhoCanRow[]> {
  const { account, state } = session;
  const found = await askWorker(session, 'who-can', { account, question: lean(question) }, watch);
  return whoCanRowsOf(state.world, account, question, found);
}

/** Leaves out the answers of the parts, which are large and asked anew for each principal. */
const lean = ({ parts, ...rest }: WhoCanQuestion): WhoCanQuestion =>
  parts ? { ...rest, parts: parts.map(({ question, isMade = false }) => ({ question, isMade })) } : rest;

export function filesThatSettle(
  session: Session,
  { answer, parts }: CallAnswer,
  watch: Watch,
): Promise<readonly MissingFile[]> {
  // Policies alone decide it, so no file is missing.
  if (answer.kind === 'decision') return Promise.resolve([]);
  return askWorker(session, 'settle', { questions: parts.map(({ question }) => question) }, watch);
}

export interface PolicyFindings {
  readonly policy: AccountPolicy;
  /** The gravest first, with the silenced ones; the same list for the same document. */
  readonly findings: readonly AccountFinding[];
}

/** Rejects as `askWorker`, and when AWS's list of actions does not load. */
export async function checkedPolicies(session: Session, watch: Watch): Promise<readonly PolicyFindings[]> {
  await session.catalogue.loadAllActions();
  const { account, state } = session;
  const { at, lists } = await askWorker(session, 'policy-checks', { account }, watch);
  return [...accountPoliciesOf(state.world, account)].map((policy, index) => ({
    policy,
    findings: lists[at[index] ?? 0] ?? [],
  }));
}
