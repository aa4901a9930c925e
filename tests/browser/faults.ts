/**
 * Faults put under the database layer: the next matching write in IndexedDB fails the way a browser fails it.
 * Each returns a function that takes the fault away.
 */
type Undo = () => void;

function patchWrites(fault: (store: IDBObjectStore) => void, table: string): Undo {
  const prototype = IDBObjectStore.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store as `this` below
  const { put, add, delete: remove } = prototype;
  const faulty = (original: (...args: never[]) => IDBRequest) =>
    function (this: IDBObjectStore, ...args: never[]) {
      if (this.name === table) fault(this);
      return original.apply(this, args);
    };
  Object.assign(prototype, { put: faulty(put), add: faulty(add), delete: faulty(remove) });
  return () => Object.assign(prototype, { put, add, delete: remove });
}

/** The write itself throws, as at a full disk. */
export const quotaAt = (table: string): Undo =>
  patchWrites(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  }, table);

/** The browser aborts the transaction that writes to `table`. */
export const abortAt = (table: string): Undo => patchWrites((store) => store.transaction.abort(), table);
