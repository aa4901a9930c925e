/**
 * The one memory of what was computed about an object. It keeps no object alive, so nothing has to be emptied when a
 * world, a record or a session goes. Use it for objects that never change, or call `forget` before what changed is read.
 */

export interface Memo<Of extends object, Rest extends unknown[], Value> {
  (of: Of, ...rest: Rest): Value;
  /** Returns `true` when there was something to forget. */
  readonly forget: (of: Of) => boolean;
}

/** Returns `make` with a memory by its first argument. The others may only help to make the value, not change it. */
export function memoBy<Of extends object, Value, Rest extends unknown[] = []>(
  make: (of: Of, ...rest: Rest) => Value,
): Memo<Of, Rest, Value> {
  const values = new WeakMap<Of, Value>();
  const memo = (of: Of, ...rest: Rest): Value => {
    const known = values.get(of);
    if (known !== undefined || values.has(of)) return known as Value;
    const made = make(of, ...rest);
    values.set(of, made);
    return made;
  };
  return Object.assign(memo, { forget: (of: Of) => values.delete(of) });
}

/**
 * Returns `make` with a memory by its first two arguments, the second a text, a number or another thing that a `Map`
 * tells apart. Of one object, the newest `most` are kept.
 */
export function memoByKey<Of extends object, Key, Value, Rest extends unknown[] = []>(
  make: (of: Of, key: Key, ...rest: Rest) => Value,
  most = Infinity,
): Memo<Of, [Key, ...Rest], Value> {
  const valuesOf = memoBy((_: Of) => new Map<Key, Value>());
  const memo = (of: Of, key: Key, ...rest: Rest): Value => {
    const values = valuesOf(of);
    const known = values.get(key);
    if (known !== undefined || values.has(key)) return known as Value;
    const made = make(of, key, ...rest);
    values.set(key, made);
    const [oldest] = values.size > most ? values.keys() : [];
    if (oldest !== undefined) values.delete(oldest);
    return made;
  };
  return Object.assign(memo, { forget: valuesOf.forget });
}
