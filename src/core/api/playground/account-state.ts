/**
 * Things that the root user does on AWS's pages without an API: a new email address, and opening a closed
 * account again, which AWS's support does within 90 days.
 */

import { replaced } from '../../model/world/change.ts';
import { isoSeconds } from '../../model/request/request.ts';
import { closedForGood } from '../account/closed.ts';
import { withSettings } from '../account/account.ts';
import { fail } from '../errors/codes.ts';
import { done } from '../operation.ts';
import { accountTexts as say } from '../errors/texts.ts';
import { accountMeant } from './accounts.ts';
import { type PlaygroundOperation, playgroundOperation } from './operation.ts';

interface ChangeEmailInput {
  readonly Email: string;
}

const changeRootUserEmail = playgroundOperation<ChangeEmailInput>('ChangeRootUserEmail', (call) => {
  const { world, caller, params } = call;
  const found = accountMeant(call, undefined);
  if (!found.ok) return found;
  const account = found.value;
  if (caller?.kind !== 'root') return fail('AccessDenied', say.rootOnly('change its email address'));
  const { Email: email } = params;
  if ([...world.accounts.values()].some((other) => other.id !== account.id && other.email === email)) {
    return fail('EntityAlreadyExists', say.emailTaken(email));
  }
  return done(
    { Email: email },
    email === account.email ? [] : [replaced('accounts', account, { ...account, email })],
  );
});

const reopenAccount = playgroundOperation<{ readonly Account?: string }>('ReopenAccount', (call) => {
  const found = accountMeant(call, call.params.Account);
  if (!found.ok) return found;
  const account = found.value;
  const end = closedForGood(account);
  if (end === undefined) return fail('InvalidInput', say.notClosed);
  if (call.env.now >= end) {
    return fail('InvalidInput', say.closedForGood(account.settings?.closedDate ?? isoSeconds(end)));
  }
  return done({ Account: account.id }, [
    replaced('accounts', account, withSettings(account, { closedDate: undefined })),
  ]);
});

export const accountStateOperations: PlaygroundOperation[] = [changeRootUserEmail, reopenAccount];
