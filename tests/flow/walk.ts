/** This is a person who steps through a flow, with a note of the states that a test has seen. */

import type { AnyActorRef, AnyStateMachine } from 'xstate';
import { expect } from 'vitest';
import type { ProtocolContext, ProtocolEvent } from '#flow/machines/protocol.ts';
import type { TestAccount } from '../core/api/door.ts';
import { runFlow, settled } from './run.ts';

export const visited = new Map<AnyStateMachine, Set<string>>();
const at = '2026-01-31T12:00:00Z';

export function missedStates(machine: AnyStateMachine, except: readonly string[] = []): string[] {
  const seen = visited.get(machine) ?? new Set<string>();
  const names = Object.keys(machine.states);
  console.log(`${machine.id}: ${names.filter((name) => seen.has(name)).length} of ${names.length} states`);
  return names
    .filter((name) => !seen.has(name) && !except.includes(name))
    .map((name) => `${machine.id}.${name}`);
}

/** Takes the message up and puts it down as it was. */
function reread(actor: AnyActorRef): void {
  const { context } = actor.getSnapshot() as { context: ProtocolContext<unknown> };
  const { draft } = context;
  if (!draft || draft !== context.made) return;
  actor.send({ type: 'edit', params: draft.params });
  actor.send({ type: 'restore' });
}

/** A copy of the flow: where it was refused the same is sent again, and begun anew it has nothing left. */
async function tryAgain(here: TestAccount, machine: AnyStateMachine, actor: AnyActorRef): Promise<void> {
  const snapshot = JSON.parse(JSON.stringify(actor.getPersistedSnapshot())) as unknown;
  const { actor: copy } = runFlow(here, machine, { snapshot });
  const shown = () =>
    copy.getSnapshot() as { context: ProtocolContext<unknown>; hasTag: (tag: string) => boolean };
  if (shown().hasTag('refused')) {
    copy.send({ type: 'next' });
    await settled(copy);
    copy.send({ type: 'edit', params: shown().context.draft?.params ?? {} });
    copy.send({ type: 'restore' });
  }
  copy.send({ type: 'restart' });
  expect(shown().context.sessions).toEqual([]);
  copy.stop();
}

/** Steps with `next` until the flow stands still; `events` are sent first, one at each stop. */
export async function walk(
  here: TestAccount,
  machine: AnyStateMachine,
  input: object,
  events: readonly ProtocolEvent[] = [],
  goOn = true,
) {
  const { actor, sent } = runFlow(here, machine, { input: { at, ...input } });
  const states = visited.get(machine) ?? new Set<string>();
  visited.set(machine, states);
  const path: string[] = [];
  const subscription = actor.subscribe(({ value }: { value: string }) => {
    states.add(value);
    if (path.at(-1) !== value) path.push(value);
  });
  const first = (actor.getSnapshot() as { value: string }).value;
  states.add(first);
  path.push(first);
  for (const event of events) {
    actor.send(event);
    await settled(actor);
  }
  for (let stop = ''; goOn;) {
    const now = (actor.getSnapshot() as { value: string }).value;
    if (now === stop) break;
    stop = now;
    here.wait(1);
    reread(actor);
    actor.send({ type: 'next' });
    await settled(actor);
    if ((actor.getSnapshot() as { hasTag: (tag: string) => boolean }).hasTag('refused')) break;
  }
  subscription.unsubscribe();
  reread(actor);
  await tryAgain(here, machine, actor);
  const { context, value } = actor.getSnapshot() as { context: ProtocolContext<unknown>; value: string };
  const kept = JSON.stringify(actor.getPersistedSnapshot());
  const secrets = [...here.world.secrets.values()].flatMap((secret) =>
    secret.kind === 'session'
      ? [secret.secretAccessKey, secret.sessionToken]
      : secret.kind === 'signin-token'
        ? [secret.token]
        : [],
  );
  expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
  const waiting = (actor.getSnapshot() as { hasTag: (tag: string) => boolean }).hasTag('message');
  return { value, context, path, sent, actor, waiting };
}
