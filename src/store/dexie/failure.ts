/** Names the errors that a browser throws at a write. A quota error is the inner error of an abort. */

import { Dexie } from 'dexie';
import { type Result, err, ok } from '../../core/model/result.ts';
import type { FailureCode, StoreFailure } from '../store.ts';

/** @internal */
export function failureOf(error: unknown): StoreFailure {
  const names: string[] = [];
  for (let at: unknown = error; isErrorLike(at); at = at.inner ?? at.cause) names.push(at.name);
  return {
    code: codeOf(names),
    detail: isErrorLike(error) ? `${error.name}: ${error.message}` : String(error),
  };
}

function codeOf(names: readonly string[]): FailureCode {
  if (names.includes('QuotaExceededError')) return 'full';
  if (names.some((name) => closedNames.has(name))) return 'closed';
  return 'failed';
}

const closedNames = new Set(['DatabaseClosedError', 'InvalidStateError', 'VersionError']);

interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly inner?: unknown;
  readonly cause?: unknown;
}

const isErrorLike = (value: unknown): value is ErrorLike =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

/** Thrown inside a transaction to abort it. The caller gets its failure. */
export class Refusal extends Error {
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure) {
    super(failure.detail);
    this.name = 'Refusal';
    this.failure = failure;
  }
}

/** Runs a write and turns every failure into a value. */
export async function writing<T>(
  work: () => PromiseLike<Result<T, StoreFailure>>,
): Promise<Result<T, StoreFailure>> {
  try {
    return await work();
  } catch (error) {
    return err(error instanceof Refusal ? error.failure : failureOf(error));
  }
}

/** Runs a write that returns nothing, and turns every failure into a value. */
export const failureIn = (work: () => PromiseLike<void>): Promise<Result<void, StoreFailure>> =>
  writing(async () => ok(await work()));

/** Returns the failure behind a rejection; `undefined` when the error is not the database's. */
export const storageFailure = (error: unknown): StoreFailure | undefined =>
  isErrorLike(error) && storageErrors.has(error.name) ? failureOf(error) : undefined;

const storageErrors = new Set<string>([...Object.values(Dexie.errnames), 'InvalidStateError', 'AbortError']);
