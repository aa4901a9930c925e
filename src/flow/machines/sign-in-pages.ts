/**
 * The pages of a sign-in: the request that each sends, and what its answer changes in the machine's context.
 *
 * INVARIANT: passwords and codes are in events only and are never stored.
 */

import type { SignInStep } from '../../core/api/signin/sign-in.ts';
import type { DeviceKind } from '../../core/model/records/lists.ts';
import type { AwsError } from '../../core/model/request/request.ts';
import type { Exchange } from '../log/exchange.ts';
import { loggedSteps } from '../log/steps.ts';
import { type FlowLog, logged } from '../log/log.ts';
import type { FlowRequest } from '../send.ts';
import { defined } from '../../core/model/defined.ts';

export interface SignInContext {
  readonly who: { readonly kind: 'root' | 'user'; readonly account: string; readonly name: string };
  readonly signInId: string;
  readonly devices: readonly { readonly SerialNumber: string; readonly Kind: DeviceKind }[];
  readonly reason: 'first-sign-in' | 'expired';
  readonly wrongCodes: number;
  /** The refusal in the last answer; absent when it was not refused. */
  readonly refusal?: AwsError | undefined;
  readonly session?: SignedInSession | undefined;
  readonly log: FlowLog;
}

/** The id or alias of the account that the page is opened for; empty when the person types it. */
export interface SignInInput {
  readonly account: string;
}

export type SignedInSession = Extract<SignInStep, { readonly Next: 'done' }>['Session'] & {
  readonly passwordExpiresInDays?: number;
};

export type SignInEvent =
  | {
      readonly type: 'credentials';
      readonly who: SignInContext['who'];
      readonly password: string;
    }
  | { readonly type: 'code'; readonly code: string; readonly serialNumber?: string }
  /** The person touches a passkey or security key. */
  | { readonly type: 'touch'; readonly serialNumber: string }
  | { readonly type: 'troubleshoot' }
  | { readonly type: 'codes'; readonly serialNumber: string; readonly codes: readonly [string, string] }
  | { readonly type: 'new-password'; readonly oldPassword: string; readonly newPassword: string }
  | { readonly type: 'begin-again' };

const signin = (operation: string, params: FlowRequest['params']): FlowRequest => ({
  service: 'signin',
  operation,
  params,
  caller: { kind: 'anonymous' },
});

export function signInRequestOf({
  context,
  event,
}: {
  context: SignInContext;
  event: SignInEvent;
}): FlowRequest {
  const { signInId: SignInId } = context;
  switch (event.type) {
    case 'credentials': {
      const { who, password: Password } = event;
      return who.kind === 'root'
        ? signin('SignInAsRoot', { Email: who.name, Password })
        : signin('SignInAsUser', { Account: who.account, UserName: who.name, Password });
    }
    case 'code': {
      const { code: MFACode, serialNumber: SerialNumber } = event;
      return signin('VerifyMFA', { SignInId, MFACode, ...(SerialNumber ? { SerialNumber } : {}) });
    }
    case 'touch':
      return signin('VerifyPasskey', { SignInId, SerialNumber: event.serialNumber });
    case 'codes': {
      const [MFACode1, MFACode2] = event.codes;
      return signin('ResyncMFA', { SignInId, SerialNumber: event.serialNumber, MFACode1, MFACode2 });
    }
    case 'new-password': {
      const { oldPassword: OldPassword, newPassword: NewPassword } = event;
      return signin('SetNewPassword', { SignInId, OldPassword, NewPassword });
    }
    default:
      throw new Error(`\`${event.type}\` sends nothing`);
  }
}

const sent = {
  credentials: 'credentials',
  code: 'MFA code',
  codes: 'two MFA codes',
  password: 'new password',
};
export type SignInPageName = keyof typeof sent;

const nameOf = ({ request }: Exchange, state: SignInPageName): string =>
  request.operation === 'VerifyPasskey' ? 'answer of the passkey' : sent[state];

const replies: Readonly<Record<SignInStep['Next'], string>> = {
  mfa: 'AWS asks for the second factor',
  'new-password': 'AWS asks for a new password',
  done: 'console session',
};

export const stepOf = ({ response }: Exchange): SignInStep | undefined => response as SignInStep | undefined;

const recorded = (log: FlowLog, exchange: Exchange, state: SignInPageName): FlowLog => {
  const step = stepOf(exchange);
  const session = step?.Next === 'done' ? step.Session : undefined;
  return logged(
    log,
    ...loggedSteps(exchange, {
      state,
      from: 'browser',
      to: 'signin',
      name: nameOf(exchange, state),
      reply: replies[step?.Next ?? 'done'],
      more: session
        ? [{ kind: 'credentials', sessionId: session.Id, arn: session.Arn, expiration: session.Expiration }]
        : [],
    }),
  );
};

export function signInPageFacts(
  context: SignInContext,
  exchange: Exchange,
  state: SignInPageName,
): Partial<SignInContext> {
  const step = stepOf(exchange);
  const log = recorded(context.log, exchange, state);
  if (!step) {
    const isCode = exchange.error?.code === 'InvalidMFACode';
    return { log, refusal: exchange.error, wrongCodes: context.wrongCodes + (isCode ? 1 : 0) };
  }
  const base = { log, refusal: undefined };
  switch (step.Next) {
    case 'mfa':
      return { ...base, signInId: step.SignInId, devices: step.Devices, wrongCodes: 0 };
    case 'new-password':
      return { ...base, signInId: step.SignInId, reason: step.Reason };
    case 'done': {
      const { Session, PasswordExpiresInDays: days } = step;
      return {
        ...base,
        session: { ...Session, ...defined({ passwordExpiresInDays: days }) },
      };
    }
  }
}

/** The context of a sign-in that has not begun. */
export const fresh: Omit<SignInContext, 'log'> = {
  who: { kind: 'user', account: '', name: '' },
  signInId: '',
  devices: [],
  reason: 'first-sign-in',
  wrongCodes: 0,
};
