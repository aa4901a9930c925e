/** Adds files to the open workspace: further accounts, an organization, or resources with their policies. */

import type { AccountId } from '../../core/model/ids.ts';
import {
  type ChosenFile,
  type ImportRunOptions,
  type ShownImportProblem,
  type ImportRunResult,
  ImportRun,
} from './run.svelte.ts';
import { jobFile, withCatalogue } from './by-worker.ts';
import type { Imported } from '../../share/import/result.ts';
import type { Session } from '../session/session.svelte.ts';

/** Adds everything as one batch, which Undo takes back. An account that is here already never changes. */
export const joinOpen = (
  session: Session,
  files: readonly (File | ChosenFile)[],
  { leaveOut }: ImportRunOptions = {},
): ImportRun =>
  new ImportRun((run, signal) =>
    withCatalogue(
      (arns) => session.catalogue.policiesOf(arns),
      async (policiesOf): Promise<ImportRunResult> => {
        const { checkImported, placed, readFiles } = await import('./job.ts');
        const { world } = session.state;
        const read = await readFiles(
          files.map(jobFile),
          { policiesOf, report: (progress, stage) => run.report(progress, stage), signal },
          new Set(world.accounts.keys()),
        );
        if (!read) return { kind: 'cancelled' };
        if (!read.ok) return { kind: 'refused', problems: read.error };
        const { skipped, counts, records } = read.value;
        const reference = session.catalogue.loadAllActions().then(
          () => session.catalogue.current,
          () => undefined,
        );
        const checks = checkImported(records, reference, signal);
        if (skipped.length > 0 && !leaveOut)
          return { kind: 'asks', problems: skipped.map(placed), counts, checks };
        const joined = await join(session, read.value);
        return joined.kind === 'joined' ? { ...joined, checks } : joined;
      },
    ),
  );

async function join(session: Session, read: Imported): Promise<ImportRunResult> {
  const { records, memberships, notices, counts } = read;
  const { world } = session.state;
  const here = records.accounts.filter(({ id }) => world.accounts.has(id)).map(({ id }) => id);
  if (here.length > 0) return { kind: 'refused', problems: [alreadyHere(here)] };
  const outcome = await session.dispatch('playground', 'ImportAccount', {
    Records: records,
    Memberships: [...memberships].map(([Account, Membership]) => ({ Account, Membership })),
  });
  if (!outcome.ok) return { kind: 'refused', problems: [{ message: outcome.error.message }] };
  return { kind: 'joined', added: addedText(read), notices, counts };
}

const alreadyHere = (ids: readonly AccountId[]): ShownImportProblem => ({
  message: `account ${ids.join(', ')} is in this workspace already, and nothing is ever overwritten. Import the files as a new workspace instead`,
});

/** `account 111122223333 and 4 resources` */
function addedText({ accounts, records: { organizations, resources } }: Imported): string {
  const parts = [
    ...accounts.map(({ id }) => `account ${id}`),
    ...(organizations.length > 0 ? ['an organization'] : []),
    ...(resources.length > 0 ? [`${resources.length} resource${resources.length === 1 ? '' : 's'}`] : []),
  ];
  return parts.length > 1
    ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
    : (parts[0] ?? 'nothing');
}
