/**
 * The engines of this machine. Each is started with its first person and ends with `closeEngines`. An engine that is not
 * installed has a reason, and tests/engines/driver.engines.test.ts is skipped for it.
 */

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { findChromium } from '../setup/chromium.ts';
import { startChromium } from './in-chromium.ts';
import { startFirefox } from './in-firefox.ts';
import { startWebKit } from './in-webkit.ts';
import { firstScript } from './in-page.ts';
import { Person } from './person.ts';
import type { Engine, Screen, Tab } from './tab.ts';

export const engineNames = ['Chromium', 'Firefox', 'WebKit'] as const;
export type EngineName = (typeof engineNames)[number];

export interface PersonOptions {
  /** The text of a function that runs in every document before the page's own scripts. */
  readonly first?: () => void;
  /** Lets the page install its offline copy: all 10 MB of the site. */
  readonly offline?: boolean;
  readonly screen?: Screen;
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Returns the first of these programs that is there; a name without a folder is looked up in PATH. */
function programOf(...names: readonly string[]): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter);
  return names
    .flatMap((name) => (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isProgram);
}

const firefox = env['FIREFOX'] ?? programOf('firefox-esr', 'firefox');
const webKit = {
  driver: programOf('WebKitWebDriver'),
  hasBinding: ['x86_64', 'aarch64'].some((machine) =>
    existsSync(`/usr/lib/${machine}-linux-gnu/girepository-1.0/WebKit2-4.1.typelib`),
  ),
  screen: programOf('Xvfb'),
};

/** Returns why this engine cannot be used here; `undefined` when it can. */
export function lacking(name: EngineName): string | undefined {
  switch (name) {
    case 'Chromium':
      return findChromium() ? undefined : 'no Chromium (set CHROMIUM to the path of one)';
    case 'Firefox':
      return firefox ? undefined : 'no Firefox (set FIREFOX to the path of one, or install firefox-esr)';
    case 'WebKit': {
      const missing = [
        ...(webKit.driver ? [] : ['webkit2gtk-driver']),
        ...(webKit.hasBinding ? [] : ['python3-gi', 'gir1.2-webkit2-4.1']),
        ...(webKit.screen ? [] : ['xvfb']),
      ];
      return missing.length > 0 ? `no WebKit (install ${missing.join(', ')})` : undefined;
    }
  }
}

/** The engines that are here, as rows of `test.each`. */
export const installed: readonly EngineName[] = engineNames.filter((name) => lacking(name) === undefined);

/** The engines beside Chromium, which goes through the same in tests/journey. */
export const beside = installed.filter((name) => name !== 'Chromium');

async function start(name: EngineName): Promise<Engine> {
  const { driver, screen } = webKit;
  if (name === 'Chromium') return startChromium();
  if (name === 'Firefox' && firefox) return startFirefox(firefox);
  if (name === 'WebKit' && driver && screen) return startWebKit({ driver, screen });
  throw new Error(lacking(name));
}

/** Tabs that are empty again: a new one costs WebKit a browser, and every engine the compiled site. */
const free = new Map<EngineName, Tab[]>();
const running = new Map<EngineName, Promise<Engine>>();

/** Replaces the registration of the offline copy by one that never answers. */
const noOfflineCopy = () => {
  if ('serviceWorker' in navigator) navigator.serviceWorker.register = () => new Promise(() => undefined);
};

/** Somebody in a tab, until they leave. */
export interface Stay {
  readonly person: Person;
  /** Leaves nothing of what the page stored. */
  readonly leave: () => Promise<void>;
}

/** A new person in that engine. */
export async function comeIn(name: EngineName, options: PersonOptions = {}): Promise<Stay> {
  const { first, offline, screen } = options;
  const isPlain = !first && !offline && !screen;
  const waiting = isPlain ? free.get(name)?.pop() : undefined;
  const tab = waiting ?? (await newTab(name, options));
  return {
    person: new Person(tab),
    async leave() {
      if (isPlain && name !== 'WebKit' && (await wiped(tab)))
        free.set(name, [...(free.get(name) ?? []), tab]);
      else await tab.close();
    },
  };
}

async function newTab(name: EngineName, { first, offline, screen }: PersonOptions): Promise<Tab> {
  const engine = running.get(name) ?? start(name);
  running.set(name, engine);
  const scripts = [...(offline ? [] : [noOfflineCopy]), ...(first ? [first] : [])];
  const more = scripts.map((script) => `(${script.toString()})();`).join('\n');
  return (await engine).newTab(firstScript(more), screen);
}

/** Takes away what the site stored in this tab. Returns false where that cannot be done: the tab is closed then. */
async function wiped(tab: Tab): Promise<boolean> {
  const address = String(await tab.run('() => location.href', []));
  if (!address.startsWith('http')) return false;
  try {
    // A document without a script of the page: nobody holds the database.
    await tab.open(new URL('/icon.svg', address).href);
  } catch {
    // A server of the test's own has stopped.
    return false;
  }
  await tab.run(
    `async () => {
      localStorage.clear();
      sessionStorage.clear();
      const asked = (await indexedDB.databases()).map(({ name }) => indexedDB.deleteDatabase(name));
      await Promise.all(asked.map((one) => new Promise((done, fail) => {
        one.onsuccess = done;
        one.onerror = () => fail(one.error);
      })));
    }`,
    [],
  );
  return true;
}

export async function closeEngines(): Promise<void> {
  const engines = [...running.values()];
  running.clear();
  free.clear();
  for (const engine of engines) await (await engine).close();
}
