/** Saves workspaces as one file, locked if a passphrase is given. One gives the file its name, several are a backup. */

import { type FileChoice, type KnownRevisions, wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { fileName } from '#app/workspaces/file-name.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { WorkspaceInfo } from '#app/workspaces/info.ts';
import { saveFile } from '#view/ui/controls/clipboard.svelte.ts';

export async function saveWorkspaces(
  session: Session,
  workspaces: readonly WorkspaceInfo[],
  choice: FileChoice = wholeWorkspace,
  passphrase?: string,
): Promise<KnownRevisions | undefined> {
  const saved = new Date().toISOString();
  const file = await session.tools.copies.file(
    workspaces.map(({ id }) => id),
    choice,
    saved,
    passphrase,
  );
  if (!file) return undefined;
  const [only] = workspaces;
  const what = workspaces.length === 1 && only ? fileName(only.name) : 'backup';
  const locked = passphrase === undefined ? '' : '-locked';
  saveFile(`iam-playground-${what}-${saved.slice(0, 10)}${locked}.json`, file.parts);
  return file.holds;
}
