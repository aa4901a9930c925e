import { type AnyActorRef, type AnyStateMachine, createActor, fromPromise, waitFor } from 'xstate';
import { type Exchange, exchangeOf } from '../../src/flow/exchange.ts';
import { withSecrets } from '../../src/flow/fill-secrets.ts';
import type { FlowRequest } from '../../src/flow/send.ts';
import type { Request } from '../../src/core/model/request.ts';
import { type TestAccount, root } from '../core/api/door.ts';

/** A machine over a test account: what it sends goes through the door, at once. */
export function runFlow<Machine extends AnyStateMachine>(
  here: TestAccount,
  machine: Machine,
  options: Record<string, unknown> = {},
) {
  const sent: Request[] = [];
  const send = fromPromise<Exchange, FlowRequest>(({ input }) => {
    const request: Request = { caller: { kind: 'principal', arn: root }, ...input };
    sent.push(request);
    return Promise.resolve(exchangeOf(request, here.send(withSecrets(request, here.world)), here.env.now));
  });
  const actor = createActor(machine.provide({ actors: { send } as never }), options as never);
  actor.start();
  return { actor: actor as typeof actor & AnyActorRef, sent };
}

/** The state after everything that was sent is answered. */
export const settled = <Actor extends AnyActorRef>(actor: Actor) =>
  waitFor(actor as never, (snapshot: { hasTag(tag: string): boolean }) => !snapshot.hasTag('sending'));
