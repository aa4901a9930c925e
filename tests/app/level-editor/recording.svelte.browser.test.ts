/** An answer of a level is recorded from what a person does, and then the account is the start again. */

import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { addGoal, addPin, withAnswerText, withoutAnswer } from '#app/level-editor/answers.ts';
import { checkDraft, provedState, sharingOf } from '#app/level-editor/check.ts';
import { beginDraft, draftsOf, editDraft, openDraft, withGoals } from '#app/level-editor/draft.ts';
import { recordedCall } from '#app/level-editor/recorded-call.ts';
import { Recording } from '#app/level-editor/recording.svelte.ts';
import type { RunningRecording } from '#app/level-editor/running.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { sharedNow } from '#app/share/offer.ts';
import { forget } from '#platform/browser-memory.ts';
import { MemoryStore } from '#store/memory-store.ts';
import { dexieStore, newName } from '../../store/dexie/databases.ts';
import { createUser, newSession, until, userNames } from '../test-session.ts';

const account = '111122223333';
const policy = `arn:aws:iam::${account}:policy/ReadPayroll`;
const alice = `arn:aws:iam::${account}:user/alice`;
const payroll = {
  principal: alice,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::payroll/2026.csv',
};
let session: Session;
const attach = () => session.dispatch('iam', 'AttachUserPolicy', { UserName: 'alice', PolicyArn: policy });
const detach = () => session.dispatch('iam', 'DetachUserPolicy', { UserName: 'mallory', PolicyArn: policy });

beforeEach(async () => {
  forget();
  session = newSession(new MemoryStore());
  await session.workspaces.createFromExample('first-minutes');
  await beginDraft(session);
});

function recording(): RunningRecording {
  flushSync();
  if (!session.recording) throw new Error('nothing is recorded');
  return session.recording;
}

test('a level begins with a copy of the account, and keeps the goals of its guide', () => {
  expect(session.workspaces.list.map(({ name }) => name)).toEqual(['First minutes', 'Level: First minutes']);
  expect(draftsOf(session).map(({ name }) => name)).toEqual(['Level: First minutes']);
  expect(openDraft(session)?.goals).toHaveLength(2);
  expect(openDraft(session)?.level).toBeUndefined();
});

test('the solution is what was done and is in effect, and the account is the start again', async () => {
  const before = session.state.world.users.get([...session.state.world.users.keys()][0] ?? '');
  Recording.begin(session, { part: 'solution', at: 0 });
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Readers' });
  await session.undo();
  await session.dispatch('iam', 'DeleteUser', { UserName: 'nobody' });
  await attach();
  await detach();
  expect(recording().calls.map(({ operation }) => operation)).toEqual([
    'AttachUserPolicy',
    'DetachUserPolicy',
  ]);
  expect(await recording().stop()).toBe('back');
  expect(session.recording).toBeUndefined();
  expect(session.history.canUndo).toBe(false);
  expect(session.state.world.users.get(before?.id ?? '')).toEqual(before);
  expect(openDraft(session)?.exercise.solution).toEqual([
    { operation: 'AttachUserPolicy', params: { UserName: 'alice', PolicyArn: policy } },
    { operation: 'DetachUserPolicy', params: { UserName: 'mallory', PolicyArn: policy } },
  ]);
  const { findings } = await checkDraft(session);
  expect(findings.map(({ kind }) => kind)).toEqual(['no-hint', 'no-hint', 'no-hint']);
});

