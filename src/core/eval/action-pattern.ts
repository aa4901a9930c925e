/**
 * Action patterns compiled, for queries that ask a pattern about all actions of a service; split by service, so that
 * a pattern about s3 costs nothing where the actions are of iam. The engine compares texts (action.ts).
 */
import type { ActionName } from './action.ts';
import { compileGlob, globMatches, type Glob } from './glob.ts';

export interface ActionPattern {
  /** The service in lower case; undefined where it has wildcards (`*`, `*:*`). */
  readonly service: string | undefined;
  /** Matches the name where the service is known, the whole `service:name` otherwise. */
  readonly glob: Glob;
}

export function compileAction(text: string): ActionPattern {
  const lower = text.toLowerCase();
  const colon = lower.indexOf(':');
  const service = lower.slice(0, Math.max(colon, 0));
  if (service === '' || /[*?]/.test(service)) return { service: undefined, glob: compileGlob(lower) };
  return { service, glob: compileGlob(lower.slice(colon + 1)) };
}

export const actionMatches = (pattern: ActionPattern, action: ActionName): boolean =>
  pattern.service === undefined
    ? globMatches(pattern.glob, action.full)
    : pattern.service === action.service && globMatches(pattern.glob, action.name);
