/** Returns the account on screen in the format of GetAccountAuthorizationDetails, as JSON text. */

import { accountDetailsText, exportAccountDetails } from '../../share/export/account-details.ts';
import type { Session } from '../session/session.svelte.ts';

export const accountDetailsOf = (session: Session): string =>
  accountDetailsText(exportAccountDetails(session.state.world, session.account));
