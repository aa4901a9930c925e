/**
 * Whole workspaces as a file: an export, a backup, or the content of a page that a person took along. Unlike
 * a scenario it holds everything, with history, checkpoints and trail. It is JSON with a version: an older
 * version can always be read, a newer one is refused with its number. Every row is checked before anything is
 * written; the first bad row refuses the file with its place.
 */

import * as v from 'valibot';
import { tableNames, type TableName } from '../../core/model/records/lists.ts';
import { recordDamage } from '../../core/model/records/tables.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import { type Result, ok } from '../../core/model/result.ts';
import {
  anyObject,
  asItIs,
  fileOf,
  made,
  members,
  optional,
  partOf,
  withRule,
  list,
} from '../../core/model/schema/members.ts';
import { date, items, oneOf, type Schema, text, whole } from '../../core/model/schema/words.ts';
import type { Change } from '../../core/model/world/change.ts';
import { parsePolicy } from '../../core/policy/syntax/parse.ts';
import { type HeldClasses, heldClasses, heldFile } from '../../learn/class/held.ts';
import { type ClassMembership, joined, joinedFile } from '../../learn/class/joined.ts';
import { type Progress, progress } from '../../learn/progress/file.ts';
import { progressFile } from '../../learn/progress/merge.ts';
import { guidance, guided } from '../../share/scenario/format/guide.ts';
import { place, question } from '../../share/scenario/format/parts.ts';
import { type NewRecord, workspaceOrigins } from '../../store/rows.ts';
import type { Dump } from '../../store/store.ts';
import { isNothing } from '../learn/progress-words.ts';
import { readFileJson } from './file-json.ts';
import { Minting, type SecretsKept, changeWith, goesWith, isReference, rowsWith } from './file-secrets.ts';
import { guideOf } from './info.ts';

const workspaceFormat = 'iam-playground/workspaces';
/**
 * Version 5: also silenced findings. Version 4: the classes of a teacher and the class that a student joined. Version 3: the
 * progress in Learn, and the level of a guide. Version 2: a guide may hold goals, what tells that a step is done, and an end; a batch of history may continue another. A file of an older
 * version is one of the newest without these.
 */
const workspaceFileVersion = 5;

export interface AboutFile {
  readonly secrets: SecretsKept;
  readonly saved: string;
  readonly progress?: Progress | undefined;
  readonly classes?: HeldClasses | undefined;
  readonly joined?: ClassMembership | undefined;
}

/** Returns the file in pieces: one text may be larger than a browser allows. */
export function writeWorkspaces(dumps: readonly Dump[], about: AboutFile): string[] {
  const { secrets, saved, progress: learnt, classes = [], joined: work } = about;
  const beside = {
    ...(learnt && !isNothing(learnt) ? { progress: progressFile(learnt) } : {}),
    ...(classes.length > 0 ? { classes: heldFile(classes) } : {}),
    ...(work?.work ? { joined: joinedFile(work) } : {}),
  };
  const head = { format: workspaceFormat, version: workspaceFileVersion, saved, secrets, ...beside };
  const start = JSON.stringify(head).slice(0, -1);
  const parts = dumps.map(
    (dump, at) => `${at === 0 ? '' : ',\n'}${JSON.stringify(writtenWorkspace(dump, secrets))}`,
  );
  return [`${start},"workspaces":[\n`, ...parts, '\n]}\n'];
}

function writtenWorkspace(dump: Dump, kept: SecretsKept): object {
  const goes = goesWith(kept, dump);
  const tables = (records: readonly NewRecord[]) =>
    Object.fromEntries(
      tableNames.flatMap((table) => {
        const rows = rowsWith(
          records.filter((record) => record.table === table),
          goes,
        );
        return rows.length === 0 ? [] : [[table, rows]];
      }),
    );
  const { guide: _guide, start: _start, ...about } = dump.about;
  return {
    ...about,
    ...guideOf(dump.about),
    revision: dump.revision,
    cursor: dump.cursor,
    records: tables(dump.records),
    history: dump.batches.map(({ entry, changes }) => ({
      entry,
      changes: changes.map((change) => changeWith(change, goes)),
    })),
    checkpoints: dump.checkpoints.map(({ records, ...about }) => ({ ...about, records: tables(records) })),
    trail: dump.trail,
    // Flows in progress and sign-ins hold sessions.
    kept: kept === 'all' ? dump.kept : [],
  };
}

