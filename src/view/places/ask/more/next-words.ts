/** Says where a scenario leads on, in the few words of a button. */

import type { Ahead } from '../../../../app/guide/progress.ts';
import { yesOrNo } from '../../../entity/names.ts';

/**
 * `Stop mallory: she can …` becomes `Next: stop mallory`. Texts without such a head stay whole. The text of a goal is true
 * only beside the answer that it wants.
 */
export function nextWords({ kind, text: marked, wanted }: NonNullable<Ahead['next']>): string {
  // A button shows no code: its words come without the marks of names.
  const text = marked.replaceAll('`', '');
  if (kind === 'goal') return `Next goal: ${text || 'another answer'}: ${yesOrNo(wanted === 'allowed')}`;
  const [head = '', rest] = text.split(':');
  if (rest === undefined || head.length > 24) return `Next: ${text}`;
  return `Next: ${head.charAt(0).toLowerCase()}${head.slice(1)}`;
}
