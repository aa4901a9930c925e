/**
 * This finds a Chromium, the same for every tool that drives one (browser tests, journeys, screenshots,
 * bench): the variable CHROMIUM, then PATH, then the usual places, then Playwright's own download.
 */

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { env, getuid, platform } from 'node:process';
import type * as playwright from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags that a sandboxed or root machine without a network needs; harmless elsewhere. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a Chromium on this machine, or undefined. */
export function findChromium(): string | undefined {
  const asked = env['CHROMIUM'];
  if (asked) return executable(asked) ? asked : undefined;
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  return [...onPath, ...usualPlaces].find(executable) ?? playwrightsOwn();
}

function playwrightsOwn(): string | undefined {
  const { chromium } = createRequire(import.meta.url)('playwright-core') as typeof playwright;
  const path = chromium.executablePath();
  return path && executable(path) ? path : undefined;
}

const install = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: platform === 'win32',
  });

/** Returns the path of a Chromium, and installs one if there is none: with apt where it may, else Playwright's own. */
export function ensureChromium(): string | undefined {
  const found = findChromium();
  if (found || env['CHROMIUM']) return found;
  console.log('\n== no Chromium found: trying to install one (set CHROMIUM=/path/to/chromium to name yours)');
  if (platform === 'linux' && getuid?.() === 0) {
    install('apt-get', 'update', '-qq');
    install('apt-get', 'install', '-y', '-qq', 'chromium');
  }
  if (!findChromium()) install('npx', 'playwright-core', 'install', 'chromium');
  return findChromium();
}
