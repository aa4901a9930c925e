/**
 * All actions of a list of patterns but one. Patterns have no "but", so AWS's list of actions tells which letters can
 * follow where the names part from the one: `iam:*` without `iam:GetUser` is `iam:A*`, …, `iam:GetU*` without it, and so on.
 */

import { type ActionName, actionMatches } from '../../eval/action.ts';
import type { Actions } from '../effective/action-classes.ts';

export interface ActionElement {
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
}

const mostOtherActions = 60;

/** Returns no patterns when nothing is left, and `undefined` when no pattern can say it. */
export function otherActions(
  patterns: readonly string[],
  but: ActionName,
  reference: Pick<Actions, 'service'> | undefined,
): ActionElement | undefined {
  if (patterns.some((pattern) => pattern === '*' || pattern === '*:*')) return { NotAction: [but.text] };
  const parts = patterns.map((pattern) =>
    actionMatches(pattern, but) ? othersIn(pattern, but, reference) : [pattern],
  );
  if (parts.some((part) => part === undefined)) return undefined;
  return { Action: [...new Set(parts.flatMap((part) => part ?? []))] };
}

function othersIn(
  pattern: string,
  but: ActionName,
  reference: Pick<Actions, 'service'> | undefined,
): readonly string[] | undefined {
  if (!/[*?]/.test(pattern)) return [];
  const { service, full } = but;
  // The pattern is about other services too.
  if (!pattern.toLowerCase().startsWith(`${service}:`)) return undefined;
  const names = reference
    ?.service?.(service)
    ?.actions.map(({ name }) => `${service}:${name.slice(name.indexOf(':') + 1)}`);
  if (!names) return undefined;
  const head = pattern.slice(0, -1);
  if (!/[*?]/.test(head) && pattern.endsWith('*')) return beside(head.length, full, names);
  const listed = names.filter(
    (name) => name.toLowerCase() !== full && actionMatches(pattern, actionOf(name, service)),
  );
  return listed.length > mostOtherActions ? undefined : listed;
}

const actionOf = (text: string, service: string): ActionName => {
  const full = text.toLowerCase();
  return { text, full, service, name: full.slice(service.length + 1) };
};

/** Returns patterns for all names that begin like `full` up to `from`, but for `full` itself. */
function beside(from: number, full: string, names: readonly string[]): readonly string[] {
  const patterns = new Map<string, string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    if (lower === full || !lower.startsWith(full.slice(0, from))) continue;
    let at = from;
    while (at < full.length && lower[at] === full[at]) at += 1;
    const pattern = at >= lower.length ? name : `${name.slice(0, at + 1)}*`;
    patterns.set(pattern.toLowerCase(), pattern);
  }
  return [...patterns.values()];
}
