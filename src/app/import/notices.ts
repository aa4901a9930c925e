/** Tells which notices of an import still say something new beside what the account lacks now. */

import { isAboutUnknownParts } from '../../share/import/notices.ts';

export const withoutUnknownParts = (notices: readonly string[]): readonly string[] =>
  notices.filter((notice) => !isAboutUnknownParts(notice));
