/**
 * Page code for person.ts, the same in every engine: it notes what goes wrong, and finds elements as a person would, by role, name and text (Testing Library, as in the tests of `view`).
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as TestingLibrary from '@testing-library/dom';

/** A text to compare: the whole of it, or a regular expression's source and flags. */
export type Sought = string | { readonly source: string; readonly flags: string };

/** An element, as page code reads it. */
export interface Wanted {
  readonly css?: string;
  readonly role?: string;
  readonly name?: Sought;
  readonly text?: Sought;
  readonly within?: Wanted;
}

/** The names that page code finds in the page. */
declare const window: Window & { readonly TestingLibraryDom: typeof TestingLibrary; offences: string[] };

/** Notes uncaught errors, console errors and violations of the Content-Security-Policy of this document. */
function note(): void {
  const offences: string[] = [];
  window.offences = offences;
  // Two of the engines leave the message out of the stack.
  const nameOf = (value: unknown) =>
    value instanceof Error ? `${String(value)} ${value.stack ?? ''}` : String(value);
  addEventListener(
    'error',
    (event) => {
      const { target } = event;
      if (event instanceof ErrorEvent) offences.push(`error: ${event.message} ${nameOf(event.error)}`);
      // Firefox gives up a preload of what it has begun to load; what really fails to load rejects its import.
      else if (target instanceof HTMLElement && !target.matches('link[rel=modulepreload]'))
        offences.push(`not loaded: ${target.outerHTML.slice(0, 200)}`);
    },
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => offences.push(`rejection: ${nameOf(reason)}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    offences.push(`policy: ${violatedDirective} ${blockedURI}`),
  );
  for (const level of ['error', 'warn'] as const) {
    const write = console[level].bind(console);
    console[level] = (...texts: unknown[]) => {
      offences.push(`console: ${texts.map(nameOf).join(' ')}`);
      write(...texts);
    };
  }
}

/** Returns the visible elements that are wanted, outermost first. */
function seek(wanted: Wanted): HTMLElement[] {
  const { queryAllByRole } = window.TestingLibraryDom;
  const matcher = (sought: Sought) =>
    typeof sought === 'string' ? sought : new RegExp(sought.source, sought.flags);
  const isLike = (text: string, sought: Sought) => {
    const plain = text.replace(/\s+/g, ' ').trim();
    const like = matcher(sought);
    return typeof like === 'string' ? plain === like : like.test(plain);
  };
  const isShown = (element: HTMLElement) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
  const among = (root: HTMLElement, { css, role, name }: Wanted): HTMLElement[] => {
    if (css !== undefined) return [...root.querySelectorAll<HTMLElement>(css)];
    if (role !== undefined)
      return queryAllByRole(root, role, name === undefined ? {} : { name: matcher(name) });
    return [...root.querySelectorAll('*:not(script, style)')].filter((one) => one instanceof HTMLElement);
  };
  const all = (one: Wanted): HTMLElement[] => {
    // A document that has just begun has no body.
    const roots = one.within ? all(one.within) : [...document.querySelectorAll('body')];
    const found = roots.flatMap((root) => among(root, one)).filter(isShown);
    const { text } = one;
    if (text === undefined) return found;
    const like = found.filter((element) => isLike(element.innerText, text));
    if (one.css !== undefined || one.role !== undefined) return like;
    // A text alone means the innermost element that says it.
    return like.filter((element) => !like.some((other) => other !== element && element.contains(other)));
  };
  return all(wanted);
}

/** Returns page code that stands before the page's own: Testing Library, the notes, and `more`. */
export function firstScript(more = ''): string {
  const library = createRequire(import.meta.url).resolve(
    '@testing-library/dom/dist/@testing-library/dom.umd.min.js',
  );
  const text = readFileSync(library, 'utf8').replace(/^\/\/# sourceMappingURL.*$/m, '');
  // The pictures are run by tsx, which calls this in functions to keep their names.
  const keepName = 'globalThis.__name = (value) => value;';
  return `if (location.href !== 'about:blank') {\n${keepName}\n(${note.toString()})();\n${text}\n;${more}\n}`;
}

/** Page code that selects all text of a field or of an editor, so that what is typed replaces it. */
export const selectAll = `async (found) => {
  const [field] = found;
  field?.focus();
  if (field?.isContentEditable) {
    // An editor takes its own selection when it gets the focus, and reads the page's a little later.
    await new Promise(requestAnimationFrame);
    getSelection().selectAllChildren(field);
    await new Promise(requestAnimationFrame);
  } else field?.select?.();
  return field;
}`;

/**
 * Page code that brings the first element into sight and waits until it stands still for some frames: WebKit clicks where
 * it saw it, and what loads above may move it.
 */
export const standsStill = `async (found) => {
  const [wanted] = found;
  const placeOf = ({ x, y, width, height }) => [x, y, width, height].join();
  const { innerHeight } = window;
  let before = '';
  for (let frame = 0, still = 0; wanted && still < 3 && frame < 120; frame += 1) {
    const box = wanted.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) wanted.scrollIntoView({ block: 'center' });
    const place = placeOf(wanted.getBoundingClientRect());
    still = place === before ? still + 1 : 0;
    before = place;
    await new Promise(requestAnimationFrame);
  }
  return wanted;
}`;

/** Returns the text of a function that does something with the first element of `seek`, or with all of them. */
export const withSought = (rest: string): string =>
  `(wanted) => { const found = (${seek.toString()})(wanted); return (${rest})(found); }`;
