/**
 * Places and their addresses. Everything that a person can return to is in the URL hash (`#/ask?p=…`), so
 * Back, bookmarks and reloads work without a server. An ARN in a path is one encoded segment.
 */

import { isLink } from '../../share/link/is-link.ts';
import type { Store } from '../../store/store.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';

/** Addresses of earlier versions. Links, bookmarks and files of scenarios hold them, so no line here may ever go. */
const moved: readonly (readonly [from: string, to: string])[] = [
  ['rules', 'help/rules'],
  ['settings/words', 'help/words'],
  ['settings/about', 'help/about'],
  ['settings/password-policy', 'identities/password-policy'],
  ['settings/security', 'identities/reports/security'],
  ['settings/report', 'identities/reports/credential-report'],
  ['settings/review', 'identities/reports/review'],
  ['workspaces/lesson', 'learn/lesson'],
  ['workspaces?tab=scenarios', 'learn/scenarios'],
];

export const placeNames = [
  'learn',
  'home',
  'ask',
  'graph',
  'identities',
  'policies',
  'providers',
  'flows',
  'activity',
  'sign-in',
  'settings',
  'workspaces',
  'help',
] as const;
export type PlaceName = (typeof placeNames)[number];

export interface Route {
  readonly place: PlaceName;
  /** Decoded segments after the place: `#/identities/user/alice` is `['user', 'alice']`. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** An address without a place opens Ask: a first visit begins with a question. */
const first: Route = { place: 'ask', path: [], query: {} };

/** Returns the hash that opens a place. Empty query values are left out. */
export function href(
  place: PlaceName,
  path: readonly string[] = [],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- local to this call, never state
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) search.set(key, value);
  const text = search.toString();
  return `#/${[place, ...path.map(encoded)].join('/')}${text && `?${text}`}`;
}

export const fullAddress = (...place: Parameters<typeof href>): string =>
  `${location.href.split('#')[0] ?? ''}${href(...place)}`;

/** Returns the route of a hash; `undefined` when it names no place (another version, or a typo). */
export function parseHash(hash: string): Route | undefined {
  const [path, search] = split((movedHash(hash) ?? hash).replace(/^#?\/?/, ''), '?');
  const [place, ...segments] = path.split('/').filter((segment) => segment !== '');
  const known = placeNames.find((name) => name === place);
  if (!known) return undefined;
  return {
    place: known,
    path: segments.map(decode),
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- local to this call, never state
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Encodes apostrophes too: an address in a file must not hold one. */
const encoded = (segment: string): string => encodeURIComponent(segment).replaceAll("'", '%27');

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The route of the address bar, as state. There is one instance, `route`. */
class Router {
  current = $state.raw<Route>(first);
  /** Called with every new address; main.ts stores the last one for the next visit. */
  onChange: ((hash: string) => void) | undefined;
  /** Called when a link to a scenario comes into the address bar. */
  onLink: ((link: string) => void) | undefined;

  constructor() {
    if (typeof window === 'undefined') return;
    this.#leadOn();
    this.current = parseHash(location.hash) ?? first;
    window.addEventListener('hashchange', () => this.#follow());
  }

  get bare(): boolean {
    return parseHash(location.hash) === undefined && !isLink(location.hash);
  }

  /** Opens `hash` when the address is bare, without a new entry in the browser's history. */
  resume(hash: string): void {
    if (!this.bare || !parseHash(hash)) return;
    this.#replace(hash);
  }

  go(
    place: PlaceName,
    path: readonly string[] = [],
    query: Readonly<Record<string, string | undefined>> = {},
    options: { readonly replace?: boolean } = {},
  ): void {
    const hash = href(place, path, query);
    if (options.replace) return this.#replace(hash);
    location.hash = hash;
    this.#follow();
  }

  #replace(hash: string): void {
    history.replaceState(history.state, '', hash);
    this.#follow();
  }

  /** Replaces an address of an earlier version in the address bar, so that Back does not stop at it. */
  #leadOn(): void {
    const now = movedHash(location.hash);
    if (now !== undefined) history.replaceState(history.state, '', now);
  }

  #follow(): void {
    if (isLink(location.hash)) return this.onLink?.(location.hash);
    this.#leadOn();
    this.current = parseHash(location.hash) ?? first;
    this.onChange?.(location.hash);
  }
}

export const route = new Router();

/** Goes to a place. `replace` changes the address without a new Back step (typing into a query). */
export const go = (...args: Parameters<Router['go']>): void => route.go(...args);

/** Changes some of the query of the address, in the order that is given. `isStep`: Back leads to what it was. */
export function changeQuery(changes: Readonly<Record<string, string | undefined>>, isStep = false): void {
  const { place, path, query } = route.current;
  const others = Object.entries(query).filter(([name]) => !(name in changes));
  route.go(place, path, { ...Object.fromEntries(others), ...changes }, { replace: !isStep });
}

/** Returns a `go` for use after something slow: it does nothing when the person has gone to another place. */
export function goingOn(): (...args: Parameters<Router['go']>) => void {
  // Reads the address bar, because `route` hears of a move one event later.
  const address = () => split(location.hash, '?')[0];
  const from = address();
  return (...args) => {
    if (address() === from) route.go(...args);
  };
}

/** Returns the address of today for `#/rules/E-05`; `undefined` for one that is not of an earlier version. */
function movedHash(hash: string): string | undefined {
  for (const [from, to] of moved) {
    const rest = hash.startsWith(`#/${from}`) ? hash.slice(from.length + 2) : undefined;
    if (rest !== undefined && /^(?:[/?]|$)/.test(rest)) return `#/${to}${rest}`;
  }
  return undefined;
}

const lastRoute = 'last-route';

export async function resumeRoute(store: Store): Promise<void> {
  const last = await store.setting(lastRoute).catch(() => undefined);
  if (typeof last === 'string') route.resume(last);
  // A failed write is not reported: losing this note costs nothing.
  route.onChange = (hash) => void store.putSetting(lastRoute, hash);
}

export function openFirstQuestion({ guide }: WorkspaceInfo): void {
  if (!guide?.start || !route.bare) return;
  const { principal, action, resource } = guide.start.question;
  route.resume(href('ask', [], { p: principal, a: action, r: resource }));
}
