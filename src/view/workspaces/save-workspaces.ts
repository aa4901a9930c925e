import { type FileChoice, everything } from '../../app/copies.ts';
import { fileName } from '../../app/file-name.ts';
import type { Session } from '../../app/session.svelte.ts';
import type { WorkspaceInfo } from '../../app/workspace-info.ts';
import { saveFile } from '../ui/clipboard.ts';

/** Offers workspaces as one file; whether it was made. One is named for itself, several are a backup. */
export async function saveWorkspaces(
  session: Session,
  workspaces: readonly WorkspaceInfo[],
  choice: FileChoice = everything,
): Promise<boolean> {
  const saved = new Date().toISOString();
  const parts = await session.works.copies.file(
    workspaces.map(({ id }) => id),
    choice,
    saved,
  );
  if (!parts) return false;
  const [only] = workspaces;
  const what = workspaces.length === 1 && only ? fileName(only.name) : 'backup';
  saveFile(`iam-playground-${what}-${saved.slice(0, 10)}.json`, parts);
  return true;
}
