/**
 * The steps of a flow: those that were taken, from its log, and those that are ahead, from its machine. One step
 * is one press of Next. It writes one message into the log, or a request and its answer, and more after a refusal.
 */

import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { type FlowLog, type FlowStep, type Lane, lanes } from './log/log.ts';
import type { ProtocolContext } from './machines/protocol.ts';

export interface StepTaken {
  readonly state: string;
  readonly messages: readonly FlowStep[];
}

export interface StepAhead {
  readonly state: string;
  readonly lanes: readonly Lane[];
}

type Context = ProtocolContext<unknown>;

/** Returns the messages step by step. A message that is sent again after a refusal belongs to the same step. */
export function stepsTaken(log: FlowLog): StepTaken[] {
  const steps: { state: string; messages: FlowStep[] }[] = [];
  for (const exchange of exchangesOf(log)) {
    const state = exchange[0]?.state ?? '';
    const last = steps.at(-1);
    if (last?.state === state && last.messages.at(-1)?.refusal) last.messages.push(...exchange);
    else steps.push({ state, messages: exchange });
  }
  return steps;
}

/** Returns each request with its answer, and each message without an answer alone. */
function exchangesOf(log: FlowLog): FlowStep[][] {
  const exchanges: FlowStep[][] = [];
  for (const message of log) {
    const last = exchanges.at(-1);
    if (last?.length === 1 && last[0] && answers(message, last[0])) last.push(message);
    else exchanges.push([message]);
  }
  return exchanges;
}

const answers = (message: FlowStep, asked: FlowStep): boolean =>
  asked.refusal === undefined &&
  asked.from !== asked.to &&
  message.state === asked.state &&
  message.from === asked.to &&
  message.to === asked.from;

/** Returns the steps from this state to the end, if AWS refuses nothing and every message brings credentials. */
export function stepsAhead(machine: AnyStateMachine, state: string, context: Context): StepAhead[] {
  const here = machine.states[state] as AnyStateNode | undefined;
  return way(isSending(here) ? here : here && nodeAfter(here, context), context);
}

/** Returns true when the next press of Next would only bring the message of a step, which it does not send yet. */
export function isBeforeMessage(machine: AnyStateMachine, state: string, context: Context): boolean {
  const here = machine.states[state] as AnyStateNode | undefined;
  if (!here || here.tags.some((tag) => tag === 'sending' || tag === 'message' || tag === 'refused'))
    return false;
  return nodeAfter(here, context)?.tags.includes('message') ?? false;
}

/** Returns the lanes that take part, from the first step on, in the order of the protocol. */
export function castOf(machine: AnyStateMachine, context: Context): Lane[] {
  const [first] = machine.root.initial.target;
  const taking = new Set([
    ...way(first, { ...context, sessions: [] }).flatMap((step) => step.lanes),
    ...context.log.flatMap(({ from, to }) => [from, to]),
  ]);
  return lanes.filter((lane) => taking.has(lane));
}

const isSending = (node: AnyStateNode | undefined): boolean => node?.tags.includes('sending') ?? false;
const pretended = { id: '', arn: '', expiration: '' };
const mostSteps = 40;

function way(first: AnyStateNode | undefined, context: Context): StepAhead[] {
  const steps: StepAhead[] = [];
  let reached = context;
  for (let node = first, count = 0; node && count < mostSteps; count += 1) {
    const { lanes: lanesOf } = (node.meta ?? {}) as { lanes?: (context: Context) => readonly Lane[] };
    if (lanesOf) steps.push({ state: node.key, lanes: lanesOf(reached) });
    if (isSending(node)) reached = { ...reached, sessions: [...reached.sessions, pretended] };
    node = nodeAfter(node, reached);
  }
  return steps;
}

/** Returns the state that follows without a refusal. `undefined` at the end of the flow. */
function nodeAfter(node: AnyStateNode, context: Context): AnyStateNode | undefined {
  const answered = [...node.transitions.keys()].find((event) => event.startsWith('xstate.done.actor.'));
  const candidates = [...(node.always ?? []), ...(node.transitions.get(answered ?? 'next') ?? [])];
  const taken = candidates.find(({ guard }) => {
    // A guard that is named asks whether AWS refused.
    if (typeof guard !== 'function') return guard === undefined;
    return (guard as unknown as (of: { context: Context }) => boolean)({ context });
  });
  return taken?.target?.[0] as AnyStateNode | undefined;
}
