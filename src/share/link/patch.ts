/**
 * The difference between two JSON values, small enough for a link. A patch is `0` (removed), `[value]` (set),
 * `{member: patch}` (an object with changed members), or `[1, script]` (a list). A script goes through the
 * old list: `n` keeps n items, `-n` drops n, `[value]` inserts one, any other patch changes the next item.
 *
 * INVARIANT: FROZEN. Existing links are read with it for ever.
 */

export type Patch = 0 | readonly unknown[] | { readonly [member: string]: unknown };

/** Returns the patch from `before` to `after`; `undefined` when they are equal. */
export function difference(before: unknown, after: unknown): Patch | undefined {
  if (Array.isArray(before) && Array.isArray(after)) return listDifference(before, after);
  if (!isObject(before) || !isObject(after)) return before === after ? undefined : [after];
  const members = [
    ...Object.keys(before)
      .filter((member) => !Object.hasOwn(after, member))
      .map((member) => [member, 0] as const),
    ...Object.entries(after).flatMap(([member, value]) => {
      const patch = Object.hasOwn(before, member) ? difference(before[member], value) : [value];
      return patch === undefined ? [] : [[member, patch] as const];
    }),
  ];
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function listDifference(before: readonly unknown[], after: readonly unknown[]): Patch | undefined {
  const places = new Map(before.map((item, at) => [keyOf(item), at]));
  const script: unknown[] = [];
  let [at, changed] = [0, false];
  const walk = (step: number) => {
    const last = script.at(-1);
    if (typeof last === 'number' && Math.sign(last) === Math.sign(step))
      script[script.length - 1] = last + step;
    else script.push(step);
  };
  for (const item of after) {
    const place = places.get(keyOf(item));
    if (place === undefined || place < at) {
      script.push([item]);
      changed = true;
      continue;
    }
    if (place > at) {
      walk(at - place);
      changed = true;
    }
    const patch = difference(before[place], item);
    if (patch === undefined) walk(1);
    else {
      script.push(patch);
      changed = true;
    }
    at = place + 1;
  }
  if (at < before.length) {
    walk(at - before.length);
    changed = true;
  }
  return changed ? [1, script] : undefined;
}

const names = ['userName', 'groupName', 'roleName', 'policyName', 'instanceProfileName', 'id', 'arn', 'key'];

/** Two items with the same key are the same item, changed or not. */
function keyOf(item: unknown): string {
  if (!isObject(item)) return JSON.stringify(item);
  const name = names.find((member) => typeof item[member] === 'string');
  return name === undefined ? JSON.stringify(item) : `${name} ${String(item[name])}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Thrown when a patch does not belong to the value. */
class PatchMisfit extends Error {}

/** Applies a patch. Throws `PatchMisfit` when it was not made for `before`. */
export function patched(before: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) {
    if (patch.length === 1) return patch[0];
    if (patch.length !== 2 || patch[0] !== 1 || !Array.isArray(patch[1]) || !Array.isArray(before)) {
      throw new PatchMisfit('a list was expected');
    }
    return patchedList(before, patch[1] as unknown[]);
  }
  if (!isObject(patch) || !isObject(before)) throw new PatchMisfit('an object was expected');
  const members = new Map(Object.entries(before));
  for (const [member, inner] of Object.entries(patch)) {
    if (inner === 0) members.delete(member);
    else members.set(member, patched(members.get(member), inner));
  }
  return Object.fromEntries(members);
}

function patchedList(before: readonly unknown[], script: readonly unknown[]): unknown[] {
  const after: unknown[] = [];
  let at = 0;
  const next = (count: number): readonly unknown[] => {
    if (!Number.isInteger(count) || at + count > before.length)
      throw new PatchMisfit('the list is too short');
    at += count;
    return before.slice(at - count, at);
  };
  for (const step of script) {
    if (typeof step === 'number') {
      const items = next(Math.abs(step));
      if (step > 0) for (const item of items) after.push(item);
    } else if (Array.isArray(step) && step.length === 1) after.push(step[0]);
    else after.push(patched(next(1)[0], step));
  }
  if (at !== before.length) throw new PatchMisfit('the list is too long');
  return after;
}
