/**
 * AWS's sign-in endpoint for SAML (SI-10, SAML-01…SAML-16): the browser posts a provider's response to it. If
 * the response offers one role, it is assumed at once. If it offers several, the person chooses one on a
 * page, which posts the response again. Then it is AssumeRoleWithSAML, and its session opens the console.
 */

import { principalOfSession } from '../../authz/credentials.ts';
import { created } from '../../model/world/change.ts';
import type { SecretRecord } from '../../model/records/credentials.ts';
import type { RefusedBy } from '../../model/request/request.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { stsModel } from '../model/generated/sts.ts';
import type { UnsignedAnswer } from '../operation.ts';
import { type OfferedRoles, offeredRoles, samlOperations } from '../sts/saml.ts';
import { unverifiedSigninTexts } from '../errors/texts.ts';
import { unsignedEvent, userIdentity } from '../trail.ts';
import { type SignedIn, pruned, viewOf } from './console-session.ts';
import { signinEvent } from './events.ts';
import { type SigninAnswer, type SigninCall, signinError, signinOperation } from './operation.ts';
import { defined } from '../../model/defined.ts';

interface Posted {
  readonly SAMLResponse: string;
  readonly RoleArn?: string;
}

export interface RoleChoice {
  readonly Next: 'choose-role';
  readonly Roles: readonly string[];
}

const consoleHome = 'https://console.aws.amazon.com/console/home';
const hour = 3600;

const signInWithSaml = signinOperation<Posted>(
  'SignInWithSAML',
  (call): SigninAnswer<SignedIn | RoleChoice> => {
    const { SAMLResponse, RoleArn } = call.params;
    const found = offeredRoles(call, SAMLResponse);
    if (!found.ok) return refused(found);
    const offered = found.value;
    const [only, ...others] = offered.roleArns;
    if (only === undefined) return noRole;
    if (RoleArn === undefined && others.length > 0) {
      return { ok: true, response: { Next: 'choose-role', Roles: offered.roleArns } };
    }
    return open(call, offered, RoleArn ?? only);
  },
);

/** Returns the page's own words for a response that offers nothing, else those of STS. */
function refused({ error, refusedBy: by }: ApiFailure): { readonly ok: false } & SigninAnswer<never> {
  const isUnreadable = by?.check === 'SAML-01';
  const { samlResponse, ofSts } = unverifiedSigninTexts;
  const message = isUnreadable ? samlResponse : ofSts(error.message, error.status, error.code);
  return answer(message, by);
}

const answer = (
  message: string,
  by: RefusedBy | undefined,
): { readonly ok: false } & SigninAnswer<never> => ({
  ok: false,
  error: signinError('InvalidSAMLResponse', message),
  refusedBy: by,
});
const noRole = answer(unverifiedSigninTexts.samlResponse, {
  check: 'SAML-10',
  because: 'the assertion offers no role of this provider',
});

/** Makes the role's session a console session. It is a mark, like every sign-in. */
function open(
  call: SigninCall<Posted>,
  { provider, seconds = hour }: OfferedRoles,
  RoleArn: string,
): SigninAnswer<SignedIn> {
  const { world, env, now } = call;
  const [operation] = samlOperations;
  if (!operation) throw new Error('AssumeRoleWithSAML is not among the operations');
  const params = {
    RoleArn,
    PrincipalArn: provider,
    SAMLAssertion: call.params.SAMLResponse,
    DurationSeconds: seconds,
  };
  const request = { ...call.request, service: 'sts', operation: operation.name, params } as const;
  const { result, decision, logged }: UnsignedAnswer<unknown> = operation.run({
    world,
    env,
    request,
    params,
    now,
  });
  const said = result.ok ? { response: result.response as object } : { error: result.error };
  const events = logged ? [unsignedEvent({ request, env, model: stsModel, ...logged, ...said })] : [];
  const left = { events, ...defined({ decision }) };
  if (!result.ok) return { ...refused(result), ...left };
  const [session, secret] = (['sessions', 'secrets'] as const).map(
    (table) => result.changes.find((change) => change.table === table && !change.before)?.after,
  ) as [SessionRecord | undefined, SecretRecord | undefined];
  if (!session || !secret) throw new Error('AssumeRoleWithSAML issued no session');
  const opened: SessionRecord = { ...session, console: true };
  const principal = principalOfSession(world, opened);
  return {
    ok: true,
    response: { Next: 'done', Session: viewOf(opened) },
    marks: [
      ...pruned(world, opened.account, env.now),
      created('sessions', opened),
      created('secrets', secret),
    ],
    ...left,
    events: [
      ...events,
      ...(principal
        ? [
            signinEvent(call, {
              name: 'ConsoleLogin',
              account: opened.account,
              userIdentity: userIdentity(world, principal, now),
              more: { LoginTo: consoleHome, MobileVersion: 'No', MFAUsed: 'No', SamlProviderArn: provider },
            }),
          ]
        : []),
    ],
  };
}

export const samlSignInOperations = [signInWithSaml];
