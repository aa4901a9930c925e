/** The form of an offer to narrow a statement, and what it reads of a call to say whether it closes it. */

import type { DecidedCall } from '#core/analysis/ways/method-works.ts';
import { parseArn } from '#core/model/arn.ts';
import type { Narrowing } from '../cut.ts';

export interface NarrowingOffer {
  readonly change: Narrowing;
  readonly closes: (call: DecidedCall) => boolean;
}

/** Returns the values of a key in the context of a call; none where it carries none. */
export const contextValues = ({ context }: Pick<DecidedCall, 'context'>, key: string): readonly string[] =>
  Object.entries(context).flatMap(([name, value]) =>
    name.toLowerCase() === key.toLowerCase() ? [value].flat().map(String) : [],
  );

/** Returns the account of the caller; `undefined` for services, and for those whom a provider vouches for. */
export const accountOfCaller = ({ principal }: Pick<DecidedCall, 'principal'>): string | undefined =>
  principal.startsWith('arn:') && !/:(?:oidc|saml)-provider\//.test(principal)
    ? parseArn(principal)?.account
    : undefined;
