/**
 * Composition root: makes the adapters of this browser, one session on them, and the view on top. No other
 * module makes an adapter.
 */

import { mount, unmount } from 'svelte';
import { beginAnew } from './app/page/after-wipe.ts';
import { Catalogue } from './app/dispatch/catalogue.svelte.ts';
import { sessionContext } from './app/session/context.ts';
import { type Waiting, answeredInTime, unopened } from './app/page/no-answer.ts';
import { painted } from './app/page/painted.ts';
import { blockedProblem, newerVersion } from './app/problems/problem.ts';
import { LateData } from './app/recovery/late-data.ts';
import { openFirstQuestion, resumeRoute, route } from './app/navigation/routes.svelte.ts';
import { Session } from './app/session/session.svelte.ts';
import { onReturn } from './platform/channel.ts';
import { wallClock } from './platform/clock.ts';
import { missingFeatures } from './platform/features.ts';
import { whenIdle } from './platform/yield-to-page.ts';
import { readOwnPage } from './platform/own-page.ts';
import { askToPersist } from './platform/persistence.ts';
import { newSeed, randomFromSeed } from './platform/random.ts';
import { keepOfflineCopy } from './platform/service-worker.ts';
import { remember, rememberedInTab } from './platform/browser-memory.ts';
import { admitOwnScripts } from './platform/trusted-types.ts';
import { isLink } from './share/link/is-link.ts';
import { nothingSaved } from './store/dexie/name.ts';
import type { ClosedReason, Opened } from './store/dexie/open.ts';
import { FirstVisitStore } from './store/first-visit-store.ts';
import type { Store } from './store/store.ts';
import App from './view/App.svelte';
import NoAnswer from './view/shell/failure/NoAnswer.svelte';
import { places } from './view/shell/places.ts';

const target = document.getElementById('app') ?? document.body;

async function start(): Promise<void> {
  const carried = readOwnPage();
  admitOwnScripts();
  const first = fetchFirst();
  // The saved place is no wish of the address.
  const { bare } = route;
  const link = isLink(location.hash) ? location.hash : rememberedInTab(previewLink);
  const example = link === undefined && carried === undefined;
  // A browser that does not even tell which databases it has is waited for where that can be said.
  const untold = wait(1000).then(() => false);
  if (example && (await Promise.race([nothingSaved(), untold]))) return firstVisit(first);

  const saved = await openSaved(askToWait);
  const { store, opened } = saved;
  await resumeRoute(store);
  const session = newSession(store, opened);
  meet(session, saved);
  show(session);
  if (opened !== 'in memory' && opened.kind === 'newer')
    session.workspaces.refuse(newerVersion('The saved data', opened.version));
  else {
    await session.workspaces.start({ example });
    if (link !== undefined) await openShared(session, link, { stay: !bare && !isLink(location.hash) });
    else if (carried !== undefined) await openTaken(session, carried, bare);
  }
  // The first answer gets the network and the processor alone; what comes next waits for it.
  await first;
  fetchNext(session);
}

/** Nothing is saved, so nothing is waited for: the page appears whole, and is saved as soon as it is painted. */
async function firstVisit(first: Promise<unknown>): Promise<void> {
  const store = new FirstVisitStore({
    open: async () => {
      // Nothing can be lost that was saved before, so nobody is asked; the page says that nothing is kept.
      const saved = await openSaved((workInMemory) => {
        workInMemory();
        return () => undefined;
      });
      session.features = featuresOf(saved.opened);
      meet(session, saved);
      return saved.store;
    },
    onFailed: (failure) => session.workspaces.refuse(session.problems.of(failure)),
  });
  await resumeRoute(store);
  const session = newSession(store);
  await Promise.all([session.workspaces.start(), first]);
  show(session);
  await painted();
  await session.problems.attempt(() => store.save());
  await (store.otherTabWasFirst ? session.workspaces.start() : session.workspaces.announce());
  fetchNext(session);
}