test('a call keeps its caller, and new keys and codes become placeholders', async () => {
  Recording.begin(session, { part: 'alternative', at: 0 });
  const send = (operation: string, params: Readonly<Record<string, unknown>>) =>
    session.dispatch('iam', operation, params);
  const created = await send('CreateAccessKey', { UserName: 'alice' });
  const key = created.ok ? (created.response?.['AccessKey'] as { AccessKeyId: string }) : undefined;
  await send('UpdateAccessKey', { UserName: 'alice', AccessKeyId: key?.AccessKeyId, Status: 'Inactive' });
  await send('PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'All',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  });
  await send('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
  session.identity.actAs(alice);
  await send('CreateLoginProfile', { UserName: 'mallory', Password: 'My-0wn-secret' });
  await send('ChangePassword', { OldPassword: 'a', NewPassword: 'b' });
  const { calls } = recording();
  expect(calls).toMatchObject([
    { operation: 'CreateAccessKey', params: { UserName: 'alice' } },
    { operation: 'UpdateAccessKey', params: { AccessKeyId: '{{key alice}}' } },
    { operation: 'PutUserPolicy', params: { PolicyDocument: { Statement: [{ Effect: 'Allow' }] } } },
    { operation: 'CreateVirtualMFADevice' },
    { operation: 'CreateLoginProfile', as: alice },
  ]);
  expect(calls[0]).not.toHaveProperty('as');
  expect(JSON.stringify(calls)).not.toContain('My-0wn-secret');
  const { world } = session.state;
  const params = {
    UserName: 'alice',
    SerialNumber: `arn:aws:iam::${account}:mfa/phone`,
    AuthenticationCode1: '111111',
    AuthenticationCode2: '222222',
  };
  const enable = { service: 'iam', operation: 'EnableMFADevice', params, caller: session.caller } as const;
  expect(recordedCall(enable, { world, account: session.account, oldKeys: [] })).toMatchObject({
    value: {
      params: { AuthenticationCode1: '{{previous-code phone}}', AuthenticationCode2: '{{code phone}}' },
    },
  });
  await recording().discard();
  expect(openDraft(session)?.exercise.alternatives).toEqual([]);
});

test('a recording goes on after the page was loaded again, and not in another workspace', async () => {
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  session.recording = undefined;
  session.requests.onActed = undefined;
  await Recording.resume(session);
  await detach();
  expect(recording().calls).toHaveLength(2);
  const [first] = session.workspaces.list;
  await session.workspaces.open(first?.id ?? '');
  await attach();
  expect(recording().isHere).toBe(false);
  await recording().comeBack();
  expect(recording().isHere).toBe(true);
  expect(recording().calls).toHaveLength(2);
});

test('what nobody can repeat is said at once', async () => {
  Recording.begin(session, { part: 'solution', at: 0 });
  await session.dispatch('playground', 'CreateHardwareDevice', {});
  expect(recording().calls).toEqual([]);
  expect(recording().unrecorded).toEqual([
    '`CreateHardwareDevice` is not recorded, because nobody else can repeat it from a file.',
  ]);
});

test('a wrong answer fails at the goal that the check finds', async () => {
  Recording.begin(session, { part: 'wrong', at: 0 });
  await attach();
  await recording().stop();
  const [alices, mallorys] = openDraft(session)?.goals ?? [];
  expect(openDraft(session)?.exercise.wrong[0]?.fails).toBe(alices?.id);
  await checkDraft(session);
  expect(openDraft(session)?.exercise.wrong[0]?.fails).toBe(mallorys?.id);
  await editDraft(session, (draft) => withGoals(draft, draft.goals?.slice(0, 1) ?? []));
  expect(openDraft(session)?.exercise.wrong[0]?.fails).toBe(alices?.id);
  await editDraft(session, (draft) => withGoals(draft, []));
  expect(openDraft(session)?.exercise.wrong).toHaveLength(1);
  await editDraft(session, (draft) => withGoals(draft, mallorys ? [mallorys] : []));
  expect(openDraft(session)?.exercise.wrong[0]?.fails).toBe(mallorys?.id);
  await editDraft(session, (draft) => withoutAnswer(draft, { part: 'wrong', at: 0 }));
  expect(openDraft(session)?.exercise.wrong).toEqual([]);
});

test('a question is a goal once, with the answer that was wanted last', async () => {
  await addGoal(session, payroll, 'denied');
  expect(openDraft(session)?.goals?.map(({ wanted }) => wanted)).toEqual(['denied', 'denied']);
  await addGoal(session, { ...payroll, action: 's3:PutObject' }, 'denied');
  expect(openDraft(session)?.goals?.at(-1)).toMatchObject({
    id: 'alice-s3-putobject',
    text: '',
    wanted: 'denied',
  });
});

test('Undo takes back nothing of the start while an answer is recorded', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Readers' });
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  await session.undo();
  await session.undo();
  expect(session.problems.current?.code).toBe('start-kept');
  expect(session.history.undoLabel).toContain('Readers');
  await detach();
  expect(await recording().stop()).toBe('back');
  expect(openDraft(session)?.exercise.solution.map(({ operation }) => operation)).toEqual([
    'DetachUserPolicy',
  ]);
  expect([...session.state.world.groups.values()].map(({ groupName }) => groupName)).toContain('Readers');
});

test('an answer is kept also when its changes cannot be taken back', async () => {
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  const stopped = recording();
  Object.assign(session, { undo: () => Promise.reject(new Error('no database')) });
  expect(await stopped.stop()).toBe('changed');
  expect(session.recording).toBeUndefined();
  expect(openDraft(session)?.exercise.solution).toHaveLength(1);
});

test('nothing is taken back while the answer is not saved, and the recording goes on', async () => {
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  session.workspaces.saveGuide = () => Promise.resolve(false);
  expect(await recording().stop()).toBe('unsaved');
  expect(recording().calls).toHaveLength(1);
  expect(session.history.canUndo).toBe(true);
});

test('a change of another tab stays when the recording ends', async () => {
  const name = newName();
  session = newSession(await dexieStore(name), { channel: name });
  await session.workspaces.createFromExample('first-minutes');
  await beginDraft(session);
  const other = newSession(await dexieStore(name), { channel: name });
  await other.workspaces.start();
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  await until(() => other.history.canUndo);
  await other.dispatch('iam', 'CreateGroup', { GroupName: 'Readers' });
  await until(() => session.state.world.groups.size > 0);
  expect(await recording().stop()).toBe('changed');
  expect(session.state.world.groups.size).toBe(1);
});

test('a recording whose workspace was deleted can be given up', async () => {
  Recording.begin(session, { part: 'solution', at: 0 });
  const [first, second] = session.workspaces.list;
  await session.workspaces.open(first?.id ?? '');
  await createUser(session, 'nina');
  expect(recording().isThere).toBe(true);
  await session.workspaces.remove(second?.id ?? '');
  expect(recording().isThere).toBe(false);
  expect(await recording().discard()).toBe('away');
  expect(session.recording).toBeUndefined();
  expect(userNames(session)).toContain('nina');
});

test('a change of the start makes the check of a level old', async () => {
  const { of } = await checkDraft(session);
  expect(of).toBe(provedState(session));
  await attach();
  expect(of === provedState(session)).toBe(false);
});

test('a level that is written from another one has an id of its own', async () => {
  const id = openDraft(session)?.exercise.id;
  await beginDraft(session);
  expect(openDraft(session)?.exercise.id).toMatch(/^[a-z0-9]+$/);
  expect(openDraft(session)?.exercise.id).not.toBe(id);
});

test('a question is watched once', async () => {
  const before = openDraft(session)?.questions.length ?? 0;
  const question = { ...payroll, action: 's3:PutObject' };
  await addPin(session, question);
  await addPin(session, question);
  expect(openDraft(session)?.questions).toHaveLength(before + 1);
});

test('only the level editor shares a level that is written as a level', async () => {
  const choice = sharingOf(session);
  const { scenario } = await sharedNow(session, choice);
  expect(scenario.exercise).toBeDefined();
  const plain = await sharedNow(session, { ...choice, asLevel: false });
  expect(plain.scenario.exercise).toBeUndefined();
  expect(plain.scenario.goals).toHaveLength(2);
});

test('Redo mixes nothing of the start with what is recorded', async () => {
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Readers' });
  await session.undo();
  Recording.begin(session, { part: 'solution', at: 0 });
  await session.redo();
  expect([session.problems.current?.code, session.state.world.groups.size]).toEqual(['answer-kept', 0]);
  await attach();
  await session.undo();
  await session.redo();
  expect(recording().calls).toHaveLength(1);
  expect(await recording().stop()).toBe('back');
  await session.redo();
  expect(session.history.canUndo).toBe(false);
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Writers' });
  await session.undo();
  await session.redo();
  expect(session.state.world.groups.size).toBe(1);
});

test('a recording is there after its tab was closed, records when it goes on, and can be taken back', async () => {
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  session.recording = undefined;
  session.requests.onActed = undefined;
  forget();
  await Recording.resume(session);
  expect(recording()).toMatchObject({ isLeft: true, calls: [{ operation: 'AttachUserPolicy' }] });
  recording().goOn();
  await detach();
  expect(recording().calls).toHaveLength(2);
  expect(await recording().discard()).toBe('back');
  await Recording.resume(session);
  expect(session.recording).toBeUndefined();
});

test('who acted before the recording acts again after it', async () => {
  const before = session.caller;
  Recording.begin(session, { part: 'solution', at: 0 });
  await attach();
  session.identity.actAs(alice);
  await recording().stop();
  expect(session.caller).toEqual(before);
});

test('a text that nobody wrote follows the calls of its answer', async () => {
  const record = async (act: () => Promise<unknown>) => {
    Recording.begin(session, { part: 'alternative', at: 0 });
    await act();
    await recording().stop();
    return openDraft(session)?.exercise.alternatives[0]?.text;
  };
  const first = await record(attach);
  const second = await record(detach);
  expect(second).not.toBe(first);
  await editDraft(session, (draft) => withAnswerText(draft, { part: 'alternative', at: 0 }, 'My way'));
  expect(await record(attach)).toBe('My way');
});
