/** Loads the cards of the gallery. */

import type { GalleryCard } from '../../share/gallery/cards.ts';

export type { GalleryCard };

export const loadGallery = async (): Promise<readonly GalleryCard[]> =>
  (await import('../../share/gallery/cards.ts')).gallery;
