/**
 * The parts that all STS flows share. A person steps through a flow and can change each message before it is
 * sent; a refusal stops it at the exact check, and the person goes back to the message.
 */

import { assign, setup } from 'xstate';
import type { AwsError } from '../../core/model/request/request.ts';
import type { Exchange } from '../log/exchange.ts';
import { type StepLabels, loggedSteps } from '../log/steps.ts';
import { type Artefact, type FlowLog, type FlowStep, type Lane, logged } from '../log/log.ts';
import { type FlowRequest, send } from '../send.ts';
import { defined } from '../../core/model/defined.ts';

export interface FlowSession {
  readonly id: string;
  readonly arn: string;
  readonly expiration: string;
}

export interface ProtocolContext<Input> {
  readonly input: Input;
  /** The message that the next step sends. The flow made it, and a person may have changed it. */
  readonly draft?: FlowRequest | undefined;
  /** The message as the flow made it; equal to `draft` when nobody changed it. */
  readonly made?: FlowRequest | undefined;
  /** The attack that changed `draft` last; absent when it is unchanged or edited by a person. */
  readonly attack?: string | undefined;
  /** Credentials that the flow obtained, oldest first. */
  readonly sessions: readonly FlowSession[];
  /** Facts that a later step needs (`instanceId`, `tokenId`). Never a secret. */
  readonly facts: Readonly<Record<string, string>>;
  readonly refusal?: AwsError | undefined;
  readonly log: FlowLog;
  /** Time of the last message, ISO 8601, simulated. */
  readonly at: string;
}

export type ProtocolEvent =
  | { readonly type: 'next' }
  /** Changes the message: its parameters, its caller, and the title of the attack that made it. */
  | {
      readonly type: 'edit';
      readonly params: FlowRequest['params'];
      readonly caller?: FlowRequest['caller'];
      readonly attack?: string;
    }
  | { readonly type: 'restore' }
  /** Sends the message that brought the credentials once more. */
  | { readonly type: 'again' }
  | { readonly type: 'restart' };

export type ProtocolInput<Input> = Input & { readonly at: string };

