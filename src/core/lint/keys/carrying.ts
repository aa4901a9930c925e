/** Says which condition keys a service and an action carry, as AWS's service reference has it. */

import type { ActionInfo, Reference } from '../../model/service-reference.ts';
import { keyMatches } from '../../policy/global-keys.ts';

interface KeySet {
  readonly plain: ReadonlySet<string>;
  /** Keys that end in a name of one's own: `aws:ResourceTag/${TagKey}`. */
  readonly open: readonly string[];
}

const sets = new WeakMap<readonly string[], KeySet>();

function setOf(keys: readonly string[]): KeySet {
  const known = sets.get(keys);
  if (known) return known;
  const open = keys.filter((one) => /[$<*]|\/tag-?key$/i.test(one));
  const set = { plain: new Set(keys.map((one) => one.toLowerCase())), open };
  sets.set(keys, set);
  return set;
}

/** Returns true when one of the reference's keys is the key of a policy, ignoring case. */
export function hasKey(keys: readonly string[], key: string): boolean {
  const { plain, open } = setOf(keys);
  return plain.has(key.toLowerCase()) || open.some((one) => keyMatches(one, key));
}

/** Keys that AWS's documentation and its own policies use with actions for which the reference omits them. */
const omitted: ReadonlyMap<string, RegExp> = new Map([['aws-marketplace:productid', /^aws-marketplace:/i]]);

export const carries = ({ name, conditionKeys }: ActionInfo, key: string): boolean =>
  hasKey(conditionKeys, key) || omitted.get(key.toLowerCase())?.test(name) === true;

export const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':'))).toLowerCase();

const borrowed = new WeakMap<Reference, { readonly of: number; readonly keys: readonly string[] }>();

/** Returns the keys that some service carries under another prefix: `saml:aud` of sts. */
export function borrowedKeys(reference: Reference): readonly string[] {
  const names = reference.services?.() ?? [];
  const known = borrowed.get(reference);
  if (known?.of === names.length) return known.keys;
  const keys = names.flatMap((name) =>
    (reference.service?.(name)?.conditionKeys ?? []).filter((one) => prefixOf(one) !== name),
  );
  borrowed.set(reference, { of: names.length, keys });
  return keys;
}