export interface WorkspacesRead {
  readonly dumps: readonly Dump[];
  /** Number of secrets that the file leaves out and that were made new. */
  readonly minted: number;
  readonly saved: string;
  readonly progress?: Progress;
  readonly classes?: HeldClasses;
  readonly joined?: ClassMembership;
}

/** Reads a workspace file, or says what is wrong and where. `random` makes the secrets that the file leaves out. */
export function readWorkspaces(text: string, random: () => number): Result<WorkspacesRead, string> {
  const minting = new Minting(random);
  const result = readFileJson(text, fileWith(minting));
  if (!result.ok) return result;
  const { workspaces: dumps, ...rest } = result.value;
  return ok({ dumps, ...rest, minted: minting.count });
}

/** The schema of a file. Rows are records, of which secrets may be left out and are then made by `minting`. */
const fileWith = (minting: Minting) =>
  withRule(
    fileOf(
      { format: workspaceFormat, version: workspaceFileVersion, otherwise: 'this is no file of workspaces' },
      {
        saved: v.optional(text, ''),
        // Each of these can be all that a backup holds.
        progress: optional(progress),
        classes: optional(heldClasses),
        joined: optional(joined),
        workspaces: list(workspaceWith(minting)),
      },
      'any others',
    ),
    ({ workspaces, ...beside }, refuse) => {
      if (workspaces.length === 0 && !beside.progress && !beside.classes && !beside.joined)
        refuse(['workspaces'], 'it holds no workspace');
    },
  );

const guide = guided(
  partOf({
    purpose: text,
    notes: items(text),
    start: optional(partOf({ account: text, question, next: items(partOf({ text, question })) })),
    place: optional(place),
    ...guidance,
  }),
);

const name = v.pipe(
  text,
  v.transform((value) => value.slice(0, 200)),
);

const workspaceWith = (minting: Minting) =>
  made(
    partOf({
      name,
      account: text,
      createdAt: date,
      changedAt: date,
      origin: oneOf(workspaceOrigins),
      notices: items(text),
      guide: optional(guide),
      records: recordsWith(minting),
      revision: whole(0),
      cursor: whole(0),
      history: historyWith(minting),
      checkpoints: items(checkpointWith(minting)),
      trail,
      kept: items(asItIs(partOf({ key: text }))),
    }),
    (
      { records, revision, cursor, history: batches, checkpoints, trail: events, kept, ...about },
      refuse,
    ): Dump => {
      const own = records.find(({ table, id }) => table === 'accounts' && id === about.account);
      if (!own) return refuse(['account'], 'its records hold no such account');
      const [first, last] = [batches[0]?.entry.position, batches.at(-1)?.entry.position];
      if (first !== undefined && last !== undefined && (cursor < first - 1 || cursor > last))
        refuse(['cursor'], `history goes from ${first} to ${last}`);
      return {
        about: { ...about, account: own.id as Dump['about']['account'] },
        records,
        revision,
        batches,
        cursor,
        checkpoints,
        trail: events,
        kept: kept.map((one) => ({ key: one.key, value: (one as { readonly value?: unknown }).value })),
      };
    },
  );

const tables = members(
  Object.fromEntries(tableNames.map((table) => [table, items(anyObject)])) as Record<
    TableName,
    ReturnType<typeof items<typeof anyObject>>
  >,
);

