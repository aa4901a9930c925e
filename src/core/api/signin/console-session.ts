/** The end of a sign-in: a console session (SI-07), and the marks that stay after it. */

import { type Change, created, deleted } from '../../model/world/change.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import { isPrunable } from '../../model/world/dates.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { type NewSession, newSession, plainDraft, withSecret } from '../sts/issue.ts';
import { passwordExpiry } from '../../model/passwords/rules.ts';
import { passwordMark } from '../usage.ts';
import { defaultSource } from '../../authz/context.ts';
import { consoleLogin } from './events.ts';
import { forgetFailures } from './lockout.ts';
import type { SigninAnswer, SigninCall } from './operation.ts';
import { type SignInOwner, isRoot } from './owner.ts';
import { defined } from '../../model/defined.ts';

export interface SessionView {
  readonly Id: string;
  readonly Arn: string;
  readonly Expiration: string;
  readonly MFA: boolean;
}

export interface SignedIn {
  readonly Next: 'done';
  readonly Session: SessionView;
  /** P-05: present in the last fifteen days of the password. */
  readonly PasswordExpiresInDays?: number;
}

export const viewOf = ({ id, arn, expiration, mfaTime }: SessionRecord): SessionView => ({
  Id: id,
  Arn: arn,
  Expiration: expiration,
  MFA: mfaTime !== undefined,
});

const consoleSeconds = 12 * 3600;
const warnedDays = 15;
const dayMilliseconds = 86_400_000;

export interface Factors {
  readonly mfaTime?: string | undefined;
  readonly mfaDevice?: string | undefined;
}

/** Makes the session without writing it, since the forced change is authorized as this very session. */
export const consoleSession = (
  { env }: Pick<SigninCall<unknown>, 'env'>,
  owner: SignInOwner,
  { mfaTime }: Factors,
): NewSession =>
  newSession(
    env,
    {
      ...plainDraft(owner.account.id, isRoot(owner) ? undefined : owner.id),
      kind: isRoot(owner) ? 'root' : 'user',
      arn: owner.arn,
      console: true,
      ...defined({ mfaTime }),
    },
    { seconds: consoleSeconds },
  );

/** SI-08, L-08. The session's rows are marks. */
export function signedIn(
  call: SigninCall<unknown>,
  owner: SignInOwner,
  { session, secret }: NewSession,
  { mfaDevice, passwordDate }: Factors & { readonly passwordDate?: string },
): SigninAnswer<SignedIn> {
  const { world, env, request } = call;
  const profile = world.loginProfiles.get(owner.id);
  const region = request.source?.region ?? defaultSource.region;
  const current = profile && { ...profile, passwordDate: passwordDate ?? profile.passwordDate };
  return {
    ok: true,
    response: {
      Next: 'done',
      Session: viewOf(session),
      ...(current ? daysLeft(passwordExpiry(owner.account, current), env.now) : {}),
    },
    marks: [
      ...pruned(world, owner.account.id, env.now),
      created('sessions', session),
      created('secrets', secret),
      ...forgetFailures(world, owner),
      ...passwordMark(world, { owner: owner.id, account: owner.account.id }, region, env.now),
    ],
    events: [consoleLogin(call, owner, { mfaDevice })],
  };
}

function daysLeft(expiry: number | undefined, now: number) {
  if (expiry === undefined) return {};
  const days = Math.ceil((expiry - now) / dayMilliseconds);
  return days <= warnedDays ? { PasswordExpiresInDays: days } : {};
}

export function pruned(world: World, account: SessionRecord['account'], now: number): Change[] {
  const sessions = ownedBy(world, 'sessions', account).filter(
    (session) => session.console === true && isPrunable(session, now),
  );
  const steps = ownedBy(world, 'signIns', account).filter(
    (row) => row.kind !== 'failures' && Date.parse(row.expiration) <= now,
  );
  return [
    ...sessions.flatMap((session) => withSecret(world, session)),
    ...steps.flatMap((row) => {
      const secret = world.secrets.get(row.id);
      return [deleted('signIns', row), ...(secret ? [deleted('secrets', secret)] : [])];
    }),
  ];
}
