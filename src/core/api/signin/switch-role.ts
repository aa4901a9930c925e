/**
 * Switch role in the console (SI-09): AssumeRole, always by the identity that signed in, even from another
 * role. Switching back returns to the session of that identity, which never ended.
 */

import { authenticateCaller, principalOfSession } from '../../authz/credentials.ts';
import type { KnownPrincipal } from '../../authz/principal.ts';
import { created } from '../../model/world/change.ts';
import type { SecretRecord } from '../../model/records/credentials.ts';
import { parseAccountId, unsafeAccountId } from '../../model/ids.ts';
import { roleArn } from '../../model/arn.ts';
import { isoSeconds } from '../../model/request/request.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { stsModel } from '../model/generated/sts.ts';
import { perform, traced } from '../perform.ts';
import { assumeRoleOperations } from '../sts/assume-role.ts';
import { withSecret } from '../sts/issue.ts';
import { unverifiedSigninTexts } from '../errors/texts.ts';
import { userIdentity } from '../trail.ts';
import { type SessionView, pruned, viewOf } from './console-session.ts';
import { signinEvent } from './events.ts';
import {
  type SigninAnswer,
  type SigninCall,
  type SigninCode,
  signinError,
  signinOperation,
} from './operation.ts';
import { accountByName } from './owner.ts';
import { defined } from '../../model/defined.ts';

interface SwitchInput {
  readonly Account: string;
  readonly RoleName: string;
}

export interface Switched {
  readonly Session: SessionView;
}

const fail = (code: SigninCode, message: string): { readonly ok: false } & SigninAnswer<never> => ({
  ok: false,
  error: signinError(code, message),
});

const consoleHome = 'https://console.aws.amazon.com/console/home';

const switchRole = signinOperation<SwitchInput>('SwitchRole', (call): SigninAnswer<Switched> => {
  const { world, env } = call;
  const who = signedInAs(call);
  if (!who.ok) return who;
  const principal = who.value;
  if (principal.kind === 'root') {
    return fail('SwitchRoleFailed', unverifiedSigninTexts.rootSwitchesNoRole);
  }
  const arn = roleMeant(world, call.params);
  const end = principal.session ? Date.parse(principal.session.expiration) : env.now + 12 * 3_600_000;
  const outcome = arn === undefined ? undefined : assume(call, principal, arn, end);
  if (!outcome?.ok) {
    const event = signinEvent(call, {
      name: 'SwitchRole',
      account: principal.account,
      userIdentity: userIdentity(world, principal, call.now),
      failed: unverifiedSigninTexts.switchRefused,
      more: { SwitchFrom: principal.arn, RedirectTo: consoleHome },
    });
    return {
      ...fail('SwitchRoleFailed', unverifiedSigninTexts.switchRefused),
      marks: outcome?.marks ?? [],
      events: [...(outcome?.events ?? []), event],
      ...(outcome?.decision ? { decision: outcome.decision } : {}),
    };
  }
  const { session, secret } = switchedSession(outcome.changes, principal, end);
  const role = principalOfSession(world, session);
  return {
    ok: true,
    response: { Session: viewOf(session) },
    marks: [
      ...outcome.marks,
      ...pruned(world, session.account, env.now),
      created('sessions', session),
      created('secrets', secret),
    ],
    events: [
      ...outcome.events,
      signinEvent(call, {
        name: 'SwitchRole',
        account: session.account,
        userIdentity: userIdentity(world, role ?? principal, call.now),
        more: { SwitchFrom: principal.arn, RedirectTo: consoleHome },
      }),
    ],
    ...defined({ decision: outcome.decision }),
  };
});

/** Returns the identity that signed in, even if it has switched to a role since. */
function signedInAs({ world, env, request }: SigninCall<unknown>) {
  const { caller } = request;
  if (caller.kind !== 'session') return authenticateCaller(world, caller, env.now);
  const id = world.sessions.get(caller.id)?.switchedFrom ?? caller.id;
  return authenticateCaller(world, { kind: 'session', id }, env.now);
}

