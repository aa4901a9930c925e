/**
 * Asks the browser to keep our data when the disk runs full. Asked once there is something to keep, since
 * some browsers show a question to the person.
 */
export async function askToPersist(): Promise<boolean> {
  const storage = (navigator as Partial<Navigator>).storage as Partial<StorageManager> | undefined;
  if (typeof storage?.persist !== 'function') return false;
  try {
    return (await storage.persisted?.()) || (await storage.persist());
  } catch {
    return false;
  }
}