/** The lanes and names of an exchange. `learn` returns facts from the answer. */
export interface Sending extends Omit<StepLabels, 'state' | 'more' | 'edited'> {
  readonly learn?: (response: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>;
}

/** An arrow without a request to AWS. */
export interface SaidRequest {
  readonly name: string;
  readonly from: FlowStep['from'];
  readonly to: FlowStep['to'];
  readonly artefacts?: readonly Artefact[];
}

const begin = <Input>({ input }: { input: ProtocolInput<Input> }): ProtocolContext<ProtocolInput<Input>> => ({
  input,
  sessions: [],
  facts: {},
  log: [],
  at: input.at,
});

interface Answered {
  readonly exchange: Exchange;
  readonly sending: Sending;
  readonly state: string;
}
type Done = { event: { output: Exchange } };

type ContextOf<Input> = ProtocolContext<ProtocolInput<Input>>;
type Make<Input> = (context: ContextOf<Input>) => FlowRequest;
type Say<Input> = (context: ContextOf<Input>) => SaidRequest;

const setUp = <Input>() =>
  setup({
    types: {
      context: {} as ContextOf<Input>,
      events: {} as ProtocolEvent,
      input: {} as ProtocolInput<Input>,
    },
    actors: { send },
    guards: { refused: (_, { exchange }: Pick<Answered, 'exchange'>) => exchange.error !== undefined },
    actions: {
      write: assign(({ context }, { make }: { make: Make<Input> }) => {
        const made = make(context);
        return { made, draft: made, attack: undefined, refusal: undefined };
      }),
      edit: assign(({ context, event }) =>
        event.type === 'edit' && context.draft ? edited(context.draft, event) : {},
      ),
      restore: assign(({ context }) => ({ draft: context.made, attack: undefined })),
      answer: assign(({ context }, { exchange, sending, state }: Answered) =>
        answered(context, exchange, { ...sending, state }),
      ),
      say: assign(({ context }, { say, state }: { say: Say<Input>; state: string }) => {
        const { artefacts = [], ...said } = say(context);
        return { log: logged(context.log, { ...said, artefacts, state, at: context.at }) };
      }),
      forget: assign(({ context }) => ({
        ...begin({ input: context.input }),
        draft: undefined,
        made: undefined,
        refusal: undefined,
      })),
    },
  });

type Flow<Input> = ReturnType<typeof setUp<Input>>;
type States<Input> = NonNullable<Parameters<Flow<Input>['createMachine']>[0]['states']>;

export type Protocol<Input> = ReturnType<typeof protocol<Input>>;

/** The words of one flow, over its own input. */
export function protocol<Input>() {
  const flow = setUp<Input>();

  /** The whole flow. It begins in `initial`, and so it does when it is restarted. */
  const machine = (id: string, initial: string, states: States<Input>) =>
    flow.createMachine({
      id,
      context: begin,
      initial,
      on: { restart: { target: `.${initial}`, actions: 'forget' } },
      states,
    });

  /** The next message lies on the table: a person reads it, may change it, and sends it. */
  const message = (make: Make<Input>, target: string) =>
    flow.createStateConfig({
      tags: 'message',
      entry: { type: 'write', params: { make } },
      on: { edit: { actions: 'edit' }, restore: { actions: 'restore' }, next: { target } },
    });

  /** The message is on its way; `request` where it is not the one on the table. */
  const sent = (state: string, sending: Sending, to: Targets, request?: Make<Input>) =>
    sentState(flow, { state, sending, to, request });

  /** A state after a refusal. The message can be changed or restored, and sent again. */
  const refused = (again: string) =>
    flow.createStateConfig({
      tags: 'refused',
      on: { edit: { actions: 'edit' }, restore: { actions: 'restore' }, next: { target: again } },
    });

  /** A step that a person only watches, on the way to the next. */
  const watched = (state: string, say: Say<Input>, target: string) =>
    flow.createStateConfig({
      meta: { lanes: (context: ContextOf<Input>) => lanesOf(say(context)) },
      entry: { type: 'say', params: { say, state } },
      on: { next: { target } },
    });

  /** A state in which credentials or a token are ready. `again` obtains them once more. */
  const obtained = (target: string, again?: string) =>
    flow.createStateConfig({
      on: { next: { target }, ...(again === undefined ? {} : { again: { target: again } }) },
    });

  return { machine, message, sent, refused, watched, obtained };
}

/** The ends of an arrow. Each state that writes one has a function `lanes` in its meta, which plan.ts reads. */
const lanesOf = ({ from, to }: Pick<SaidRequest, 'from' | 'to'>): readonly Lane[] => [from, to];

interface Targets {
  readonly then: string;
  readonly refused: string;
}

interface SentState<Input> {
  readonly state: string;
  readonly sending: Sending;
  readonly to: Targets;
  readonly request: Make<Input> | undefined;
}

function sentState<Input>(flow: Flow<Input>, { state, sending, to, request }: SentState<Input>) {
  const answer = {
    type: 'answer',
    params: ({ event }: Done) => ({ exchange: event.output, sending, state }),
  } as const;
  return flow.createStateConfig({
    tags: 'sending',
    meta: { lanes: () => lanesOf(sending) },
    invoke: {
      src: 'send',
      input: ({ context }) => {
        const wanted = request ? request(context) : context.draft;
        if (!wanted) throw new Error(`\`${state}\` has nothing to send`);
        return wanted;
      },
      onDone: [
        {
          guard: { type: 'refused', params: ({ event }: Done) => ({ exchange: event.output }) },
          target: to.refused,
          actions: answer,
        },
        { target: to.then, actions: answer },
      ],
    },
  });
}

function edited(draft: FlowRequest, event: Extract<ProtocolEvent, { readonly type: 'edit' }>) {
  const { params, caller, attack } = event;
  return { draft: { ...draft, params, ...defined({ caller }) }, attack };
}

function editOf({ draft, made, attack }: ProtocolContext<unknown>): string | undefined {
  if (attack !== undefined) return attack;
  return JSON.stringify(draft) === JSON.stringify(made) ? undefined : 'changed by hand';
}

/** Returns the context after an answer: its arrows, its credentials, its facts, or its refusal. */
function answered<Input>(
  context: ProtocolContext<Input>,
  exchange: Exchange,
  { learn, ...labels }: Sending & { readonly state: string },
): Partial<ProtocolContext<Input>> {
  const session = sessionOf(exchange);
  const sentTable = context.draft?.operation === exchange.request.operation;
  const edit = sentTable ? editOf(context) : undefined;
  const more: Artefact[] = session
    ? [{ kind: 'credentials', sessionId: session.id, arn: session.arn, expiration: session.expiration }]
    : [];
  return {
    log: logged(context.log, ...loggedSteps(exchange, { ...labels, more, ...defined({ edited: edit }) })),
    at: exchange.at,
    refusal: exchange.error,
    sessions: session ? [...context.sessions, session] : context.sessions,
    facts: learn && exchange.response ? { ...context.facts, ...learn(exchange.response) } : context.facts,
  };
}

function sessionOf({ response, request }: Exchange): FlowSession | undefined {
  const given = response?.['Credentials'] as { AccessKeyId: string; Expiration: string } | undefined;
  const opened = response?.['Session'] as { Id: string; Arn: string; Expiration: string } | undefined;
  if (opened) return { id: opened.Id, arn: opened.Arn, expiration: opened.Expiration };
  if (!given) return undefined;
  const user = (response?.['AssumedRoleUser'] ?? response?.['FederatedUser'] ?? response?.['SessionInfo']) as
    | { Arn: string }
    | undefined;
  const asked = request.caller.kind === 'principal' ? request.caller.arn : '';
  return { id: given.AccessKeyId, arn: user?.Arn ?? asked, expiration: given.Expiration };
}

export const holderId = ({ sessions }: Pick<ProtocolContext<unknown>, 'sessions'>): string =>
  sessions.at(-1)?.id ?? '';