function newSession(store: Store, opened?: Opened | 'in memory'): Session {
  return new Session({
    store,
    features: featuresOf(opened),
    catalogue: new Catalogue(),
    clock: wallClock,
    random: randomFromSeed(newSeed()),
    tab: { remember, remembered: rememberedInTab },
    wait,
    persist: askToPersist,
    freeze: import.meta.env.DEV,
    ...(typeof Worker === 'function' ? { importWorker, questionWorker } : {}),
    onOpen: openFirstQuestion,
    onWiped: beginAnew,
  });
}

let isShown = false;

function show(session: Session): void {
  followLinks(session);
  isShown = true;
  target.replaceChildren();
  mount(App, { target, context: sessionContext(session) });
  onReturn(() => void session.follow());
  letGoWhileAway(session);
}

function fetchNext(session: Session): void {
  whenIdle(() => {
    session.requests.openDoor();
    void import('./store/dexie/commit.ts').catch(() => undefined);
    // A backup is wanted when nothing else can be loaded.
    void import('./app/export/account-details.ts').catch(() => undefined);
    void warmUp(session.catalogue);
    void keepOfflineCopy((copy) => (session.waitingVersion = copy));
  });
}

interface Saved {
  readonly opened: Opened | 'in memory';
  readonly store: Store;
  /** The saved data, where they answer after the person began to work in memory. */
  readonly late: Promise<Store | undefined>;
  /** Set for who wants to know that the database was closed under the page. */
  onClosed?: ((reason: ClosedReason) => void) | undefined;
}

/** Opens the saved data, with the code that only they need; memory takes their place where they do not open. */
async function openSaved(ask: Waiting['ask']): Promise<Saved> {
  const saved: { onClosed?: Saved['onClosed'] } = {};
  const onClosed = (reason: ClosedReason) => saved.onClosed?.(reason);
  const again = async () => (await openCode).openDatabase({ onClosed });
  const [openCode, storeCode] = [import('./store/dexie/open.ts'), import('./store/dexie/store.ts')];
  const opening = openCode.then(({ openDatabase }) => openDatabase({ onClosed, onBlocked: sayBlocked }));
  const storeOf = async (at: Opened | 'in memory') => {
    if (at === 'in memory' || at.kind !== 'open') return undefined;
    const { DexieStore } = await storeCode;
    return new DexieStore(at.database, at.close, { again });
  };
  const opened = await answeredInTime(opening, { wait, ask });
  const store = (await storeOf(opened)) ?? (await storeInMemory());
  return Object.assign(saved, { opened, store, late: opening.then(storeOf) });
}

function meet(session: Session, saved: Saved): void {
  if (saved.opened !== 'in memory') saved.onClosed = (reason) => session.savedData.databaseClosed(reason);
  else
    void saved.late.then((answered) => {
      if (answered) session.lateData = new LateData(saved.store, answered);
    });
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Set when an older tab holds the database. */
let blocked = false;

function sayBlocked(): void {
  blocked = true;
  if (isShown) return;
  target.textContent = `${blockedProblem.title}. ${blockedProblem.detail}`;
}

/** The database does not answer: shows the ways out, until the returned function is called. */
function askToWait(workInMemory: () => void): () => void {
  target.replaceChildren();
  const page = mount(NoAnswer, { target, props: { blocked, workInMemory } });
  return () => void unmount(page);
}

/** A page in the browser's back-forward cache must not hold the database, and WebKit gives it back dead. */
function letGoWhileAway(session: Session): void {
  // The same function each time, so that the browser keeps one, however often the page comes back.
  const onPartMissing = () => loadAnewUnlessLost(session);
  window.addEventListener('pagehide', () => session.savedData.leave());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    window.addEventListener('vite:preloadError', onPartMissing);
    void session.savedData.comeBack();
    void loadTheRest(session);
  });
}

