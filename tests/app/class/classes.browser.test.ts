/** The classes of a teacher last: over a reload, between tabs, in a backup, and when the next student comes. */

import { expect, test, vi } from 'vitest';
import { collectInto } from '#app/class/collect.ts';
import { classesKey } from '#app/class/keys.ts';
import { LateData } from '#app/recovery/late-data.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { wholeWorkspace } from '#app/workspaces/file-choice.ts';
import { err } from '#core/model/result.ts';
import { writeCode } from '#learn/class/code.ts';
import { heldFile } from '#learn/class/held.ts';
import { writeResult } from '#learn/class/result-file.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { plan, result } from '../../learn/class/sample.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { newSession, openSession, until } from '../test-session.ts';

const code = (name: string) => writeCode(result(name), plan);
const other = {
  ...plan,
  id: 'zzzzzzzz',
  key: plan.key.replace('A', 'B'),
  title: 'IAM on Monday',
  madeAt: '2026-11-30T08:00:00.000Z',
};
const held = async (session: Session) => (await (await session.classes()).read()).current;
const titles = async (session: Session) => (await held(session)).map((one) => one.plan.title);

test('a class and its codes are there after a reload', async () => {
  const name = newName();
  const session = newSession(await dexieStore(name), { channel: name });
  const classes = await session.classes();
  await classes.add({ plan, codes: [] });
  await collectInto(classes, plan.id, [code('Ada')]);
  const later = newSession(await dexieStore(name), { channel: newName() });
  expect(await held(later)).toEqual([{ plan, codes: [code('Ada')] }]);
});

test('two tabs that add codes at once lose none, and each shows both', async () => {
  const name = newName();
  const tabs = [await dexieStore(name), await dexieStore(name)].map((store) =>
    newSession(store, { channel: name }),
  );
  const [one, two] = await Promise.all(tabs.map((session) => session.classes()));
  if (!one || !two) throw new Error('two tabs');
  await one.add({ plan, codes: [] });
  await until(() => two.find(plan.id) !== undefined);
  await Promise.all([one.addCodes(plan.id, [code('Ada')]), two.addCodes(plan.id, [code('Ben')])]);
  await until(() => [one, two].every((tab) => tab.find(plan.id)?.codes.length === 2));
});

test('a deleted class is gone in every tab, and Undo brings its codes back', async () => {
  const name = newName();
  const session = newSession(await dexieStore(name), { channel: name });
  const classes = await session.classes();
  const whole = { plan, codes: [code('Ada')] };
  await classes.add(whole, { plan: other, codes: [] });
  await classes.remove(plan.id);
  const later = newSession(await dexieStore(name), { channel: newName() });
  expect(await titles(later)).toEqual(['IAM on Monday']);
  await classes.add(whole);
  expect(await held(later)).toEqual([whole, { plan: other, codes: [] }]);
});

test('a class that the browser refuses to store stays in the tab, and is stored with the next change', async () => {
  const store = new MemoryStore();
  const session = newSession(store);
  const classes = await session.classes();
  const put = vi.spyOn(store, 'putSetting').mockResolvedValue(err({ code: 'full', detail: 'no room' }));
  await classes.add({ plan, codes: [] });
  expect(session.problems.current?.code).toBe('storage-full');
  expect(await store.setting(classesKey)).toBeUndefined();
  put.mockRestore();
  await classes.rename(plan.id, 'IAM on Sunday');
  expect(await titles(newSession(store))).toEqual(['IAM on Sunday']);
});

test('stored classes that cannot be read are not overwritten', async () => {
  const store = new MemoryStore();
  const newer = { ...heldFile([{ plan, codes: [] }]), version: 2 };
  await store.putSetting(classesKey, newer);
  const session = newSession(store);
  const classes = await session.classes();
  await classes.add({ plan: other, codes: [] });
  expect(session.problems.current).toMatchObject({ code: 'classes-unreadable' });
  expect(classes.unread).toContain('format 2, this page reads up to 1');
  expect(await store.setting(classesKey)).toEqual(newer);
});

test.each([
  ['a title that nobody sees', { ...plan, title: '\u200b' }],
  ['a title that is too long once it is cleaned', { ...plan, title: '\u09df'.repeat(41) }],
  ['a key that is none', { ...plan, key: 'short' }],
])('a change that could not be read again is refused, and the others are made: %s', async (_, broken) => {
  const store = new MemoryStore();
  const session = newSession(store);
  const classes = await session.classes();
  await Promise.all([
    classes.add({ plan, codes: [] }),
    classes.add({ plan: { ...broken, id: 'bbbbbbbb' }, codes: [] }),
    classes.add({ plan: other, codes: [] }),
  ]);
  expect(session.problems.current).toMatchObject({ code: 'class-refused' });
  expect(classes.current.map((one) => one.plan.id)).toEqual([plan.id, other.id]);
  expect(await titles(newSession(store))).toEqual([plan.title, other.title]);
});

