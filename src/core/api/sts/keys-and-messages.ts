/** The calls that only read: the caller, the account of a key id, an encoded refusal. */

import { principalId } from '../../authz/principal.ts';
import { fail } from '../errors/codes.ts';
import { type Operation, done, stsOperation } from '../operation.ts';
import { unverifiedTexts } from '../errors/texts.ts';
import { decodeAuthorizationMessage } from './authorization-message.ts';
import { unverifiedDelegationTexts } from '../iam/account/delegation-requests.ts';

const onAll = (action: string) => ({ action: `sts:${action}`, resource: '*', printed: '*' });

export const lookingOperations: Operation[] = [
  // Answers for valid credentials, whatever the policies say (E-80, T-23).
  stsOperation('GetCallerIdentity', {
    checks: () => [],
    run: ({ principal }) =>
      done({ UserId: principalId(principal), Account: principal.account, Arn: principal.arn }),
  }),
  // The answer does not tell if the key is active (S-08).
  stsOperation('GetAccessKeyInfo', {
    checks: () => [onAll('GetAccessKeyInfo')],
    run: ({ world, params }) => {
      const key = world.accessKeys.get(params.AccessKeyId) ?? world.sessions.get(params.AccessKeyId);
      return key
        ? done({ Account: key.account })
        : fail('ValidationError', unverifiedTexts.accessKeyUnknown(params.AccessKeyId));
    },
  }),
  stsOperation('DecodeAuthorizationMessage', {
    checks: () => [onAll('DecodeAuthorizationMessage')],
    run: ({ account, params }) => {
      const decoded = decodeAuthorizationMessage(account, params.EncodedMessage);
      return decoded === undefined
        ? fail('InvalidAuthorizationMessageException', unverifiedTexts.invalidAuthorizationMessage)
        : done({ DecodedMessage: decoded });
    },
  }),
  // The partner's half of temporary delegation (Y-03). Nobody gets such a token here, so every token is refused.
  stsOperation('GetDelegatedAccessToken', {
    checks: () => [{ action: 'sts:GetDelegatedAccessToken', resource: '*', printed: '*' }],
    run: () => fail('InvalidParameterValue', unverifiedDelegationTexts.tradeInToken),
  }),
];