/** Code that was on its way when the page was left is cut off, in WebKit for ever: then the page is loaded anew. */
async function loadTheRest(session: Session): Promise<void> {
  try {
    await session.door.open();
    session.problems.over('page-incomplete');
  } catch {
    loadAnewUnlessLost(session);
  }
}

/** Work that is kept only here would be gone with the page. */
function loadAnewUnlessLost(session: Session): void {
  if (!session.savedData.onlyHere && navigator.onLine) loadAnew();
}

/**
 * A link that is pressed in the same moment takes the place of a reload in WebKit: then what it leads to is loaded.
 * Until the new page comes nothing is shown, so that nobody presses what would be lost.
 */
function loadAnew(): void {
  target.replaceChildren();
  window.addEventListener('hashchange', () => location.reload());
  location.reload();
}

/** Makes the store for a browser that keeps nothing; it is loaded only then. */
const storeInMemory = async (): Promise<Store> => new (await import('./store/memory-store.ts')).MemoryStore();

/** Tab-memory key of the link that is shown as a preview, so that a reload shows it again. */
const previewLink = 'preview-link';

function followLinks(session: Session): void {
  const keepAddress = route.onChange;
  route.onChange = (hash) => {
    if (!session.readOnlyWorld) keepAddress?.(hash);
  };
  route.onLink = (fragment) => void openShared(session, fragment);
  session.readOnly.onChange = (readOnlyWorld) => remember(previewLink, readOnlyWorld?.link);
}

/** `stay`: a reload of the preview keeps its address. */
async function openShared(session: Session, fragment: string, options?: { stay: boolean }): Promise<void> {
  const { openLink } = await import('./app/share/open.ts');
  await openLink(session, fragment, options);
}

/** Opens what somebody took along in this very file. */
async function openTaken(session: Session, carried: string, bare: boolean): Promise<void> {
  const { openCarried } = await import('./app/share/take-along.ts');
  await openCarried(session, carried, bare);
}

/** Fetches what a first visit shows while the database opens; a failure shows when the module is needed. */
const fetchFirst = (): Promise<unknown> =>
  Promise.allSettled(
    route.bare || route.current.place === 'ask'
      ? [
          Promise.resolve(places.find(({ name }) => name === 'ask')?.load()),
          import('./share/gallery/first-workspace.json'),
        ]
      : [],
  );

/** Loads the catalogue for completions and pickers; what does not arrive now is loaded when needed. */
async function warmUp(catalogue: Catalogue): Promise<void> {
  await Promise.allSettled([catalogue.loadCommonActions(), catalogue.loadManagedPolicies()]);
}

/** The workers are inlined, so that the single-file build has them too; each is loaded when it is first used. */
const importWorker = async (): Promise<Worker> =>
  new (await import('./app/import/worker/entry.ts?worker&inline')).default();

const questionWorker = async (): Promise<Worker> =>
  new (await import('./app/long-work/worker/entry.ts?worker&inline')).default();

/** Returns what the browser lacks; a database that would not open counts as missing. */
function featuresOf(opened: Opened | 'in memory' | undefined) {
  const reason = opened && unopened(opened);
  const found = missingFeatures().filter(({ feature }) => !reason || feature !== 'indexed-db');
  return reason ? [reason, ...found] : found;
}

/** Shows every primitive of the view in every state, for developers, at `#/ui`. */
async function showPrimitives(): Promise<void> {
  const { default: Page } = await import('./view/ui/showcase/Page.svelte');
  mount(Page, { target });
}

// The condition is known when the site is built, which therefore holds no trace of the page.
const begin = import.meta.env.DEV && location.hash === '#/ui' ? showPrimitives : start;

begin().catch((error: unknown) => {
  // Once the view stands it shows bugs itself, with the ways out.
  if (isShown) throw error;
  target.textContent = `IAM Playground could not start: ${String(error)}. Reload the page to try again.`;
});
