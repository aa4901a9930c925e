/**
 * These faults are put under the database layer: the next matching write in IndexedDB fails the way a
 * browser fails it. Each returns a function that takes the fault away.
 */

type Undo = () => void;

/** `after`: so many writes to the table are let through first. */
function patchWrites(fault: (store: IDBObjectStore) => void, table: string, after: number): Undo {
  const prototype = IDBObjectStore.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store as `this` below
  const { put, add, delete: remove, clear } = prototype;
  let seen = 0;
  const faulty = (original: (...args: never[]) => IDBRequest) =>
    function (this: IDBObjectStore, ...args: never[]) {
      if (this.name === table && (seen += 1) > after) fault(this);
      return original.apply(this, args);
    };
  Object.assign(prototype, {
    put: faulty(put),
    add: faulty(add),
    delete: faulty(remove),
    clear: faulty(clear),
  });
  return () => Object.assign(prototype, { put, add, delete: remove, clear });
}

/** The write itself throws, as at a full disk. */
export const quotaAt = (table: string, after = 0): Undo =>
  patchWrites(
    () => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    },
    table,
    after,
  );

/** The browser aborts the transaction that writes to `table`. */
export const abortAt = (table: string, after = 0): Undo =>
  patchWrites((store) => store.transaction.abort(), table, after);
