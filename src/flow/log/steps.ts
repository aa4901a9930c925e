/** Turns an exchange into steps of the log: its two arrows and their messages, with secrets masked. */

import { carriedBack, carriedTo, providerAnswer } from '../message/carried.ts';
import { checksOf, stoppedAt } from './checks.ts';
import type { Exchange } from './exchange.ts';
import type { Artefact, FlowStep, Lane } from './log.ts';
import { requestMessage, responseMessage } from '../message/http.ts';
import { serviceAnswer, serviceRequest } from '../outside-service/messages.ts';
import { isProviderRequest, isServiceRequest } from '../provider/requests.ts';
import { defined } from '../../core/model/defined.ts';

export interface StepLabels {
  readonly state: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly name: string;
  /** Name of the answer when it is not a refusal. */
  readonly reply: string;
  /** The change of the message before it was sent; absent when there was none. */
  readonly edited?: string;
  /** Artefacts in addition to the answer: the credentials in it, a note. */
  readonly more?: readonly Artefact[];
}

export function loggedSteps(exchange: Exchange, labels: StepLabels): Omit<FlowStep, 'number'>[] {
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
  const isService = isServiceRequest(request);
  const asked = [isService ? serviceRequest(exchange) : requestMessage(exchange), ...carriedTo(exchange)];
  const answered = [
    ...(error ? [] : [...more, ...carriedBack(exchange)]),
    ...checked(exchange),
    ...judged,
    isService ? serviceAnswer(exchange) : responseMessage(exchange),
    ...trail,
  ];
  return [
    { state, name, from, to, at, artefacts: asked, ...mark },
    { state, name: answer, from: to, to: from, at, artefacts: answered, ...refusal },
  ];
}

/** Shows how far a call came that AWS checks in steps. Empty when the form itself was refused. */
function checked(exchange: Exchange): Artefact[] {
  const { request, error, refusedBy } = exchange;
  const stopped = stoppedAt(exchange);
  if (checksOf(request.operation).length === 0 || (error && stopped === undefined)) return [];
  return [
    {
      kind: 'checks',
      operation: request.operation,
      ...defined({ stoppedAt: stopped }),
      ...(refusedBy?.because === undefined ? {} : { because: refusedBy.because }),
    },
  ];
}
