/** The browser's answers about our data. Each may be missing; over plain http all of them are. */

const storageManager = (): Partial<StorageManager> | undefined => (navigator as Partial<Navigator>).storage;

/**
 * Asks the browser to keep our data when the disk runs full. Some browsers then ask the person: call it only
 * once there is something to keep.
 */
export async function askToPersist(): Promise<boolean> {
  const storage = storageManager();
  if (typeof storage?.persist !== 'function') return false;
  try {
    return (await storage.persisted?.()) || (await storage.persist());
  } catch {
    return false;
  }
}

/** Returns whether it promised to keep the data; `undefined` when it cannot. */
export async function isPersistent(): Promise<boolean | undefined> {
  try {
    return await storageManager()?.persisted?.();
  } catch {
    return undefined;
  }
}

/** Returns the bytes that the site uses and may use; `undefined` when the browser does not tell. */
export async function storageEstimate(): Promise<{ usage: number; quota: number } | undefined> {
  try {
    const { usage, quota } = (await storageManager()?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? undefined : { usage, quota };
  } catch {
    return undefined;
  }
}
