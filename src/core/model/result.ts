/**
 * The value of a function that can fail as expected. Only bugs throw.
 *
 *     const policy = parsePolicy(text);
 *     if (!policy.ok) return policy;
 *     return ok(policy.value.statements.length);
 */

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Err<E> {
  readonly ok: false;
  readonly error: E;
}

export type Result<T, E> = Ok<T> | Err<E>;

export function ok(): Ok<void>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export const err = <E>(error: E): Err<E> => ({ ok: false, error });
