/** Says which condition keys a service and an action carry, as AWS's service reference has it. */

import type { ActionInfo, Reference } from '../../model/service-reference.ts';
import { keyStem } from '../../policy/global-keys.ts';
import type { Subject } from '../finding.ts';

interface KeySet {
  readonly plain: ReadonlySet<string>;
  /** Beginnings of keys that end in a name of one's own: `aws:resourcetag/`. */
  readonly stems: readonly string[];
}

const sets = new WeakMap<readonly string[], KeySet>();

function setOf(keys: readonly string[]): KeySet {
  const known = sets.get(keys);
  if (known) return known;
  const stems = keys.flatMap((one) => keyStem(one) ?? []);
  const set = { plain: new Set(keys.map((one) => one.toLowerCase())), stems };
  sets.set(keys, set);
  return set;
}

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

const borrowed = new WeakMap<Reference, readonly string[]>();

/** Returns the keys that some service carries under another prefix: `saml:aud` of sts. */
export function borrowedKeys({ reference, complete }: Subject): readonly string[] {
  const known = borrowed.get(reference);
  if (known) return known;
  const keys = (reference.services?.() ?? []).flatMap((name) =>
    (reference.service?.(name)?.conditionKeys ?? []).filter((one) => prefixOf(one) !== name),
  );
  // More services may still be loaded.
  if (complete) borrowed.set(reference, keys);
  return keys;
}
