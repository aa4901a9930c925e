/**
 * WebKit as an engine: a window of WebKitGTK (webkit_browser.py) on a screen of its own (Xvfb), by plain WebDriver over
 * HTTP. The driver has one session at a time, so each tab has its own driver, whose session keeps nothing.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { type Engine, type Screen, type Tab, desk } from './tab.ts';
import { type Session, newSession, tabOf } from './web-driver.ts';

/** The paths of the two programs. */
export interface WebKitPrograms {
  readonly driver: string;
  readonly screen: string;
}

export function startWebKit(programs: WebKitPrograms): Engine {
  const tabs = new Set<Tab>();
  /** The reason why no tab opens: a browser that does not start now will not start for the next test. */
  let broken: Error | undefined;
  return {
    async newTab(first, screen = desk) {
      if (broken) throw broken;
      const tab = await newTab(programs, first, screen).catch((error: unknown) => {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      });
      const close = async () => {
        tabs.delete(open);
        await tab.close();
      };
      const open = { ...tab, close };
      tabs.add(open);
      return open;
    },
    async close() {
      for (const tab of tabs) await tab.close();
    },
  };
}

/** The window that the driver starts. */
const browser = join(import.meta.dirname, 'webkit_browser.py');

/** WebKit needs this on a machine without a screen and without a graphics card. */
const withoutScreen = {
  GDK_BACKEND: 'x11',
  LIBGL_ALWAYS_SOFTWARE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
};

/** Writes what GTK reads: no movement, and bars so small that a window can be as narrow as a phone. */
function layOut(home: string): void {
  const settings = join(home, '.config/gtk-3.0');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  const small =
    '* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }\n';
  writeFileSync(join(settings, 'gtk.css'), small);
}

async function newTab(programs: WebKitPrograms, first: string, screen: Screen): Promise<Tab> {
  const folder = mkdtempSync(join(tmpdir(), 'webkit-'));
  const script = join(folder, 'first.js');
  writeFileSync(script, first);
  layOut(folder);
  const running: ChildProcess[] = [];
  let said = '';
  const end = async (): Promise<void> => {
    for (const child of running.reverse()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const display = await startScreen(programs.screen, screen, running);
    const port = await freePort();
    const places = {
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, '.config'),
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
      DISPLAY: display,
      FIRST_SCRIPT: script,
    };
    const looks = {
      ...(screen.dark ? { GTK_THEME: 'Adwaita:dark' } : {}),
      ...(screen.scale ? { GDK_SCALE: String(screen.scale) } : {}),
    };
    const driver = spawn(programs.driver, [`--port=${port}`], {
      env: { ...env, ...withoutScreen, ...places, ...looks },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.push(driver);
    driver.stderr.on('data', (part: Buffer) => (said = (said + String(part)).slice(-500)));
    const session = await newSession(`http://127.0.0.1:${port}`, {
      browserName: 'WebKitGTK',
      'webkitgtk:browserOptions': { binary: browser, args: [] },
    });
    await fit(session, screen);
    return tabOf(session, end);
  } catch (error) {
    await end();
    throw new Error(`WebKit does not start: ${String(error)}; it said: ${said.trim()}`, { cause: error });
  }
}

/** Makes the window so large that the page in it has the size of the screen, and waits until it has. */
async function fit({ send }: Session, { width, height }: Screen): Promise<void> {
  const size = { script: 'return [innerWidth, innerHeight, outerHeight];', args: [] };
  for (let tries = 0; ; tries++) {
    const [across, down, all] = (await send('POST', '/execute/sync', size)) as [number, number, number];
    if (across === width && down === height) return;
    if (tries > 200) throw new Error(`WebKit's page is ${across} × ${down} instead of ${width} × ${height}`);
    await send('POST', '/window/rect', { x: 0, y: 0, width, height: height + all - down });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a screen, which ends with the last window on it, and returns its name. */
async function startScreen(
  program: string,
  { width, height, scale }: Screen,
  running: ChildProcess[],
): Promise<string> {
  const factor = scale ?? 1;
  const size = `${width * factor}x${(height + 200) * factor}x24`;
  const child = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset', '-terminate'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  running.push(child);
  const number = child.stdio[3];
  if (!number) throw new Error('the screen has no way to say its number');
  const [text] = (await once(number, 'data')) as [Buffer];
  return `:${String(text).trim()}`;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
