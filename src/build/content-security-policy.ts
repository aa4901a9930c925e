/** The policy that seals the page: only its own files, no `eval`, no inline script beyond hashes. */

import type { Plugin } from 'vite';

export const securityPolicyText = (scripts: string, connect: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    // Components and Cytoscape set style attributes; styles cannot execute.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default svelte-trusted-html 'allow-duplicates'",
  ].join('; ');

export const meta = (content: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${content}" />`;
export const intoHead = (html: string, tag: string): string =>
  html.replace('<head>', () => `<head>\n    ${tag}`);

export const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => intoHead(html, meta(securityPolicyText("'self'", "'self'"))),
  },
});

/** The page's own `meta` says so for all requests, but Firefox may ask for a modulepreload before it has read that. */
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
