/**
 * What went wrong outside the simulation: a write that failed, a workspace that could not be opened. An AWS
 * error is no problem but an Outcome. Each code has its sentence here, once, and says what to do.
 */
export const problemCodes = [
  'storage-full',
  'write-failed',
  'database-closed',
  'revision-moved',
  'workspace-gone',
  'newer-version',
  'nothing-to-undo',
  'history-moved',
  'import-failed',
  'load-failed',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
}