const recordsWith = (minting: Minting) =>
  made(tables, (rows, refuse): NewRecord[] =>
    tableNames.flatMap((table) => {
      const seen = new Set<string>();
      return rows[table].map((row, at): NewRecord => {
        const record = recordOf({ table, id: row['id'], row }, minting, (why) => refuse([table, at], why));
        if (seen.has(record.id)) refuse([table, at], `\`${record.id}\` stands there twice`);
        seen.add(record.id);
        return record;
      });
    }),
  );

interface Stored {
  readonly table: TableName;
  readonly id: unknown;
  readonly row: unknown;
}

function recordOf(stored: Stored, minting: Minting, refuse: (why: string) => never): NewRecord {
  const { table, id } = stored;
  const isLeftOut = table === 'secrets' && isReference(stored.row);
  const row = isLeftOut
    ? ((minting.of(stored.row) as NewRecord['row'] | undefined) ?? refuse('`kind` is not known here'))
    : stored.row;
  const reason = recordDamage(table, id, row) ?? unreadablePolicy(table, row);
  if (reason !== undefined) refuse(reason);
  return { table, id: id as string, row: row as NewRecord['row'] };
}

/** Returns the parser's message about the documents of a record whose shape is right. */
function unreadablePolicy(table: NewRecord['table'], row: unknown): string | undefined {
  const { assumeRolePolicyDocument, inlinePolicies, versions, policy, content, awsManaged } = row as {
    readonly assumeRolePolicyDocument?: string;
    readonly inlinePolicies?: readonly { document: string }[];
    readonly versions?: readonly { document: string }[];
    readonly policy?: string;
    readonly content?: string;
    readonly awsManaged?: boolean;
  };
  const held = [...(inlinePolicies ?? []), ...(versions ?? [])].map(({ document }) => document);
  const ofResource = table === 'resources' ? policy : undefined;
  const alone = [assumeRolePolicyDocument, ofResource, awsManaged === undefined ? undefined : content];
  for (const text of [...held, ...alone]) {
    const parsed = text === undefined ? undefined : parsePolicy(text);
    if (parsed?.ok === false) return `a policy document cannot be read: ${parsed.error.message}`;
  }
  return undefined;
}

const entry = partOf({
  position: whole(1),
  revision: whole(0),
  label: text,
  operation: text,
  at: date,
  by: text,
  size: whole(0),
  continues: optional(whole(0)),
});
const change = partOf({
  table: oneOf(tableNames),
  id: text,
  before: optional(anyObject),
  after: optional(anyObject),
});

const historyWith = (minting: Minting) =>
  made(items(partOf({ entry, changes: list(change) })), (batches, refuse): Dump['batches'] =>
    batches.map(({ entry: made, changes }, at) => {
      const before = batches[at - 1]?.entry.position;
      if (before !== undefined && made.position !== before + 1)
        refuse([at, 'entry', 'position'], `expected ${before + 1}`);
      return {
        entry: made,
        changes: changes.map(({ table, id, ...parts }, index) => {
          const rows = Object.entries(parts).map(([part, row]) => {
            const where = [at, 'changes', index, part];
            return [part, recordOf({ table, id, row }, minting, (why) => refuse(where, why)).row];
          });
          return { table, id, ...Object.fromEntries(rows) } as Change;
        }),
      };
    }),
  );

const checkpointWith = (minting: Minting) =>
  partOf({
    id: text,
    name,
    at: date,
    simulated: date,
    position: whole(0),
    revision: whole(0),
    records: recordsWith(minting),
  });

const event = asItIs(
  partOf({
    eventName: text,
    eventSource: text,
    requestID: text,
    eventID: text,
    eventTime: date,
    userIdentity: anyObject,
  }),
) as unknown as Schema<TrailEvent>;

const trail = withRule(
  items(
    partOf({
      seq: whole(1),
      event,
      after: optional(partOf({ position: whole(0), revision: whole(0) })),
    }),
  ),
  (entries, refuse) =>
    entries.forEach(({ seq }, at) => {
      const last = entries[at - 1]?.seq ?? 0;
      if (seq <= last) refuse([at, 'seq'], `expected a whole number from ${last + 1}, found \`${seq}\``);
    }),
);
