/**
 * Closes a member account from the management account. It is suspended at once, while AWS says
 * PENDING_CLOSURE at first (E-66), and stays in the tree. Calls of closed accounts: account/closed.ts.
 */

import { isClosed } from '../../model/world/expiry.ts';
import { replaced } from '../../model/world/change.ts';
import { withSettings } from '../account/account.ts';
import { fail } from '../errors/codes.ts';
import { type Operation, done } from '../operation.ts';
import { checkOn, managementOperation } from './caller.ts';
import { constraint } from './errors.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { arnOfNode, namedMember } from './tree.ts';

const closeAccount = managementOperation('CloseAccount', {
  checks: (call) => [checkOn('CloseAccount', arnOfNode(call, call.params.AccountId))],
  run: (organization, call) => {
    const found = namedMember(call.world, organization, call.params.AccountId);
    if (!found.ok) return found;
    const account = found.value;
    if (account.id === organization.account) {
      return constraint('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
    }
    if (isClosed(account)) return fail('AccountAlreadyClosedException', orgTexts.alreadyClosed);
    return done({}, [replaced('accounts', account, withSettings(account, { closedDate: call.now }))]);
  },
});

export const closeAccountOperations: Operation[] = [closeAccount];
