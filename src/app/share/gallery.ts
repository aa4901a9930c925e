/** Loads the cards of the gallery. */

import type { GalleryCard } from '../../content/gallery/cards.ts';

export type { GalleryCard };

export const loadGallery = async (): Promise<readonly GalleryCard[]> =>
  (await import('../../content/gallery/cards.ts')).gallery;
