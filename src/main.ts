/**
 * Composition root: makes the adapters of this browser, one session on them, and the view on top. No other
 * module makes an adapter.
 */

import { mount, unmount } from 'svelte';
import { beginAnew } from './app/page/after-wipe.ts';
import { Catalogue } from './app/dispatch/catalogue.svelte.ts';
import { sessionContext } from './app/session/context.ts';
import { answered } from './app/page/no-answer.ts';
import { blockedProblem, newerVersion } from './app/problems/problem.ts';
import { LateData } from './app/recovery/late-data.ts';
import { unopened } from './app/recovery/unopened.ts';
import { openFirstQuestion, resumeRoute } from './app/navigation/resume.ts';
import { route } from './app/navigation/routes.svelte.ts';
import { Session } from './app/session/session.svelte.ts';
import { onReturn } from './platform/channel.ts';
import { wallClock } from './platform/clock.ts';
import { missingFeatures } from './platform/features.ts';
import { whenIdle } from './platform/idle.ts';
import { readOwnPage } from './platform/own-page.ts';
import { askToPersist } from './platform/persistence.ts';
import { newSeed, seededRandom } from './platform/random.ts';
import { keepOfflineCopy } from './platform/service-worker.ts';
import { remember, remembered } from './platform/tab-memory.ts';
import { admitOwnScripts } from './platform/trusted-types.ts';
import { isLink } from './share/link/is-link.ts';
import { DexieStore } from './store/dexie/store.ts';
import { type ClosedReason, type Opened, openDatabase } from './store/dexie/open.ts';
import type { Store } from './store/store.ts';
import App from './view/App.svelte';
import NoAnswer from './view/shell/failure/NoAnswer.svelte';

const target = document.getElementById('app') ?? document.body;

async function start(): Promise<void> {
  const carried = readOwnPage();
  admitOwnScripts();
  const first = fetchFirst();
  const closed: { tell?: (reason: ClosedReason) => void } = {};
  const onClosed = (reason: ClosedReason) => closed.tell?.(reason);
  const again = () => openDatabase({ onClosed });
  const opening = openDatabase({ onClosed, onBlocked: sayBlocked });
  const opened = await answered(opening, { wait, ask: askToWait });
  const link = isLink(location.hash) ? location.hash : remembered(previewLink);
  const saved = (at: Opened | 'in memory') =>
    at !== 'in memory' && at.kind === 'open' ? new DexieStore(at.database, at.close, { again }) : undefined;
  const store = saved(opened) ?? (await storeInMemory());
  await resumeRoute(store);

  const session = new Session({
    store,
    features: featuresOf(opened),
    catalogue: new Catalogue(),
    clock: wallClock,
    random: seededRandom(newSeed()),
    tab: { remember, remembered },
    wait,
    persist: askToPersist,
    freeze: import.meta.env.DEV,
    ...(typeof Worker === 'function' ? { importWorker } : {}),
    onOpen: openFirstQuestion,
    onWiped: beginAnew,
  });
  if (opened === 'in memory') offerLater(session, store, opening.then(saved));
  else closed.tell = (reason) => session.databaseClosed(reason);
  followLinks(session);
  target.replaceChildren();
  mount(App, { target, context: sessionContext(session) });
  onReturn(() => void session.follow());
  letGoWhileAway(session);
  if (opened !== 'in memory' && opened.kind === 'newer')
    session.workspaces.refuse(newerVersion('The saved data', opened.version));
  else {
    await session.workspaces.start({ example: link === undefined && carried === undefined });
    if (link !== undefined) await openShared(session, link);
    else if (carried !== undefined) await openTaken(session, carried);
  }
  // The first answer gets the network and the processor alone; what comes next waits for it.
  await first;
  whenIdle(() => {
    session.openDoor();
    void import('./store/dexie/commit.ts').catch(() => undefined);
    void warmUp(session.catalogue);
    void keepOfflineCopy((copy) => (session.waitingVersion = copy));
  });
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Set when an older tab holds the database. */
let blocked = false;

function sayBlocked(): void {
  blocked = true;
  target.textContent = `${blockedProblem.title}. ${blockedProblem.detail}`;
}

/** The database does not answer: shows the ways out, until the returned function is called. */
function askToWait(workInMemory: () => void): () => void {
  target.replaceChildren();
  const page = mount(NoAnswer, { target, props: { blocked, workInMemory } });
  return () => void unmount(page);
}

/** The saved data answer after the person began to work in memory. */
function offerLater(session: Session, memory: Store, late: Promise<Store | undefined>): void {
  void late.then((store) => {
    if (store) session.lateData = new LateData(memory, store);
  });
}

/** A page in the browser's back-forward cache must not hold the database, and WebKit gives it back dead. */
function letGoWhileAway(session: Session): void {
  window.addEventListener('pagehide', () => session.savedData.leave());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void session.savedData.comeBack();
  });
}

/** Makes the store for a browser that keeps nothing; it is loaded only then. */
const storeInMemory = async (): Promise<Store> => new (await import('./store/memory-store.ts')).MemoryStore();

/** Tab-memory key of the link that is shown as a preview, so that a reload shows it again. */
const previewLink = 'preview-link';

/** Opens links from the address bar as previews; a preview leaves no address behind. */
function followLinks(session: Session): void {
  const keepAddress = route.onChange;
  route.onChange = (hash) => {
    if (!session.readOnlyWorld) keepAddress?.(hash);
  };
  route.onLink = (fragment) => void openShared(session, fragment);
  session.onReadOnlyWorld = (readOnlyWorld) => remember(previewLink, readOnlyWorld?.link);
}

async function openShared(session: Session, fragment: string): Promise<void> {
  const { openLink } = await import('./app/share/open.ts');
  await openLink(session, fragment);
}

/** Opens what somebody took along in this very file. */
async function openTaken(session: Session, carried: string): Promise<void> {
  const { openCarried } = await import('./app/share/take-along.ts');
  await openCarried(session, carried);
}

/** Fetches what a first visit shows while the database opens; a failure shows when the module is needed. */
const fetchFirst = (): Promise<unknown> =>
  Promise.allSettled(
    route.bare || route.current.place === 'ask'
      ? [
          import('./view/places/ask/Ask.svelte'),
          import('./share/gallery/examples.ts'),
          import('./share/scenario/records.ts'),
          import('./core/model/shapes/tables.ts'),
        ]
      : [],
  );

/** Loads the catalogue for completions and pickers; what does not arrive now is loaded when needed. */
async function warmUp(catalogue: Catalogue): Promise<void> {
  await Promise.allSettled([catalogue.loadCommonActions(), catalogue.loadManagedPolicies()]);
}

/** The worker is inlined, so that the single-file build has it too; it is loaded with the first import. */
const importWorker = async (): Promise<Worker> =>
  new (await import('./app/worker/import.ts?worker&inline')).default();

/** Returns what the browser lacks; a database that would not open counts as missing. */
function featuresOf(opened: Opened | 'in memory') {
  const reason = unopened(opened);
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
  if (target.hasChildNodes()) throw error;
  target.textContent = `IAM Playground could not start: ${String(error)}. Reload the page to try again.`;
});
