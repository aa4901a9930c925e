/**
 * The federation endpoint (SI-11, SI-12): temporary credentials become a link that opens the console without
 * a password. `getSigninToken` comes first, then `login` with the token within 15 minutes.
 */

import { principalOfSession } from '../../authz/credentials.ts';
import { created } from '../../model/world/change.ts';
import { newUuid, unsafeEntityId } from '../../model/ids.ts';
import { isoSeconds } from '../../model/request/request.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import { isExpired } from '../../model/world/dates.ts';
import type { SignInRecord } from '../../model/records/sign-ins.ts';
import type { World } from '../../model/world/world.ts';
import { base64Alphabet, randomText } from '../base64.ts';
import { newSession } from '../sts/issue.ts';
import { unverifiedSigninTexts } from '../errors/texts.ts';
import { userIdentity } from '../trail.ts';
import { type SignedIn, pruned, viewOf } from './console-session.ts';
import { signinEvent } from './events.ts';
import { type SigninAnswer, type SigninCall, signinError, signinOperation } from './operation.ts';
import { defined } from '../../model/defined.ts';

const tokenMinutes = 15;

interface TokenInput {
  readonly SessionId: string;
  readonly SessionKey: string;
  readonly SessionToken: string;
  readonly SessionDuration?: number;
}

const invalid = (message: string) => ({ ok: false, error: signinError('InvalidSession', message) }) as const;

const getSigninToken = signinOperation<TokenInput>('GetSigninToken', (call) => {
  const { world, env, params } = call;
  const session = presented(call);
  const principal = session && principalOfSession(world, session);
  if (!session || !principal) return invalid(unverifiedSigninTexts.federationCredentials);
  if (params.SessionDuration !== undefined && !mayLast(session)) {
    return invalid(unverifiedSigninTexts.federationDuration);
  }
  const id = unsafeEntityId(newUuid(env.random));
  const token: SignInRecord = {
    id,
    account: session.account,
    kind: 'token',
    session: session.id,
    expiration: isoSeconds(env.now + tokenMinutes * 60_000),
    ...defined({ seconds: params.SessionDuration }),
  };
  const text = `${id}.${randomText(env.random, 160, base64Alphabet)}`;
  return {
    ok: true,
    response: { SigninToken: text },
    marks: [
      ...pruned(world, session.account, env.now),
      created('signIns', token),
      created('secrets', { id, account: session.account, kind: 'signin-token', token: text }),
    ],
    events: [
      signinEvent(call, {
        name: 'GetSigninToken',
        account: session.account,
        userIdentity: userIdentity(world, principal, call.now),
      }),
    ],
  };
});

/** Finds the session with these three parts. SI-12: only sessions of AssumeRole* and GetFederationToken. */
function presented({ world, env, params }: SigninCall<TokenInput>): SessionRecord | undefined {
  const session = world.sessions.get(params.SessionId);
  const secret = world.secrets.get(params.SessionId);
  if (!session || secret?.kind !== 'session' || isExpired(session, env.now)) return undefined;
  const proved = secret.secretAccessKey === params.SessionKey && secret.sessionToken === params.SessionToken;
  return proved && (session.kind === 'role' || session.kind === 'federated-user') ? session : undefined;
}

/** SI-11: only for a role that somebody assumed with long-term credentials. */
const mayLast = ({ kind, chained, callerSession }: SessionRecord): boolean =>
  kind === 'role' && chained !== true && callerSession === undefined;

interface LoginInput {
  readonly SigninToken: string;
  readonly Issuer?: string;
  readonly Destination?: string;
}

const login = signinOperation<LoginInput>('Login', (call): SigninAnswer<SignedIn> => {
  const { world, env, params, now } = call;
  const found = sessionOfToken(world, params.SigninToken, env.now);
  const principal = found && principalOfSession(world, found.session);
  if (!found || !principal) {
    return {
      ok: false,
      error: signinError('InvalidSigninToken', unverifiedSigninTexts.signinToken),
    };
  }
  const { id: _, issueTime: __, expiration, ...draft } = found.session;
  const end = Date.parse(expiration);
  const left = Math.max(0, Math.floor((end - env.now) / 1000));
  const { session, secret } = newSession(
    env,
    { ...draft, console: true },
    { seconds: found.token.seconds ?? left },
  );
  const { Issuer, Destination = 'https://console.aws.amazon.com/console/home' } = params;
  const opened = principalOfSession(world, session) ?? principal;
  return {
    ok: true,
    response: { Next: 'done', Session: viewOf(session) },
    marks: [
      ...pruned(world, session.account, env.now),
      created('sessions', session),
      created('secrets', secret),
    ],
    events: [
      signinEvent(call, {
        name: 'ConsoleLogin',
        account: session.account,
        userIdentity: userIdentity(world, opened, now),
        more: {
          LoginTo: Destination,
          MobileVersion: 'No',
          MFAUsed: 'No',
          ...defined({ Issuer }),
        },
      }),
    ],
  };
});

function sessionOfToken(world: World, text: string, now: number) {
  const row = world.signIns.get(text.slice(0, text.indexOf('.')));
  const secret = row && world.secrets.get(row.id);
  if (row?.kind !== 'token' || secret?.kind !== 'signin-token' || secret.token !== text) return undefined;
  const session = world.sessions.get(row.session);
  if (!session || now >= Date.parse(row.expiration) || isExpired(session, now)) return undefined;
  return { token: row, session };
}

export const federationOperations = [getSigninToken, login];
