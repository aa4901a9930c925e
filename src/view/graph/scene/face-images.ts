/**
 * Loads the pictures of nodes as images with short names. Cytoscape reads the address of a node's picture
 * letter by letter each time it styles the node, which costs as much as the styling itself. The images are
 * loaded once for all drawings. If one arrives after the first frame, its nodes are drawn again.
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
