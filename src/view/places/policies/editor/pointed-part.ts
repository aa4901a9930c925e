/** Finds the part of a statement whose fields are under the pointer, or have the focus. */

import type { Attachment } from 'svelte/attachments';
import { type BlockPart, blockParts } from '#core/policy/visual/blocks.ts';

export interface PointedPart {
  /** Position of the statement in the document, from 0. */
  readonly index: number;
  /** Absent: the statement as a whole. */
  readonly part?: BlockPart;
}

/** Reads the attributes `data-statement` and `data-part` around an element. */
function partAt(target: EventTarget | null): PointedPart | undefined {
  if (!(target instanceof Element)) return undefined;
  const index = target.closest<HTMLElement>('[data-statement]')?.dataset['statement'];
  if (index === undefined) return undefined;
  const name = target.closest<HTMLElement>('[data-part]')?.dataset['part'];
  const part = blockParts.find((one) => one === name);
  return { index: Number(index), ...(part && { part }) };
}

/** Tells where the pointer or the focus goes among the fields. The focus counts again when the pointer leaves. */
export const pointing =
  (onpoint: (part: PointedPart | undefined) => void): Attachment<HTMLElement> =>
  (fields) => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const follow = ({ target }: Event) => onpoint(partAt(target));
    // A browser tells of `over` also when the fields move under a pointer at rest, while a person types beside them.
    fields.addEventListener('pointermove', follow, options);
    fields.addEventListener('focusin', follow, options);
    fields.addEventListener(
      'pointerleave',
      () => onpoint(fields.contains(document.activeElement) ? partAt(document.activeElement) : undefined),
      options,
    );
    return () => listening.abort();
  };
