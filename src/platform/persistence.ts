/**
 * What the browser says about our data: how much it is, whether it promised to keep it. Each answer may be
 * missing; over plain http all of them are.
 */
const storageManager = (): Partial<StorageManager> | undefined => (navigator as Partial<Navigator>).storage;

/**
 * Asks the browser to keep our data when the disk runs full. Asked once there is something to keep, since
 * some browsers show a question to the person.
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

/** Whether it promised; undefined where it cannot. */
export async function isPersistent(): Promise<boolean | undefined> {
  try {
    return await storageManager()?.persisted?.();
  } catch {
    return undefined;
  }
}

/** Bytes that the site uses and may use; undefined where the browser does not tell. */
export async function storageEstimate(): Promise<{ usage: number; quota: number } | undefined> {
  try {
    const { usage, quota } = (await storageManager()?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? undefined : { usage, quota };
  } catch {
    return undefined;
  }
}
