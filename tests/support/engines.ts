/**
 * The engines of this machine. Each is started with its first person and ends with `closeEngines`, which every file of
 * tests calls at its end. An engine that is not installed has a reason, and
 * tests/engines/driver.test.ts is skipped for it.
 */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { findChromium } from '../setup/chromium.ts';
import { startChromium } from './in-chromium.ts';
import { startFirefox } from './in-firefox.ts';
import { startWebKit } from './in-webkit.ts';
import { type Person, type PersonOptions, comeIn } from './person.ts';
import type { Engine } from './tab.ts';

export const engineNames = ['Chromium', 'Firefox', 'WebKit'] as const;
export type EngineName = (typeof engineNames)[number];

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
  browser: programOf(
    ...['x86_64', 'aarch64'].flatMap((machine) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0'].map(
        (version) => `/usr/lib/${machine}-linux-gnu/${version}/MiniBrowser`,
      ),
    ),
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
        ...(webKit.driver && webKit.browser ? [] : ['webkit2gtk-driver']),
        ...(webKit.screen ? [] : ['xvfb']),
      ];
      return missing.length > 0 ? `no WebKit (install ${missing.join(' and ')})` : undefined;
    }
  }
}

/** The engines that are here, as rows of `test.each`. */
export const installed: readonly EngineName[] = engineNames.filter((name) => lacking(name) === undefined);

function start(name: EngineName): Promise<Engine> {
  const { driver, browser, screen } = webKit;
  if (name === 'Chromium') return startChromium();
  if (name === 'Firefox' && firefox) return startFirefox(firefox);
  if (name === 'WebKit' && driver && browser && screen)
    return Promise.resolve(startWebKit({ driver, browser, screen }));
  throw new Error(lacking(name));
}

const running = new Map<EngineName, Promise<Engine>>();

/** A new person in that engine. */
export async function personIn(name: EngineName, options: PersonOptions = {}): Promise<Person> {
  const engine = running.get(name) ?? start(name);
  running.set(name, engine);
  return comeIn(await engine, options);
}

export async function closeEngines(): Promise<void> {
  const engines = [...running.values()];
  running.clear();
  for (const engine of engines) await (await engine).close();
}
