/** Explains the elements of a policy document where it is shown. */

import { emptyReference } from '../../core/model/service-reference.ts';
import type { Explain } from '../ui/editor/codemirror.ts';

export const explainDocument: Explain = async (text, offset) =>
  (await import('../../core/query/policies/element-words.ts')).elementWords(text, offset, emptyReference);
