/** Keys of the request that a call of a method carries, and what they ask for or assume. */

import type { RequestContext } from '../../authz/decision.ts';

export const sessionName: RequestContext = { 'sts:RoleSessionName': 'session' };

/** Returns the keys of a call that sets one tag, `{key}={value}`. */
export function tagContext(tag: string): RequestContext {
  const at = tag.indexOf('=');
  const key = tag.slice(0, at);
  return { [`aws:RequestTag/${key}`]: tag.slice(at + 1), 'aws:TagKeys': [key] };
}

/**
 * Returns what Cognito says about a token of the pool: a pool gives a role to who signs in, and one to who does not.
 * `wanted`: what a pool that nobody knows of would say.
 */
export const poolContexts = (pool: string, wanted: readonly RequestContext[]): RequestContext[] =>
  ['authenticated', 'unauthenticated'].map((amr) => ({
    'cognito-identity.amazonaws.com:aud': pool,
    'cognito-identity.amazonaws.com:amr': [amr],
    ...wanted[0],
  }));

/** Returns the permissions that such a call needs beside that of assuming. */
export const askedOnAssuming = (context: RequestContext): string[] => {
  const keys = Object.keys(context).join(' ').toLowerCase();
  return [
    ...(keys.includes('aws:requesttag/') ? ['sts:TagSession'] : []),
    ...(keys.includes('sts:sourceidentity') ? ['sts:SetSourceIdentity'] : []),
  ];
};

/** Returns a sentence for each key that tells how a thing already is, which no file says. */
export const doubtsAboutKeys = (context: RequestContext, resource: string): string[] =>
  Object.entries(context).flatMap(([key, value]) =>
    /^ec2:(?!attribute|createaction)/i.test(key) ? [`${key} of ${resource} is ${String(value)}.`] : [],
  );
