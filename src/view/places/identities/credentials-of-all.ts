/**
 * Asks the engine if the person may read the credentials of every user, which the columns and filters of the
 * list show. Returns `undefined` when it may, else the first call that is refused.
 */

import { decide } from '../../../app/dispatch/decide.ts';
import type { Session } from '../../../app/session/session.svelte.ts';

const calls = ['iam:ListAccessKeys', 'iam:ListMFADevices', 'iam:GetLoginProfile', 'iam:GetAccessKeyLastUsed'];

export function mayReadCredentials(session: Session): string | undefined {
  const resource = `arn:aws:iam::${session.account}:user/*`;
  const refused = calls.find(
    (action) => decide(session, { principal: session.identity.arn, action, resource }).verdict !== 'allowed',
  );
  return refused && `you have no permission for ${refused} on all users.`;
}
