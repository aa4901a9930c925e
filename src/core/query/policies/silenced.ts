/** Tells the findings of a policy that are shown from those that somebody silenced. */

import type { AccountId } from '../../model/ids.ts';
import { type PolicyKey, flaggedText, inlineKey } from '../../model/world/row-ids.ts';
import type { SilencedPlace, SilenceRecord } from '../../model/records/notes.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import type { EditedPolicy } from './edited-policy.ts';

interface Issue {
  readonly id: string;
  /** AWS refuses the document because of it, so it cannot be silenced. */
  readonly refusedBy?: string;
  readonly span: { readonly start: number; readonly end: number };
}

export interface Sorted<T> {
  readonly shown: readonly T[];
  readonly silenced: readonly { readonly issue: T; readonly silence: SilenceRecord }[];
}

/** Returns the name under which the findings of a policy are silenced; `undefined` before it is saved. */
export function policyKeyOf(world: World, edited: EditedPolicy): PolicyKey | undefined {
  switch (edited.kind) {
    case 'managed':
    case 'resource':
    case 'control':
      return edited.arn;
    case 'trust':
      return findByArn(world, 'roles', edited.arn)?.id;
    case 'inline': {
      const ref = world.index.byArn.get(edited.arn);
      return ref && inlineKey(ref.id, edited.name);
    }
    case 'new':
      return undefined;
  }
}

/** `account`: the one that is looked at. It has silences of its own for AWS's policies. */
export const silencesOf = (
  world: World,
  policy: PolicyKey | undefined,
  account: AccountId,
): SilenceRecord[] =>
  [...world.silences.values()].filter(
    (silence) =>
      silence.policy === policy && (!policy.includes(':iam::aws:policy/') || silence.account === account),
  );

export function silencesByPolicy(world: World, account: AccountId): ReadonlyMap<PolicyKey, SilenceRecord[]> {
  const policies = new Set([...world.silences.values()].map(({ policy }) => policy));
  return new Map([...policies].map((policy) => [policy, silencesOf(world, policy, account)]));
}

/** `now`: ISO 8601 in UTC seconds. The order of the issues is kept. */
export function sortSilenced<T extends Issue>(
  issues: readonly T[],
  document: string,
  silences: readonly SilenceRecord[],
  now: string,
): Sorted<T> {
  const running = silences.filter(({ until }) => until === undefined || until >= now);
  if (running.length === 0) return { shown: issues, silenced: [] };
  const shown: T[] = [];
  const silenced: { issue: T; silence: SilenceRecord }[] = [];
  for (const issue of issues) {
    const silence = issue.refusedBy === undefined ? silenceOf(issue, issues, document, running) : undefined;
    if (silence) silenced.push({ issue, silence });
    else shown.push(issue);
  }
  return { shown, silenced };
}

function silenceOf<T extends Issue>(
  issue: T,
  issues: readonly T[],
  document: string,
  silences: readonly SilenceRecord[],
): SilenceRecord | undefined {
  const text = flaggedText(document, issue.span);
  const same = silences.filter((one) => one.check === issue.id && one.text === text);
  if (same.length === 0) return undefined;
  const { at, of } = placeOf(issue, issues, document);
  return same.find(({ place = { at: 1, of: 1 } }) => place.at === at && place.of === of);
}

/** Tells which of several like findings it is. Where their number changes, nobody can tell: all are shown again. */
function placeOf<T extends Issue>(issue: T, issues: readonly T[], document: string): SilencedPlace {
  const text = flaggedText(document, issue.span);
  const equal = issues
    .filter(
      ({ id, span, refusedBy }) =>
        id === issue.id && refusedBy === undefined && flaggedText(document, span) === text,
    )
    .toSorted((a, b) => a.span.start - b.span.start);
  return { at: equal.indexOf(issue) + 1, of: equal.length };
}

export function silenceParams<T extends Issue>(
  policy: PolicyKey,
  issue: T,
  issues: readonly T[],
  document: string,
): { Policy: string; Check: string; Text: string; Place?: SilencedPlace } {
  const Place = placeOf(issue, issues, document);
  const named = { Policy: policy, Check: issue.id, Text: flaggedText(document, issue.span) };
  return Place.of > 1 ? { ...named, Place } : named;
}
