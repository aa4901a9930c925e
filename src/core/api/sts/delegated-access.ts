/**
 * The partner's half of temporary delegation (Y-03): it trades a token for credentials. Nobody gets such a token
 * here, so every token is refused.
 */

import { fail } from '../errors/codes.ts';
import { unverifiedDelegationTexts } from '../errors/delegation-texts.ts';
import { type Operation, stsOperation } from '../operation.ts';

export const delegatedAccessOperations: Operation[] = [
  stsOperation('GetDelegatedAccessToken', {
    checks: () => [{ action: 'sts:GetDelegatedAccessToken', resource: '*', printed: '*' }],
    run: () => fail('InvalidParameterValue', unverifiedDelegationTexts.tradeInToken),
  }),
];
