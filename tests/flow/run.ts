/** This runs a machine over a test account: each request that it sends goes through the door at once. */

import { type AnyActorRef, type AnyStateMachine, createActor, fromPromise, waitFor } from 'xstate';
import { type Exchange, exchangeOf } from '#flow/log/exchange.ts';
import { prepare } from '#federation/prepare.ts';
import { withSecrets } from '#flow/fill-secrets.ts';
import { isOutsideRequest } from '#flow/provider/requests.ts';
import { outsideExchange } from '#flow/provider/sign-login.ts';
import type { FlowRequest } from '#flow/send.ts';
import type { Request } from '#core/model/request/request.ts';
import { type TestAccount, root } from '../core/api/door.ts';
import { recorded } from './transitions.ts';

export function runFlow<Machine extends AnyStateMachine>(
  here: TestAccount,
  machine: Machine,
  options: Record<string, unknown> = {},
) {
  const sent: Request[] = [];
  let ids = 0;
  const send = fromPromise<Exchange, FlowRequest>(async ({ input }) => {
    const { now } = here.env;
    if (isOutsideRequest(input)) return outsideExchange(here.world, input, now, () => `id-${(ids += 1)}`);
    const request: Request = { caller: { kind: 'principal', arn: root }, ...input };
    sent.push(request);
    const proven = await prepare(withSecrets(request, here.world), here.world);
    return exchangeOf(request, here.send(proven), now);
  });
  const inspected = { ...options, inspect: recorded(machine) };
  const actor = createActor(machine.provide({ actors: { send } as never }), inspected as never);
  actor.start();
  return { actor: actor as typeof actor & AnyActorRef, sent };
}

/** The state after everything that was sent is answered. */
export const settled = <Actor extends AnyActorRef>(actor: Actor) =>
  waitFor(actor as never, (snapshot: { hasTag(tag: string): boolean }) => !snapshot.hasTag('sending'));
