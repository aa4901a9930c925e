/**
 * Says in each tag of the head that loads a script or style that the request must not say where it comes from. The page's
 * own `meta` says so for all of them, but Firefox may ask for a modulepreload before it has read that.
 */

import type { Plugin } from 'vite';

export const noReferrer = (): Plugin => ({
  name: 'no-referrer',
  apply: 'build',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace(/<(?:link|script)\b(?=[^>]* crossorigin)/g, '$& referrerpolicy="no-referrer"'),
  },
});
