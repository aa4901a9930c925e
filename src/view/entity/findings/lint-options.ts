/** The options of the checks of a document on screen. Unknown names are faults only once all of AWS's actions are loaded. */

import type { Session } from '../../../app/session/session.svelte.ts';
import type { LintOptions } from '../../../core/lint/lint.ts';
import type { PolicyKind } from '../../../core/policy/checks/problem.ts';

/** Reads the catalogue anew at each call, because it is one object that fills later. */
export function lintOptions(
  { catalogue, account }: Session,
  kind: PolicyKind,
  resourceType?: string,
): LintOptions {
  const reference = catalogue.current;
  return {
    kind,
    reference,
    ...(account !== '' && { account }),
    complete: (reference.services?.().length ?? 0) >= catalogue.counts.services,
    ...(resourceType !== undefined && { resourceType }),
  };
}
