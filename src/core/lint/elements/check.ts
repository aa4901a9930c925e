/** Finds elements that a document needs, must not have, or need not have. */

import type { Checks } from '../finding.ts';
import { largeIdentityPolicy } from './size.ts';

export const elementChecks: Checks = { document: [largeIdentityPolicy] };
