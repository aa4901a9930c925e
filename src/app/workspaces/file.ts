/**
 * Whole workspaces as a file: an export, a backup, or the content of a page that a person took along. Unlike
 * a scenario it holds everything, with history, checkpoints and trail. It is JSON with a version: an older
 * version can always be read, a newer one is refused with its number. Every row is checked before anything is
 * written; the first bad row refuses the file with its place.
 */

import type { Change } from '../../core/model/world/change.ts';
import { recordDamage } from '../../core/model/shapes/tables.ts';
import { tableNames } from '../../core/model/records/tables.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import { type Result, ok } from '../../core/model/result.ts';
import { parsePolicy } from '../../core/policy/syntax/parse.ts';
import type { ScenarioGuide, ScenarioStart } from '../../share/scenario/format.ts';
import { guidanceOf } from '../../share/scenario/guide.ts';
import { given, place, question } from '../../share/scenario/members.ts';
import { type HeldClasses, heldFile, heldOf } from '../../learn/class/held.ts';
import { type Joined, joinedFile, joinedOf } from '../../learn/class/joined.ts';
import { progressFile, progressOf } from '../../learn/progress/file.ts';
import type { Progress } from '../../learn/progress/format.ts';
import type { Shape } from '../../share/json/shape.ts';
import { type NewRecord, workspaceOrigins } from '../../store/rows.ts';
import type { CheckpointDump, Dump } from '../../store/store.ts';
import { isNothing } from '../learn/progress-words.ts';
import { readFileJson, readFormat } from './file-json.ts';
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
  /** Time when the file is made. */
  readonly saved: string;
  /** The person's progress in Learn, where it goes with the file. */
  readonly progress?: Progress | undefined;
  /** The classes of the teacher, in a backup. */
  readonly classes?: HeldClasses | undefined;
  /** The class that the student joined, in a backup. */
  readonly joined?: Joined | undefined;
}

/** Returns the file in pieces: one text may be larger than a browser allows. */
export function writeWorkspaces(dumps: readonly Dump[], about: AboutFile): string[] {
  const { secrets, saved, progress, classes = [], joined } = about;
  const learnt = {
    ...(progress && !isNothing(progress) ? { progress: progressFile(progress) } : {}),
    ...(classes.length > 0 ? { classes: heldFile(classes) } : {}),
    ...(joined?.work ? { joined: joinedFile(joined) } : {}),
  };
  const head = { format: workspaceFormat, version: workspaceFileVersion, saved, secrets, ...learnt };
  const start = JSON.stringify(head).slice(0, -1);
  const parts = dumps.map((dump, at) => `${at === 0 ? '' : ',\n'}${JSON.stringify(fileOf(dump, secrets))}`);
  return [`${start},"workspaces":[\n`, ...parts, '\n]}\n'];
}

function fileOf(dump: Dump, kept: SecretsKept): object {
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
  /** Time when the file was made. */
  readonly saved: string;
  readonly progress?: Progress;
  readonly classes?: HeldClasses;
  readonly joined?: Joined;
}

/**
 * Reads the text of a workspace file, or says in one sentence what is wrong and where. `random` makes the
 * secrets that the file leaves out.
 */
export function readWorkspaces(text: string, random: () => number): Result<WorkspacesRead, string> {
  const minting = new Minting(random);
  const result = readFileJson(text, (file) => ({
    dumps: workspacesOf(file, minting),
    saved: file.optional('saved')?.text() ?? '',
    ...given(file, 'progress', progressOf),
    ...given(file, 'classes', heldOf),
    ...given(file, 'joined', joinedOf),
  }));
  return result.ok ? ok({ ...result.value, minted: minting.count }) : result;
}

/** Each can be all that a backup holds. */
const beside = ['progress', 'classes', 'joined'];

function workspacesOf(file: Shape, minting: Minting): Dump[] {
  readFormat(file, workspaceFormat, 'file', workspaceFileVersion);
  const workspaces = file.member('workspaces').list();
  if (workspaces.length === 0 && !beside.some((member) => file.optional(member)))
    file.member('workspaces').fail('it holds no workspace');
  return workspaces.map((workspace) => dumpOf(workspace, minting));
}