/** Returns the ARN in its stored case. `RoleName` is path and name. */
function roleMeant(world: World, { Account, RoleName }: SwitchInput): string | undefined {
  const digits = parseAccountId(Account.trim().replaceAll('-', ''));
  const account = accountByName(world, Account)?.id ?? digits;
  if (account === undefined) return undefined;
  const text = `/${RoleName.trim().replace(/^\//, '')}`;
  const slash = text.lastIndexOf('/') + 1;
  return roleArn(unsafeAccountId(account), text.slice(0, slash), text.slice(slash));
}

/** S-03: the session lasts as long as the role and the signed-in session allow. */
function assume(call: SigninCall<unknown>, principal: KnownPrincipal, RoleArn: string, end: number) {
  const { world, env } = call;
  const operation = assumeRoleOperations.find(({ name }) => name === 'AssumeRole');
  const account = world.accounts.get(principal.account);
  if (!operation || !account) throw new Error('AssumeRole is not among the operations');
  const maximum = findByArn(world, 'roles', RoleArn)?.maxSessionDuration ?? 3600;
  const longest = principal.kind === 'role-session' ? 3600 : maximum;
  const rest = Math.floor((end - env.now) / 1000);
  const request = {
    ...call.request,
    service: 'sts',
    operation: 'AssumeRole',
    params: {
      RoleArn,
      RoleSessionName: sessionName(principal),
      // The API takes no less than 15 minutes; the end of the signed-in session cuts it below.
      DurationSeconds: Math.max(900, Math.min(longest, rest)),
    },
  } as const;
  const step = { world, env, request, principal, model: stsModel };
  return traced(step, perform({ ...step, account, operation }));
}

function sessionName(principal: KnownPrincipal): string {
  if (principal.kind === 'user') return principal.user.userName;
  return principal.kind === 'role-session' ? principal.sessionName : principal.account;
}

function switchedSession(
  changes: ReturnType<typeof assume>['changes'],
  { session: from }: KnownPrincipal,
  end: number,
): { readonly session: SessionRecord; readonly secret: SecretRecord } {
  const [row, secret] = (['sessions', 'secrets'] as const).map(
    (table) => changes.find((change) => change.table === table && !change.before)?.after,
  ) as [SessionRecord | undefined, SecretRecord | undefined];
  if (!row || !secret) throw new Error('AssumeRole issued no session');
  return {
    secret,
    session: {
      ...row,
      console: true,
      expiration: isoSeconds(Math.min(end, Date.parse(row.expiration))),
      ...(from ? { switchedFrom: from.id } : {}),
    },
  };
}

const exitRole = signinOperation('ExitRole', (call): SigninAnswer<Partial<Switched>> => {
  const { world, request, now } = call;
  const session = request.caller.kind === 'session' ? world.sessions.get(request.caller.id) : undefined;
  if (session?.console !== true || session.kind !== 'role' || session.caller === undefined) {
    return fail('InvalidSession', unverifiedSigninTexts.notSwitched);
  }
  const role = principalOfSession(world, session);
  const back = session.switchedFrom === undefined ? undefined : world.sessions.get(session.switchedFrom);
  return {
    ok: true,
    response: back ? { Session: viewOf(back) } : {},
    marks: withSecret(world, session),
    events: role
      ? [
          signinEvent(call, {
            name: 'ExitRole',
            account: session.account,
            userIdentity: userIdentity(world, role, now),
            more: { SwitchFrom: session.caller, RedirectTo: consoleHome },
          }),
        ]
      : [],
  };
});

/** Ends the console session and every role session that it switched to. AWS writes no event. */
const signOut = signinOperation('SignOut', ({ world, request }): SigninAnswer<object> => {
  const { caller } = request;
  const session = caller.kind === 'session' ? world.sessions.get(caller.id) : undefined;
  if (session?.console !== true) return fail('InvalidSession', unverifiedSigninTexts.notSignedIn);
  const first = session.switchedFrom ?? session.id;
  const ended = [...world.sessions.values()].filter(
    ({ id, switchedFrom }) => id === first || switchedFrom === first || id === session.id,
  );
  return { ok: true, response: {}, marks: ended.flatMap((row) => withSecret(world, row)) };
});

export const switchRoleOperations = [switchRole, exitRole, signOut];
