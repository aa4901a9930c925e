/**
 * Problems outside the simulation, such as a failed write or a workspace that cannot be opened. Each code has
 * its one sentence here, which says what to do. An AWS error is not a problem; it is an Outcome.
 */

import type { SetAside } from '../../store/rows.ts';
import type { StoreFailure, FailureCode } from '../../store/store.ts';

export const problemCodes = [
  'storage-full',
  'write-failed',
  'read-failed',
  'database-closed',
  'database-blocked',
  'revision-moved',
  'workspace-gone',
  'newer-version',
  'history-moved',
  'start-kept',
  'answer-kept',
  'import-failed',
  'catalogue-missing',
  'page-incomplete',
  'scenario-refused',
  'signatures-unchecked',
  'set-aside',
  'workspace-damaged',
  'file-refused',
  'page-not-taken',
  'checkpoint-unreadable',
  'progress-unreadable',
  'class-refused',
  'classes-unreadable',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
}

const unchanged = 'Nothing was changed, here or in the saved data.';

const ofFailure: Readonly<Record<FailureCode, (detail: string) => Problem>> = {
  full: () => ({
    code: 'storage-full',
    title: 'Not saved: the storage is full',
    detail: `The browser has no room left for this page. ${unchanged} Export and delete a workspace you no longer need, then try again.`,
  }),
  moved: (detail) => ({
    code: 'revision-moved',
    title: 'Not saved: another tab saved first',
    detail: `The account changed meanwhile (${detail}). Your step was not made. You now see the newest state: try again.`,
  }),
  gone: () => ({
    code: 'workspace-gone',
    title: 'This workspace was deleted',
    detail:
      'Another tab or the browser deleted it, so nothing is saved in it any more. Download a backup to keep what you see here, or open another workspace.',
  }),
  closed: (detail) => ({
    code: 'database-closed',
    title: 'The browser closed the saved data',
    detail: `It says: ${detail}. Your last step is not on this screen. The page opens the saved data again and shows what is in them.`,
  }),
  unfit: () => ({
    code: 'history-moved',
    title: 'Nothing was undone or redone',
    detail: `That change is about a record that could not be read and was set aside. ${unchanged} Settings → Storage lists what was set aside.`,
  }),
  cancelled: () => ({ code: 'import-failed', title: 'Cancelled', detail: unchanged }),
  failed: (detail) => ({
    code: 'write-failed',
    title: 'Not saved: the browser refused to write',
    detail: `The browser says: ${detail}. ${unchanged} Try again. If it fails again, download a backup before you reload.`,
  }),
};

export const problemOfFailure = ({ code, detail }: StoreFailure): Problem =>
  ofFailure[code](detail.replace(/\.$/, ''));

export const newerVersion = (what: string, version: unknown): Problem => ({
  code: 'newer-version',
  title: `${what} was made by a newer version (${String(version)})`,
  detail:
    'This page cannot know what it holds, so it reads and writes nothing. Reload to get the newer page.',
});

export const newerTab = (version: number): Problem => ({
  code: 'newer-version',
  title: `A newer version (${version}) runs in another tab`,
  detail: 'This older tab can no longer save anything. Reload it to go on with the newer version.',
});

/** Shown when the connection stands again after a step was refused. */
export const reconnectedProblem: Problem = {
  code: 'database-closed',
  title: 'Your last step was not saved',
  detail:
    'The browser had closed the saved data. They are open again, and nothing of this workspace is lost. Look at the screen, then try again.',
};

/** Returns the problem of a failed look into the database: nothing was to be written. */
export const unreadProblem = (detail: string): Problem => ({
  code: 'read-failed',
  title: 'The saved data could not be read',
  detail: `The browser says: ${detail.replace(/\.$/, '')}. ${unchanged} Try again.`,
});

/** Returns the problem of workspaces that cannot be opened, because their own row is damaged. */
export function damagedProblem(damaged: readonly SetAside[]): Problem {
  const names = damaged.map((one) => `“${damagedName(one)}”`).join(', ');
  return {
    code: 'workspace-damaged',
    title:
      damaged.length === 1
        ? `The workspace ${names} cannot be opened`
        : `${damaged.length} workspaces cannot be opened: ${names}`,
    detail:
      'Its saved data in the browser are damaged. Nothing was deleted. Workspaces shows what you can do.',
  };
}

