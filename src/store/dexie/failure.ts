/** Names the errors that a browser throws at a write. A quota error is the inner error of an abort. */

import { type Result, err, ok } from '../../core/model/result.ts';
import type { FailureCode, StoreFailure } from '../store.ts';

export function failureOf(error: unknown): StoreFailure {
  const chain: ErrorLike[] = [];
  for (let at: unknown = error; isErrorLike(at); at = at.inner ?? at.cause) chain.push(at);
  const texts = new Set(chain.map(({ name, message }) => `${name}: ${message}`));
  return { code: codeOf(chain), detail: chain.length > 0 ? [...texts].join('; ') : String(error) };
}

function codeOf(chain: readonly ErrorLike[]): FailureCode {
  if (chain.some(({ name }) => name === 'QuotaExceededError')) return 'full';
  if (chain.some(({ name, message }) => closedNames.has(name) || closing.test(message))) return 'closed';
  return chain.some(({ message }) => fullDisk.test(message)) ? 'full' : 'failed';
}

/** Returns whether the error says that the disk is full. Chromium says so only in the text of an UnknownError. */
export const isFullDisk = (detail: string): boolean => fullDisk.test(detail);

const fullDisk = /NO_SPACE|full disk|disk (is )?full/i;
const closing = /connection (is closing|.*lost)|backing store/i;

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
export class StoreRefusal extends Error {
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure) {
    super(failure.detail);
    this.name = 'Refusal';
    this.failure = failure;
  }
}

/** Runs a write and turns every failure into a value. */
export async function writingToStore<T>(
  work: () => PromiseLike<Result<T, StoreFailure>>,
): Promise<Result<T, StoreFailure>> {
  try {
    return await work();
  } catch (error) {
    return err(error instanceof StoreRefusal ? error.failure : failureOf(error));
  }
}

export const failureIn = (work: () => PromiseLike<void>): Promise<Result<void, StoreFailure>> =>
  writingToStore(async () => ok(await work()));

/** Returns the failure behind a rejection; `undefined` when the error is not the database's. */
export const storageFailure = (error: unknown): StoreFailure | undefined =>
  isErrorLike(error) && storageErrors.has(error.name) ? failureOf(error) : undefined;

/**
 * Names of the database's errors: Dexie's `errnames`, written out, because this is asked before Dexie is loaded.
 * @internal
 */
export const storageErrors: ReadonlySet<string> = new Set(
  (
    'ModifyError BulkError OpenFailedError VersionChangeError SchemaError UpgradeError InvalidTableError ' +
    'MissingAPIError NoSuchDatabaseError InvalidArgumentError SubTransactionError UnsupportedError InternalError ' +
    'DatabaseClosedError PrematureCommitError ForeignAwaitError UnknownError ConstraintError DataError ' +
    'TransactionInactiveError ReadOnlyError VersionError NotFoundError InvalidStateError InvalidAccessError ' +
    'AbortError TimeoutError QuotaExceededError SyntaxError DataCloneError'
  ).split(' '),
);
