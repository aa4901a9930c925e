/** Tells which notices of an import still say something new beside what the account lacks now. */

import { isAboutUnknownParts } from '../../share/import/notices.ts';

/** Leaves out the notices that only name parts of the account that are not known. */
export const withoutUnknownParts = (notices: readonly string[]): readonly string[] =>
  notices.filter((notice) => !isAboutUnknownParts(notice));
