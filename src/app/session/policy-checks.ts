/**
 * Checks all policies of the open account: in the worker, which is waited for, because one of AWS's long policies alone
 * would hold the page. Only where no worker can start, the page checks in slices.
 */

import type { World } from '../../core/model/world/world.ts';
import type { AccountChecks, AccountFinding } from '../../core/query/policies/checks/account-checks.ts';
import { type AccountPolicy, policiesOf } from '../../core/query/policies/checks/documents.ts';
import { reported, runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { AskOptions } from '../worker/analysis/page-side.ts';
import type { Session } from './session.svelte.ts';

export interface CheckedPolicy {
  readonly policy: AccountPolicy;
  /** The gravest first, with the silenced ones; the same list for the same document. */
  readonly findings: readonly AccountFinding[];
}

/** The answers about each world by account. A world is a new object after each change. */
const remembered = new WeakMap<World, Map<string, readonly CheckedPolicy[]>>();

/** Milliseconds between two looks whether the worker stands. */
const apart = 50;

/**
 * Returns `undefined` when nobody wants the findings any more. Throws when AWS's list of actions or the code of the checks
 * does not load.
 */
export async function checkedPolicies(
  session: Session,
  options: AskOptions,
): Promise<readonly CheckedPolicy[] | undefined> {
  await Promise.all([painted(), session.catalogue.loadAllActions()]);
  const worker = await session.analysis().catch(() => undefined);
  while (!options.signal.aborted) {
    const { account, env, state } = session;
    const { world } = state;
    const known = remembered.get(world)?.get(account);
    if (known) return known;
    const asked = { world, env, services: 'all' } as const;
    const policies = [...policiesOf(world, account)];
    const checks = worker?.canStart
      ? await worker.ask(asked, 'policy-checks', { account }, options).catch(() => undefined)
      : await onPage(session, world, options);
    if (!checks || checks.at.length !== policies.length) {
      await new Promise((resolve) => setTimeout(resolve, apart));
      continue;
    }
    const found = policies.map((policy, index) => ({
      policy,
      findings: checks.lists[checks.at[index] ?? 0] ?? [],
    }));
    remembered.set(world, (remembered.get(world) ?? new Map<string, typeof found>()).set(account, found));
    return found;
  }
  return undefined;
}

async function onPage(
  session: Session,
  world: World,
  { signal, report }: AskOptions,
): Promise<AccountChecks | undefined> {
  const { checksInSteps, textsOf } = await import('../../core/query/policies/checks/account-checks.ts');
  const texts = textsOf(session.catalogue.current);
  const steps = reported(checksInSteps(world, session.account, texts), report);
  return runInSlices(whileWanted(steps, () => !signal.aborted));
}
