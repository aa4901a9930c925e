/** Writes the open workspace to a file from memory alone, for the moment when the saved data cannot be trusted. */

import { wallIso } from '../../platform/clock.ts';
import type { Session } from '../session/session.svelte.ts';

/** A file that Workspaces can restore; in AWS's own format for a preview, or where its writer cannot be loaded. */
export async function memoryFile(
  session: Session,
): Promise<{ readonly name: string; readonly parts: readonly string[] }> {
  const open = session.readOnlyWorld ? undefined : session.savedData.inMemory;
  const progress = session.progress.current;
  const classes = (await session.classes().catch(() => undefined))?.current;
  const joined = (await session.joined().catch(() => undefined))?.current;
  const writer = open && (await import('../workspaces/file.ts').catch(() => undefined));
  if (!open || !writer) {
    const { accountDetailsOf } = await import('../export/account-details.ts');
    return { name: `iam-playground-${session.account}.json`, parts: [accountDetailsOf(session)] };
  }
  return {
    name: `iam-playground-backup-${session.account}.json`,
    parts: writer.writeWorkspaces([open.dump], {
      secrets: 'all',
      saved: wallIso(),
      progress,
      classes,
      joined,
    }),
  };
}
