/** An exchange as steps of the log: its two arrows, and at each what went over the wire, secrets masked. */

import { carriedTo, providerAnswer } from '../message/carried.ts';
import { checksOf, stoppedAt } from './checks.ts';
import type { Exchange } from './exchange.ts';
import type { Artefact, FlowStep, Lane } from './log.ts';
import { requestMessage, responseMessage } from '../message/http.ts';
import { isProviderRequest } from '../provider/requests.ts';

/** How the two messages of an exchange are called, and between whom they go. */
export interface Labels {
  readonly state: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly name: string;
  /** What the answer is called where it is no refusal. */
  readonly reply: string;
  /** What was done to the message before it was sent; absent: nothing. */
  readonly edited?: string;
  /** Beside the answer: the credentials it brought, a note. */
  readonly more?: readonly Artefact[];
}

/** Request and answer as steps of the log; what a provider does by itself is one step. */
export function stepsOf(exchange: Exchange, labels: Labels): Omit<FlowStep, 'number'>[] {
  const { state, from, to, name, reply, edited, more = [] } = labels;
  const { error, decision, events, at, request } = exchange;
  const refusal = error ? { refusal: error } : {};
  const mark = edited === undefined ? {} : { edited };
  const answer = error ? error.code : reply;
  if (isProviderRequest(request)) {
    const artefacts = error ? [] : providerAnswer(exchange);
    return [{ state, name: answer, from, to, at, artefacts, ...refusal, ...mark }];
  }
  const judged: Artefact[] = decision
    ? [{ kind: 'decision', title: request.operation, verdict: decision.verdict, trace: decision.trace }]
    : [];
  const trail: Artefact[] = events.length > 0 ? [{ kind: 'trail', events }] : [];
  const asked = [requestMessage(exchange), ...carriedTo(exchange)];
  const answered = [
    ...(error ? [] : more),
    ...checked(exchange),
    ...judged,
    responseMessage(exchange),
    ...trail,
  ];
  return [
    { state, name, from, to, at, artefacts: asked, ...mark },
    { state, name: answer, from: to, to: from, at, artefacts: answered, ...refusal },
  ];
}

/** How far a call came that AWS checks in steps; none of it where the form itself was refused. */
function checked(exchange: Exchange): Artefact[] {
  const { request, error, refusedBy } = exchange;
  const stopped = stoppedAt(exchange);
  if (checksOf(request.operation).length === 0 || (error && stopped === undefined)) return [];
  return [
    {
      kind: 'checks',
      operation: request.operation,
      ...(stopped === undefined ? {} : { stoppedAt: stopped }),
      ...(refusedBy?.because === undefined ? {} : { because: refusedBy.because }),
    },
  ];
}