export function damagedName({ id, row }: SetAside): string {
  const name: unknown = typeof row === 'object' && row !== null && 'name' in row ? row.name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : id;
}

export const blockedProblem: Problem = {
  code: 'database-blocked',
  title: 'Another tab holds an older version open',
  detail: 'Close the other tabs of IAM Playground. This tab then continues without a click.',
};

/** Returns the problem of a request whose part of AWS's catalogue did not arrive. */
export const catalogueProblem = (detail: string): Problem => ({
  code: 'catalogue-missing',
  title: 'AWS’s catalogue of managed policies could not be loaded',
  detail: `The request needs it (${detail}). ${unchanged} Check that the page can reach its server, then try again.`,
});

export const doorProblem = (detail: string): Problem => ({
  code: 'page-incomplete',
  title: 'A part of this page could not be loaded',
  detail: `Lists and changes need it (${detail}). ${unchanged} Check that the page can reach its server, then reload.`,
});

/** Shown at a federated login when the page is served over plain http. */
export const noWebCrypto: Problem = {
  code: 'signatures-unchecked',
  title: 'Signatures cannot be checked here',
  detail: `The browser offers WebCrypto only to pages from https or from this computer. So no federated login can be verified. ${unchanged} Open the page over https, from localhost, or as the single file from your disk.`,
};

/** Returns the problem of a link or scenario file that cannot be opened; `what` names it. */
export const scenarioProblem = (what: string, why: string): Problem => ({
  code: 'scenario-refused',
  title: `${what} was not opened`,
  detail: `${why.charAt(0).toUpperCase()}${why.slice(1)} Nothing was changed, here or in the saved data.`,
});

/** Returns the problem of records that could not be read. The rest of the workspace is open. */
export function setAsideProblem(damaged: readonly SetAside[]): Problem {
  const named = damaged.slice(0, 3).map(({ table, id, reason }) => `${table} \`${id}\` (${reason})`);
  const more = damaged.length > 3 ? ` and ${damaged.length - 3} more` : '';
  return {
    code: 'set-aside',
    title:
      damaged.length === 1 ? 'One record could not be read' : `${damaged.length} records could not be read`,
    detail: `Set aside: ${named.join(', ')}${more}. Everything else is open. Settings → Storage keeps them: save them for inspection, or delete them.`,
  };
}

/** Returns the problem of a workspace inside the page's own file that cannot be read. */
export const carriedProblem = (why: string): Problem => ({
  code: 'file-refused',
  title: 'The workspace in this file was not opened',
  detail: `${why} ${unchanged}`,
});

export const takingProblem = (why: string): Problem => ({
  code: 'page-not-taken',
  title: 'The page could not be taken along',
  detail: `${why} ${unchanged} The server must have the file \`iam-playground.html\` beside the page. You must have opened the page online once.`,
});

export const checkpointProblem = (name: string): Problem => ({
  code: 'checkpoint-unreadable',
  title: `The checkpoint “${name}” cannot be opened`,
  detail: `Its saved data are missing or damaged. ${unchanged}`,
});

export const progressProblem = (why: string): Problem => ({
  code: 'progress-unreadable',
  title: 'Your progress in Learn cannot be read',
  detail: `The page says: ${why}. It stays stored as it is. New progress stays in this tab only. To delete what is stored, choose “Start again” in Learn.`,
});

/** Returns the problem of an undo of something that the person had not seen yet. */
export const historyMoved = (label: string | undefined): Problem => ({
  code: 'history-moved',
  title: 'Nothing was undone or redone',
  detail: `Another tab changed the history meanwhile; the next step is now “${label ?? 'nothing'}”. Check it, then press again if you want that.`,
});

/** An answer of a level is recorded, and Undo came to the changes before the recording. */
export const startKept: Problem = {
  code: 'start-kept',
  title: 'Nothing was undone',
  detail:
    'The next change belongs to the start of your level. Stop the recording first, and then you can undo it.',
};

/** Redo came to a change of another answer, or to one from before the recording. */
export const answerKept: Problem = {
  code: 'answer-kept',
  title: 'Nothing was redone',
  detail:
    'A recording begins or ended between this change and now. Redo would mix the start of your level with an answer.',
};
