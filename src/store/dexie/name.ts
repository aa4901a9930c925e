/** The name of the one database, and whether the browser has it: both without the code that opens it. */

export const databaseName = 'iam-playground';

/** Returns whether the browser knows that it holds no such database. Some browsers do not tell; then it is false. */
export async function nothingSaved(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.every(({ name }) => name !== databaseName);
  } catch {
    return false;
  }
}
