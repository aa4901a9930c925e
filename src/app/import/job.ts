/**
 * The work of an import, for a worker and for the main thread: reads every file, checks everything, and only
 * then writes. It pauses every few milliseconds, so that Cancel is noticed and the page stays responsive.
 */

import { type Result, err } from '../../core/model/result.ts';
import { type ManagedPolicy, type Reference, emptyReference } from '../../core/model/service-reference.ts';
import { nextTask } from '../../platform/yield-to-page.ts';
import { wallIso } from '../../platform/clock.ts';
import { readingSteps } from '../../share/import/account-details.ts';
import { type ImportedChecks, importedChecks } from '../../share/import/policy-checks.ts';
import { managedArns } from '../../share/import/managed-arns.ts';
import type {
  Imported,
  ImportProblem as FileProblem,
  ImportRefusal,
  ImportResult as Read,
} from '../../share/import/result.ts';
import type { NewWorkspace } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ShownImportProblem } from './run.svelte.ts';
import { storable } from '../workspaces/store-rows.ts';
import { textOfFile } from './file-kinds.ts';
import type { ImportJob, JobEnding, ImportReport } from './worker/jobs.ts';
import { defined } from '../../core/model/defined.ts';

export interface ReadingMeans {
  /** Returns the AWS managed policies of these ARNs that the catalogue has. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
  readonly report: ImportReport;
  readonly signal: AbortSignal;
}

export interface ImportMeans extends ReadingMeans {
  readonly store: Pick<Store, 'create'>;
  /** Returns AWS's list of actions; `undefined` when it does not load. */
  readonly reference: () => Promise<Reference | undefined>;
  /** Takes what the checks of the policies will find, once the files are read. */
  readonly checks: (found: Promise<ImportedChecks | undefined>) => void;
}

/** Reading is this part of the whole progress; writing is the rest. */
const readingShare = 0.4;
/** Milliseconds of work between two pauses. */
const slice = 30;

/** The same of checks, beside which a page may be at work. */
const checkSlice = 10;

export async function runImport(job: ImportJob, means: ImportMeans): Promise<JobEnding> {
  const reference = means.reference();
  const read = await readFiles(job.files, means);
  if (!read) return { kind: 'cancelled' };
  if (!read.ok) return { kind: 'refused', problems: read.error };
  const { skipped, counts, records } = read.value;
  // Whoever writes mostly waits; the ending does not wait for the checks.
  means.checks(checkImported(records, reference, means.signal));
  if (skipped.length > 0 && !job.leaveOut) return { kind: 'asks', problems: skipped.map(placed), counts };
  return write(job, read.value, means);
}

/** Checks the policies of files in slices. `undefined` without a reference, and when cancelled. */
export async function checkImported(
  records: Imported['records'],
  reference: Promise<Reference | undefined>,
  signal: AbortSignal,
): Promise<ImportedChecks | undefined> {
  const known = await reference;
  if (!known) return undefined;
  const steps = importedChecks(records, known);
  for (let began = performance.now(); !signal.aborted;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < checkSlice) continue;
    await nextTask();
    began = performance.now();
  }
  return undefined;
}

/**
 * Returns the content of the files, or why there is none; `undefined` when cancelled. `into`: accounts of the
 * world that the files are added to.
 */
export async function readFiles(
  given: ImportJob['files'],
  means: ReadingMeans,
  into?: ReadonlySet<string>,
): Promise<Result<Imported, readonly ShownImportProblem[]> | undefined> {
  const decoded = await Promise.all(
    given.map(async ({ name, blob }) => ({ name, text: await textOfFile(blob) })),
  );
  const unreadable = decoded.flatMap(({ name, text }) =>
    text.ok ? [] : [{ file: name, message: text.error }],
  );
  if (unreadable.length > 0) return err(unreadable);
  const files = decoded.flatMap(({ name, text }) => (text.ok ? [{ name, text: text.value }] : []));
  const reference = referenceOf(await means.policiesOf(managedArns(files)));
  if (means.signal.aborted) return undefined;
  const read = await readInSlices(readingSteps(files, { reference, ...defined({ into }) }), means);
  return read?.ok === false ? err(refusedWith(read.error)) : read;
}

const refusedWith = (refusal: ImportRefusal): ShownImportProblem[] =>
  [refusal, ...refusal.others].map(placed);

async function readInSlices(
  steps: ReturnType<typeof readingSteps>,
  { report, signal }: ReadingMeans,
): Promise<Read | undefined> {
  for (let began = performance.now(); ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < slice) continue;
    const { done, total, stage } = step.value;
    report(total > 0 ? (done / total) * readingShare : 0, stage);
    await nextTask();
    if (signal.aborted) return undefined;
    began = performance.now();
  }
}

async function write(
  job: ImportJob,
  read: Imported,
  { store, report, signal }: ImportMeans,
): Promise<JobEnding> {
  const records = storable(read.records);
  const written = await store.create(aboutOf(job, read), records, {
    signal,
    onProgress: (count) =>
      report(
        readingShare + (1 - readingShare) * (count / records.length),
        `saving ${count} of ${records.length}`,
      ),
  });
  if (written.ok) return { kind: 'imported', workspace: job.workspace, counts: read.counts };
  if (written.error.code === 'cancelled') return { kind: 'cancelled' };
  return { kind: 'failed', failure: written.error };
}

function aboutOf(job: ImportJob, { accounts, records, notices }: Imported): NewWorkspace {
  const size = ({ users, groups, roles, policies }: (typeof accounts)[number]) =>
    users + groups + roles + policies;
  const [main] = accounts.toSorted((a, b) => size(b) - size(a));
  if (!main) throw new Error('an import without an account');
  const alias = records.accounts.find(({ id }) => id === main.id)?.alias;
  return {
    id: job.workspace,
    name: job.name ?? alias ?? `Account ${main.id}`,
    account: main.id,
    createdAt: wallIso(),
    origin: 'import',
    notices,
  };
}

/** Returns a service reference with managed policies only, which is all that reading an account needs. */
function referenceOf(policies: readonly ManagedPolicy[]): Reference {
  const byArn = new Map(policies.map((policy) => [policy.arn, policy]));
  return { ...emptyReference, managedPolicy: (arn) => byArn.get(arn), managedPolicies: () => policies };
}

/** Turns a problem into the form that the page shows. */
export const placed = ({ message, file, subject, place }: FileProblem): ShownImportProblem => ({
  file,
  // The subject stands before the message, so that the message need not begin with it.
  message: subject && message.startsWith(`${subject}: `) ? message.slice(subject.length + 2) : message,
  ...defined({ subject }),
  place: `${place.path}, line ${place.line}, column ${place.column}`,
});
