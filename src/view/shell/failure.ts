import type { Session } from '../../app/session.svelte.ts';

/** What a person copies into a bug report: the error and the last requests. No parameters, so no secrets. */
export function failureDetails(error: unknown, session: Session): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const requests = session.diagnostics
    .slice(0, 30)
    .map(({ at, service, operation, code, milliseconds }) =>
      [at, `${service}:${operation}`, code, `${milliseconds.toFixed(1)} ms`].join('  '),
    );
  return [
    'IAM Playground, failure details',
    `at ${location.hash.split('?')[0] ?? ''}, revision ${session.state.revision}`,
    navigator.userAgent,
    '',
    text,
    '',
    'last requests, newest first:',
    ...requests,
  ].join('\n');
}
