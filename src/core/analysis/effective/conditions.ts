/** Conditions as an expression: what has to hold of the context for a permission to count. */

/** `undefined` in place of an expression: it always holds. */
export type Conditions =
  | {
      readonly kind: 'test';
      readonly operator: string;
      readonly key: string;
      readonly values: readonly string[];
    }
  /** Never of one alone. */
  | { readonly kind: 'all' | 'any'; readonly of: readonly Conditions[] }
  | { readonly kind: 'not'; readonly of: Conditions };

/** Joins conditions that all have to hold; `undefined`: nothing has to. */
export function allOf(parts: readonly (Conditions | undefined)[]): Conditions | undefined {
  const flat = parts.flatMap((one): readonly Conditions[] =>
    one === undefined ? [] : one.kind === 'all' ? one.of : [one],
  );
  return joined('all', flat);
}

/** Joins conditions of which one has to hold; `undefined`: one of them always does. */
export function anyOf(parts: readonly (Conditions | undefined)[]): Conditions | undefined {
  const flat = parts.flatMap((one): readonly (Conditions | undefined)[] =>
    one?.kind === 'any' ? one.of : [one],
  );
  const given = flat.filter((one) => one !== undefined);
  return given.length < flat.length ? undefined : joined('any', given);
}

function joined(kind: 'all' | 'any', parts: readonly Conditions[]): Conditions | undefined {
  const seen = new Map(parts.map((one) => [JSON.stringify(one), one]));
  const of = [...seen.values()];
  return of.length < 2 ? of[0] : { kind, of };
}
