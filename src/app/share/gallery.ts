/** The cards of the gallery; loaded where they are shown. */

import type { GalleryCard } from '../../share/gallery/cards.ts';

export type { GalleryCard };

export const loadGallery = async (): Promise<readonly GalleryCard[]> =>
  (await import('../../share/gallery/cards.ts')).gallery;
