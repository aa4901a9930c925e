/** The outside service at work: it reads what the issuer publishes, and checks each token that it is shown. */

import { keysDocument, publishedAt } from '../../core/api/sts/outbound/keys.ts';
import { verifyJws } from '../../core/api/sts/outbound/jws.ts';
import { type AwsError, type RefusedBy, isoSeconds } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Exchange } from '../log/exchange.ts';
import type { FlowRequest } from '../send.ts';
import type { PresentedToken } from '../provider/requests.ts';

type Answer = Pick<Exchange, 'response' | 'error' | 'refusedBy'>;

/** Call `isServiceRequest` first. */
export function serviceExchange(world: World, request: FlowRequest, now: number): Exchange {
  const { service, operation, params } = request;
  const answer =
    operation === 'PresentToken'
      ? presented(params as unknown as PresentedToken, now)
      : fetched(world, String(params['Url']));
  return {
    request: { service, operation, params, caller: { kind: 'anonymous' } },
    ...answer,
    events: [],
    at: isoSeconds(now),
  };
}

function fetched(world: World, url: string): Answer {
  const document = publishedAt(world, url);
  return document
    ? { response: { Document: document } }
    : { error: { code: 'NotFound', status: 404, message: 'Nothing is published at this address.' } };
}

/** Makes the checks in the order of checks.ts. */
function presented(
  { WebIdentityToken: token, Service: trust, SecondsLater: later }: PresentedToken,
  now: number,
): Answer {
  const verified = verifyJws(token, keysDocument().keys);
  if (!verified.ok) return refused('signature', 'the token cannot be trusted', verified.error);
  const { iss, aud, exp, sub } = verified.value;
  const texts = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
  if (iss !== trust.Issuer) return refused('issuer', 'the issuer is another', `the token names ${text(iss)}`);
  if (!texts(aud).includes(trust.Audience))
    return refused(
      'audience',
      'the token was made for another service',
      `the token names ${texts(aud).map(text).join(', ')}`,
    );
  const at = Math.floor(now / 1000) + later;
  if (typeof exp !== 'number' || exp <= at)
    return refused('time', 'the token has expired', `it is ${isoSeconds(at * 1000)} here`);
  if (sub !== trust.Subject)
    return refused('subject', 'nobody here knows the subject', `the token names ${text(sub)}`);
  return { response: { Access: 'granted', Subject: sub } };
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');

/** A refusal in the form of RFC 6750. */
function refused(check: string, message: string, because: string): { error: AwsError; refusedBy: RefusedBy } {
  return {
    error: {
      code: 'invalid_token',
      status: 401,
      message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
    },
    refusedBy: { check, because },
  };
}
