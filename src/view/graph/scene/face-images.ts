/**
 * Faces under short names, as images of their own: Cytoscape goes through the address of a node's picture letter
 * by letter each time that the node is styled, and of every node of a drawing that is as long as styling it. Loaded
 * once for all drawings: one that arrives after the first frame has its nodes drawn a second time.
 */

import type { Faces } from './node-faces.ts';

export const faceImages: Record<string, { readonly image: HTMLImageElement }> = {};
const names = new Map<string, string>();

export const named =
  (faces: Faces): Faces =>
  (node) => {
    const address = faces(node);
    let name = names.get(address);
    if (name === undefined) {
      names.set(address, (name = `face-${names.size}`));
      const image = new Image();
      image.src = address;
      faceImages[name] = { image };
    }
    return name;
  };
