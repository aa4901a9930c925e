/** Says which condition keys a service and an action carry, as AWS's service reference has it. */

import type { ActionInfo, Reference } from '../../model/service-reference.ts';
import { keyStem } from '../../policy/global-keys.ts';
import type { LintSubject } from '../finding.ts';
import { memoBy, memoByKey } from '../../model/memo.ts';

interface KeySet {
  readonly plain: ReadonlySet<string>;
  /** Beginnings of keys that end in a name of one's own: `aws:resourcetag/`. */
  readonly stems: readonly string[];
}

const setOf = memoBy((keys: readonly string[]): KeySet => ({
  plain: new Set(keys.map((one) => one.toLowerCase())),
  stems: keys.flatMap((one) => keyStem(one) ?? []),
}));

/** Returns true when one of the reference's keys is the key of a policy, ignoring case. */
export function hasKey(keys: readonly string[], key: string): boolean {
  const { plain, stems } = setOf(keys);
  const name = key.toLowerCase();
  return plain.has(name) || stems.some((stem) => name.length > stem.length && name.startsWith(stem));
}

/** Keys that AWS's documentation and its own policies use with actions for which the reference omits them. */
const omitted: ReadonlyMap<string, RegExp> = new Map([['aws-marketplace:productid', /^aws-marketplace:/i]]);

export const carries = ({ name, conditionKeys }: ActionInfo, key: string): boolean =>
  hasKey(conditionKeys, key) || omitted.get(key.toLowerCase())?.test(name) === true;

export const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':'))).toLowerCase();

/** Returns the keys that some service carries under another prefix: `saml:aud` of sts. */
export const borrowedKeys = ({ reference }: LintSubject): readonly string[] =>
  borrowed(reference, reference.services?.().length ?? 0);

// More services may still be loaded.
const borrowed = memoByKey(
  (reference: Reference, _: number) =>
    (reference.services?.() ?? []).flatMap((name) =>
      (reference.service?.(name)?.conditionKeys ?? []).filter((one) => prefixOf(one) !== name),
    ),
  1,
);
