/** The acts on a workspace of the list. */

export const workspaceActs = [
  'open',
  'rename',
  'duplicate',
  'export',
  'compare',
  'archive',
  'delete',
] as const;
export type WorkspaceAct = (typeof workspaceActs)[number];
