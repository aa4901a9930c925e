/**
 * What all flows of STS share: a person steps through them; the message that is about to be sent can be
 * changed; a refusal stops the flow at the exact check, and from there it goes back to the message. A machine
 * says its protocol's steps and their order; these are the words it says them in.
 */

import { assign, setup } from 'xstate';
import type { AwsError } from '../../core/model/request/request.ts';
import type { Exchange } from '../log/exchange.ts';
import { type Labels, stepsOf } from '../log/steps.ts';
import { type Artefact, type FlowLog, type FlowStep, logged } from '../log/log.ts';
import { type FlowRequest, send } from '../send.ts';

export interface FlowSession {
  readonly id: string;
  readonly arn: string;
  readonly expiration: string;
}

export interface ProtocolContext<Input> {
  readonly input: Input;
  /** The message that the next step sends: the flow made it, a person may have changed it. */
  readonly draft?: FlowRequest | undefined;
  /** As the flow made it; equal to `draft` where nobody changed it. */
  readonly made?: FlowRequest | undefined;
  /** The attack that `draft` was changed by last; absent: nobody changed it, or by hand. */
  readonly attack?: string | undefined;
  /** Credentials that the flow obtained, in their order. */
  readonly sessions: readonly FlowSession[];
  /** Facts of the protocol that a later step needs (`instanceId`, `tokenId`); never a secret. */
  readonly facts: Readonly<Record<string, string>>;
  readonly refusal?: AwsError | undefined;
  readonly log: FlowLog;
  /** ISO 8601, simulated: of the last message. */
  readonly at: string;
}

export type ProtocolEvent =
  | { readonly type: 'next' }
  /** The message, changed: its parameters, who asks, and the title of the attack that it is. */
  | {
      readonly type: 'edit';
      readonly params: FlowRequest['params'];
      readonly caller?: FlowRequest['caller'];
      readonly attack?: string;
    }
  | { readonly type: 'restore' }
  /** The message that brought the credentials is presented once more. */
  | { readonly type: 'again' }
  | { readonly type: 'restart' };

/** Input of every flow: when it began, and what its own protocol needs. */
export type ProtocolInput<Input> = Input & { readonly at: string };

/** Between whom an exchange goes and what it is called; `learn` keeps facts of the answer. */
export interface Sending extends Omit<Labels, 'state' | 'more' | 'edited'> {
  readonly learn?: (response: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>;
}

/** An arrow without a request to AWS. */
export interface Said {
  readonly name: string;
  readonly from: FlowStep['from'];
  readonly to: FlowStep['to'];
  readonly artefacts?: readonly Artefact[];
}

export const begin = <Input>({
  input,
}: {
  input: ProtocolInput<Input>;
}): ProtocolContext<ProtocolInput<Input>> => ({ input, sessions: [], facts: {}, log: [], at: input.at });

interface Answered {
  readonly exchange: Exchange;
  readonly sending: Sending;
  readonly state: string;
}
type Done = { event: { output: Exchange } };

/** The words of one flow, over its own input. */
export function protocol<Input>() {
  type Context = ProtocolContext<ProtocolInput<Input>>;
  type Make = (context: Context) => FlowRequest;
  const flow = setup({
    types: { context: {} as Context, events: {} as ProtocolEvent, input: {} as ProtocolInput<Input> },
    actors: { send },
    guards: { refused: (_, { exchange }: Pick<Answered, 'exchange'>) => exchange.error !== undefined },
    actions: {
      write: assign(({ context }, { make }: { make: Make }) => {
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
      say: assign(({ context }, { say, state }: { say: (context: Context) => Said; state: string }) => {
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

  /** The next message lies on the table: a person reads it, may change it, and sends it. */
  const message = (make: Make, target: string) =>
    flow.createStateConfig({
      tags: 'message',
      entry: { type: 'write', params: { make } },
      on: { edit: { actions: 'edit' }, restore: { actions: 'restore' }, next: { target } },
    });

  /** The message is on its way; `request` where it is not the one on the table. */
  const sent = (state: string, sending: Sending, to: { then: string; refused: string }, request?: Make) =>
    flow.createStateConfig({
      tags: 'sending',
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
            actions: {
              type: 'answer',
              params: ({ event }: Done) => ({ exchange: event.output, sending, state }),
            },
          },
          {
            target: to.then,
            actions: {
              type: 'answer',
              params: ({ event }: Done) => ({ exchange: event.output, sending, state }),
            },
          },
        ],
      },
    });

  /** Stopped at a check. The message can be changed or restored, and sent again. */
  const refused = (again: string) =>
    flow.createStateConfig({
      tags: 'refused',
      on: { edit: { actions: 'edit' }, restore: { actions: 'restore' }, next: { target: again } },
    });

  /** A step that a person only watches, on the way to the next. */
  const watched = (state: string, say: (context: Context) => Said, target: string) =>
    flow.createStateConfig({
      entry: { type: 'say', params: { say, state } },
      on: { next: { target } },
    });

  /** Something is there (credentials, a token); the next step uses it, `again` obtains it once more. */
  const obtained = (target: string, again?: string) =>
    flow.createStateConfig({
      on: { next: { target }, ...(again === undefined ? {} : { again: { target: again } }) },
    });

  return { flow, message, sent, refused, watched, obtained };
}

function edited(draft: FlowRequest, event: Extract<ProtocolEvent, { readonly type: 'edit' }>) {
  const { params, caller, attack } = event;
  return { draft: { ...draft, params, ...(caller ? { caller } : {}) }, attack };
}

/** What was done to the message on the table. */
function editOf({ draft, made, attack }: ProtocolContext<unknown>): string | undefined {
  if (attack !== undefined) return attack;
  return JSON.stringify(draft) === JSON.stringify(made) ? undefined : 'changed by hand';
}

/** What an answer leaves behind: its arrows, the credentials in it, facts, or the refusal. */
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
    log: logged(
      context.log,
      ...stepsOf(exchange, { ...labels, more, ...(edit === undefined ? {} : { edited: edit }) }),
    ),
    at: exchange.at,
    refusal: exchange.error,
    sessions: session ? [...context.sessions, session] : context.sessions,
    facts: learn && exchange.response ? { ...context.facts, ...learn(exchange.response) } : context.facts,
  };
}

/** Temporary credentials in the answer of any STS call, or the console session of a sign-in. */
function sessionOf({ response, request }: Exchange): FlowSession | undefined {
  const given = response?.['Credentials'] as { AccessKeyId: string; Expiration: string } | undefined;
  const opened = response?.['Session'] as { Id: string; Arn: string; Expiration: string } | undefined;
  if (opened) return { id: opened.Id, arn: opened.Arn, expiration: opened.Expiration };
  if (!given) return undefined;
  const user = (response?.['AssumedRoleUser'] ?? response?.['FederatedUser']) as { Arn: string } | undefined;
  const asked = request.caller.kind === 'principal' ? request.caller.arn : '';
  return { id: given.AccessKeyId, arn: user?.Arn ?? asked, expiration: given.Expiration };
}

/** Id of the newest credentials. */
export const holderId = ({ sessions }: Pick<ProtocolContext<unknown>, 'sessions'>): string =>
  sessions.at(-1)?.id ?? '';
