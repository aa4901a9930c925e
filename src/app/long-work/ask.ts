/** Asks a long question: remembered while the world stays, in the worker where it is large, else on the page. */

import type { World } from '../../core/model/world/world.ts';
import { CompiledPolicy } from '../../core/policy/compile.ts';
import { type Watch, runInSlices } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { Session } from '../session/session.svelte.ts';
import { AccountChanged, type WorldAt } from './world-at.ts';
import { type AnswerTo, type Asks, type KindName, answering, workKinds } from './kinds.ts';

/** Answers about each world by their question. A world is a new object after each change. */
const remembered = new WeakMap<World, Map<string, unknown>>();
/** More answers about one world are not kept. */
const mostAnswers = 40;

/**
 * Rejects with the reason of the signal when it aborts, with `AccountChanged`, and with any other error when code does
 * not load. Who reads all of AWS's actions loads them before (`session.catalogue`).
 */
export async function askWorker<K extends KindName>(
  session: Session,
  kind: K,
  asks: Asks<K>,
  watch: Watch,
): Promise<AnswerTo<K>> {
  await painted();
  const { state, env, catalogue } = session;
  const { world } = state;
  const at: WorldAt = { world, env: { now: env.now, reference: catalogue.current } };
  const known = remembered.get(world) ?? new Map<string, unknown>();
  const text = JSON.stringify(asks, plain);
  // A condition on the time may turn with each minute.
  const key = `${kind} ${Math.floor(env.now / 60_000)} ${text}`;
  const answer =
    (known.get(key) as AnswerTo<K> | undefined) ??
    (await inWorker(session, kind, JSON.parse(text) as Asks<K>, at, watch)) ??
    (await onPage(session, at, await answering(kind, at, asks), watch));
  watch.signal.throwIfAborted();
  if (session.state.world !== world) throw new AccountChanged();
  if (known.size >= mostAnswers) known.clear();
  remembered.set(world, known.set(key, answer));
  return answer;
}

/** Replaces what a message cannot carry: policies that are compiled. */
const plain = (_: string, member: unknown): unknown =>
  member instanceof CompiledPolicy ? member.text : member;

/** `undefined`: no worker can answer. */
async function inWorker<K extends KindName>(
  session: Session,
  kind: K,
  asks: Asks<K>,
  at: WorldAt,
  watch: Watch,
): Promise<AnswerTo<K> | undefined> {
  const { users, roles } = at.world;
  if (users.size + roles.size <= workKinds[kind].onPage) return undefined;
  // Code that does not arrive is no reason to give no answer.
  const worker = await session.questions().catch(() => undefined);
  watch.signal.throwIfAborted();
  return worker?.ask(at, kind, asks, watch);
}

/** Rejects as `askWorker`: the rows behind a world change with the account, so old steps would mix two worlds. */
export function onPage<T>(
  session: Session,
  { world }: Pick<WorldAt, 'world'>,
  steps: Generator<unknown, T, undefined>,
  watch: Watch,
): Promise<T> {
  function* ofOneWorld(): Generator<unknown, T, undefined> {
    for (;;) {
      if (session.state.world !== world) throw new AccountChanged();
      const step = steps.next();
      if (step.done) return step.value;
      yield step.value;
    }
  }
  return runInSlices(ofOneWorld(), watch);
}
