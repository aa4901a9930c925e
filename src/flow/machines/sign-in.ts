/** Signing in to the console, page by page (SI-01…SI-13): the machine orders, the service checks. */

import { assign, setup } from 'xstate';
import type { Exchange } from '../log/exchange.ts';
import { send } from '../send.ts';
import {
  type SignInPageName,
  type SignInContext,
  type SignInEvent,
  type SignInInput,
  signInPageFacts,
  fresh,
  signInRequestOf,
  stepOf,
} from './sign-in-pages.ts';

const endsIt = new Set(['SignInExpired', 'SignInLocked', 'PasswordExpired']);

const flow = setup({
  types: {
    context: {} as SignInContext,
    events: {} as SignInEvent,
    input: {} as SignInInput,
  },
  actors: { send },
  guards: {
    wantsCode: (_, exchange: Exchange) => stepOf(exchange)?.Next === 'mfa',
    wantsPassword: (_, exchange: Exchange) => stepOf(exchange)?.Next === 'new-password',
    isDone: (_, exchange: Exchange) => stepOf(exchange)?.Next === 'done',
    isOver: (_, exchange: Exchange) => endsIt.has(exchange.error?.code ?? ''),
  },
  actions: {
    note: assign(({ context }, { exchange, page }: { exchange: Exchange; page: SignInPageName }) =>
      signInPageFacts(context, exchange, page),
    ),
    remember: assign(({ event }) =>
      event.type === 'credentials' ? { who: event.who, refusal: undefined, session: undefined } : {},
    ),
    forget: assign(({ context }) => ({ ...fresh, who: context.who, refusal: undefined, session: undefined })),
  },
});

/** A state in which a page is being sent. It goes where the answer says, or `back` when that refuses. */
const sending = <Back extends string>(page: SignInPageName, back: Back) =>
  flow.createStateConfig({
    tags: 'sending',
    invoke: {
      src: 'send',
      input: signInRequestOf,
      onDone: [
        ...(
          [
            ['isDone', 'signedIn'],
            ['wantsCode', 'mfa'],
            ['wantsPassword', 'newPassword'],
            ['isOver', 'credentials'],
          ] as const
        ).map(([type, target]) => ({
          guard: { type, params: ({ event }: { event: { output: Exchange } }) => event.output },
          target,
          actions: note(page),
        })),
        { target: back, actions: note(page) },
      ],
    },
  });

const note = (page: SignInPageName) => ({
  type: 'note' as const,
  params: ({ event }: { event: { output: Exchange } }) => ({ exchange: event.output, page }),
});

export const signInMachine = flow.createMachine({
  id: 'sign-in',
  context: ({ input }) => ({
    ...fresh,
    who: { ...fresh.who, account: input.account },
    log: [],
  }),
  initial: 'credentials',
  on: { 'begin-again': { target: '.credentials', actions: 'forget' } },
  states: {
    credentials: { on: { credentials: { target: 'checkingPassword', actions: 'remember' } } },
    checkingPassword: sending('credentials', 'credentials'),
    mfa: { on: { code: 'checkingCode', touch: 'checkingCode', troubleshoot: 'resync' } },
    checkingCode: sending('code', 'mfa'),
    resync: { on: { codes: 'checkingCodes', code: 'checkingCode' } },
    checkingCodes: sending('codes', 'resync'),
    newPassword: { on: { 'new-password': 'settingPassword' } },
    settingPassword: sending('password', 'newPassword'),
    signedIn: {},
  },
});