function dumpOf(file: Shape, minting: Minting): Dump {
  const records = recordsOf(file.member('records'), minting);
  const account = file.member('account').text();
  const own = records.find(({ table, id }) => table === 'accounts' && id === account);
  if (own?.table !== 'accounts') return file.member('account').fail('its records hold no such account');
  const batches = batchesOf(file, minting);
  const revision = file.member('revision').whole(0);
  const cursor = file.member('cursor').whole(0);
  const [first, last] = [batches[0]?.entry.position, batches.at(-1)?.entry.position];
  if (first !== undefined && last !== undefined && (cursor < first - 1 || cursor > last))
    file.member('cursor').fail(`history goes from ${first} to ${last}`);
  return {
    about: {
      name: file.member('name').text().slice(0, 200),
      account: own.id as Dump['about']['account'],
      createdAt: dateOf(file.member('createdAt')),
      changedAt: dateOf(file.member('changedAt')),
      origin: file.member('origin').oneOf(workspaceOrigins),
      notices: file.items('notices').map((notice) => notice.text()),
      ...given(file, 'guide', guide),
    },
    records,
    revision,
    batches,
    cursor,
    checkpoints: file.items('checkpoints').map((checkpoint) => checkpointOf(checkpoint, minting)),
    trail: trailOf(file),
    kept: file.items('kept').map((one) => ({ key: one.member('key').text(), value: one.object()['value'] })),
  };
}

function guide(shape: Shape): ScenarioGuide {
  return {
    purpose: shape.member('purpose').text(),
    notes: shape.items('notes').map((note) => note.text()),
    ...given(shape, 'start', start),
    ...given(shape, 'place', place),
    ...guidanceOf(shape),
  };
}

const start = (shape: Shape): ScenarioStart => ({
  account: shape.member('account').text(),
  question: question(shape.member('question')),
  next: shape.items('next').map((one) => ({
    text: one.member('text').text(),
    question: question(one.member('question')),
  })),
});

function dateOf(shape: Shape): string {
  const text = shape.text('a date');
  return Number.isNaN(Date.parse(text)) ? shape.expected('a date') : text;
}

function recordsOf(file: Shape, minting: Minting): NewRecord[] {
  file.only(...tableNames);
  return tableNames.flatMap((table) => {
    const seen = new Set<string>();
    return file.items(table).map((item): NewRecord => {
      const record = recordOf(item, table, item.object()['id'], minting);
      if (seen.has(record.id)) item.fail(`\`${record.id}\` stands there twice`);
      seen.add(record.id);
      return record;
    });
  });
}

function recordOf(item: Shape, table: NewRecord['table'], id: unknown, minting: Minting): NewRecord {
  const left = table === 'secrets' && isReference(item.value);
  const row: unknown = left ? minted(item, minting) : item.value;
  const reason = recordDamage(table, id, row) ?? unreadablePolicy(table, row);
  if (reason !== undefined) item.fail(reason);
  return { table, id: id as string, row: row as NewRecord['row'] };
}

function minted(item: Shape, minting: Minting): unknown {
  if (!isReference(item.value)) return item.value;
  return minting.of(item.value) ?? item.fail('`kind` is not known here');
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

function batchesOf(file: Shape, minting: Minting): Dump['batches'] {
  let last: number | undefined;
  return file.items('history').map((batch) => {
    const entry = batch.member('entry');
    const position = entry.member('position').whole(1);
    if (last !== undefined && position !== last + 1) entry.member('position').fail(`expected ${last + 1}`);
    last = position;
    const changes = batch
      .member('changes')
      .list()
      .map((change) => changeOf(change, minting));
    const continues = entry.optional('continues')?.whole(0);
    return {
      entry: {
        position,
        revision: entry.member('revision').whole(0),
        label: entry.member('label').text(),
        operation: entry.member('operation').text(),
        at: dateOf(entry.member('at')),
        by: entry.member('by').text(),
        size: entry.member('size').whole(0),
        ...(continues === undefined ? {} : { continues }),
      },
      changes,
    };
  });
}

function changeOf(change: Shape, minting: Minting): Change {
  const table = change.member('table').oneOf(tableNames);
  const id = change.member('id').text();
  const part = (name: 'before' | 'after') => {
    const item = change.optional(name);
    return item === undefined ? {} : { [name]: recordOf(item, table, id, minting).row };
  };
  return { table, id, ...part('before'), ...part('after') } as Change;
}

function checkpointOf(file: Shape, minting: Minting): CheckpointDump {
  return {
    id: file.member('id').text(),
    name: file.member('name').text().slice(0, 200),
    at: dateOf(file.member('at')),
    simulated: dateOf(file.member('simulated')),
    position: file.member('position').whole(0),
    revision: file.member('revision').whole(0),
    records: recordsOf(file.member('records'), minting),
  };
}

function trailOf(file: Shape): Dump['trail'] {
  let last = 0;
  return file.items('trail').map((entry) => {
    const seq = entry.member('seq').whole(last + 1);
    last = seq;
    const event = entry.member('event');
    for (const name of ['eventName', 'eventSource', 'requestID', 'eventID']) event.member(name).text();
    dateOf(event.member('eventTime'));
    event.member('userIdentity').object();
    const after = entry.optional('after');
    return {
      seq,
      event: event.value as TrailEvent,
      ...(after === undefined
        ? {}
        : {
            after: {
              position: after.member('position').whole(0),
              revision: after.member('revision').whole(0),
            },
          }),
    };
  });
}
