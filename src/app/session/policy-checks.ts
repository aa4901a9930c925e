/** Checks all policies of the open account. */

import type { AccountFinding } from '../../core/query/policies/checks/account-checks.ts';
import { type AccountPolicy, policiesOf } from '../../core/query/policies/checks/documents.ts';
import type { Watch } from '../../platform/yield-to-page.ts';
import { ask } from '../long-work/ask.ts';
import type { Session } from './session.svelte.ts';

export interface CheckedPolicy {
  readonly policy: AccountPolicy;
  /** The gravest first, with the silenced ones; the same list for the same document. */
  readonly findings: readonly AccountFinding[];
}

/** Rejects as `ask`, and when AWS's list of actions does not load. */
export async function checkedPolicies(session: Session, watch: Watch): Promise<readonly CheckedPolicy[]> {
  await session.catalogue.loadAllActions();
  const { account, state } = session;
  const { at, lists } = await ask(session, 'policy-checks', { account }, watch);
  return [...policiesOf(state.world, account)].map((policy, index) => ({
    policy,
    findings: lists[at[index] ?? 0] ?? [],
  }));
}