test('the title of a class is stored without what nobody sees', async () => {
  const store = new MemoryStore();
  const classes = await newSession(store).classes();
  await classes.add({ plan, codes: [] });
  await classes.rename(plan.id, ' IAM  on\u200b Sunday ');
  expect(classes.find(plan.id)?.plan.title).toBe('IAM on Sunday');
  expect(await titles(newSession(store))).toEqual(['IAM on Sunday']);
});

test('what is there keeps its title and its key, whatever an old file says', async () => {
  const classes = await newSession(new MemoryStore()).classes();
  await classes.add({ plan, codes: [code('Ada')] });
  await classes.rename(plan.id, 'IAM on Sunday');
  const key = plan.key.replace('A', 'B');
  await classes.add({ plan, codes: [code('Ben')] });
  await classes.add({ plan: { ...plan, key }, codes: [writeCode(result('Eve'), { ...plan, key })] });
  expect(classes.current).toEqual([
    { plan: { ...plan, title: 'IAM on Sunday' }, codes: [code('Ada'), code('Ben')] },
  ]);
});

test('a file that nests too deeply is altered, and the files beside it count', async () => {
  const session = newSession(new MemoryStore());
  const classes = await session.classes();
  await classes.add({ plan, codes: [] });
  const deep = `${'['.repeat(9_000)}${']'.repeat(9_000)}`;
  const outcomes = await collectInto(classes, plan.id, [
    new File([writeResult(result('Ada'), plan).replace('{', `{"more": ${deep},`)], 'ada.json'),
    code('Ben'),
  ]);
  expect(outcomes).toMatchObject([
    { kind: 'altered', file: 'ada.json' },
    { kind: 'new', student: 'Ben' },
  ]);
});

test('a backup brings classes to another browser, and a file for others never does', async () => {
  const session = await openSession(new MemoryStore());
  await (await session.classes()).add({ plan, codes: [code('Ada')] });
  const ids = session.workspaces.list.map(({ id }) => id);
  const fileOf = async (classes: boolean) =>
    (
      await session.tools.copies.file(ids, { ...wholeWorkspace, classes }, '2026-11-27T12:00:00Z')
    )?.parts.join('');
  expect(await fileOf(false)).not.toContain(plan.key);

  const elsewhere = newSession(new MemoryStore());
  const text = (await fileOf(true)) ?? '';
  const restored = await elsewhere.tools.copies.restore({ name: 'backup.json', text }).done;
  expect(restored).toMatchObject({ kind: 'restored', gain: '1 class is new.' });
  expect(await held(elsewhere)).toEqual([{ plan, codes: [code('Ada')] }]);
});

test('the next student gets an empty page, and the classes stay', async () => {
  const name = newName();
  const session = await openSession(await dexieStore(name), { channel: name });
  await (await session.classes()).add({ plan, codes: [code('Ada')] });
  const known = new Map(session.workspaces.list.map(({ id }) => [id, undefined]));
  const wiped = await session.tools.storage.wipe(known);
  expect(wiped).toMatchObject({ kind: 'wiped' });
  expect(JSON.stringify(wiped)).toContain('The classes that a teacher made here stay.');
  const next = newSession(await dexieStore(name), { channel: newName() });
  expect(await titles(next)).toEqual([plan.title]);
});

test('classes made in memory are added to the saved data that answer late', async () => {
  const [memory, late] = [new MemoryStore(), new MemoryStore()];
  await (await newSession(memory).classes()).add({ plan, codes: [code('Ada')] });
  await (await newSession(late).classes()).add({ plan: other, codes: [] });
  expect(await new LateData(memory, late).take(undefined)).toMatchObject({ ok: true });
  expect(await titles(newSession(late))).toEqual([plan.title, other.title]);
});

test('each file and each text is told: what counts, and why the rest does not', async () => {
  const session = newSession(new MemoryStore());
  const classes = await session.classes();
  await classes.add({ plan, codes: [] });
  const later = writeCode(result('Ada', { at: '2026-11-27T10:00:00Z' }), plan);
  const outcomes = await collectInto(classes, plan.id, [
    `Here it is:\n${code('Ada')}\nand Ben: ${code('Ben')}`,
    new File([writeResult(result('Cleo'), plan)], 'cleo.json'),
    new File([writeResult(result('Dora'), plan).replace('"seconds": 120', '"seconds": 20')], 'dora.json'),
    new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1])], 'photo.png'),
    later,
    code('Ada').toLowerCase(),
    writeCode({ ...result('Eve'), class: other.id }, other),
    'Nothing yet.',
  ]);
  expect(outcomes).toMatchObject([
    { kind: 'new', student: 'Ada' },
    { kind: 'new', student: 'Ben' },
    { kind: 'new', student: 'Cleo', file: 'cleo.json' },
    { kind: 'altered', student: 'Dora', file: 'dora.json' },
    { kind: 'newer', student: 'Ada' },
    { kind: 'same', student: 'Ada' },
    { kind: 'other-class', student: 'Eve', class: other.id },
    { kind: 'no-code' },
    { kind: 'unreadable', file: 'photo.png' },
  ]);
  expect(classes.find(plan.id)?.codes).toHaveLength(4);
});
