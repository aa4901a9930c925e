/** Collects the error and the last requests for a bug report. No parameters, so no secrets. */

import { describeThrown } from '../../../core/model/thrown.ts';
import type { Session } from '../../../app/session/session.svelte.ts';

export function failureDetails(error: unknown, session: Session): string {
  const requests = session.diagnostics.entries
    .slice(0, 30)
    .map(({ at, service, operation, code, milliseconds }) =>
      [at, `${service}:${operation}`, code, `${milliseconds.toFixed(1)} ms`].join('  '),
    );
  return [
    'IAM Playground, failure details',
    `at ${location.hash.split('?')[0] ?? ''}, revision ${session.state.revision}`,
    navigator.userAgent,
    '',
    describeThrown(error),
    '',
    'last requests, newest first:',
    ...requests,
  ].join('\n');
}

/** Returns true for a part of the page, its styles included, that Chromium, Firefox or Safari could not fetch. */
export const isMissingPart = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|importing a module script failed|unable to preload/i.test(error.message);
