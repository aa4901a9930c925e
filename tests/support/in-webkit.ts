/**
 * WebKit as an engine: WebKitGTK's MiniBrowser on a screen of its own (Xvfb), by plain WebDriver over HTTP. The driver
 * has one session at a time, so each tab has its own driver, whose session keeps nothing.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { type Engine, type Json, type Key, type Tab, type Target, screen } from './tab.ts';

/** The paths of the three programs. */
export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}

export function startWebKit(programs: WebKitPrograms): Engine {
  const tabs = new Set<Tab>();
  return {
    async newTab(first) {
      const tab = await newTab(programs, first);
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

/** WebKit needs this on a machine without a screen and without a graphics card. */
const withoutScreen = {
  GDK_BACKEND: 'x11',
  LIBGL_ALWAYS_SOFTWARE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
};

async function newTab(programs: WebKitPrograms, first: string): Promise<Tab> {
  const folder = mkdtempSync(join(tmpdir(), 'webkit-'));
  const script = join(folder, 'first.js');
  writeFileSync(script, first);
  const running: ChildProcess[] = [];
  const end = async (): Promise<void> => {
    for (const child of running.reverse()) await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const display = await startScreen(programs.screen, running);
    const port = await freePort();
    const places = { HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, DISPLAY: display };
    running.push(
      spawn(programs.driver, [`--port=${port}`], {
        env: { ...env, ...withoutScreen, ...places },
        stdio: 'ignore',
      }),
    );
    const driver = await started(`http://127.0.0.1:${port}`);
    const session = await newSession(driver, programs.browser, script);
    return tabOf(session, async () => {
      try {
        await session('DELETE', '');
      } finally {
        await end();
      }
    });
  } catch (error) {
    await end();
    throw error;
  }
}

/** Starts a screen, which ends with the last window on it, and returns its name. */
async function startScreen(program: string, running: ChildProcess[]): Promise<string> {
  const size = `${screen.width}x${screen.height + 200}x24`;
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

type Command = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

const commands =
  (base: string): Command =>
  async (method, path, body) => {
    const response = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`WebDriver ${method} ${path}: ${error}: ${message}`);
  };

/** Waits until the driver listens, and returns its commands. */
async function started(address: string): Promise<Command> {
  const driver = commands(address);
  for (let tries = 0; ; tries++) {
    try {
      await driver('GET', '/status');
      return driver;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function newSession(driver: Command, binary: string, script: string): Promise<Command> {
  const args = ['--automation', `--user-script-at-start=${script}`];
  const { sessionId } = (await driver('POST', '/session', {
    capabilities: {
      alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args } },
    },
  })) as { sessionId: string };
  const session: Command = (method, path, body) => driver(method, `/session/${sessionId}${path}`, body);
  await session('POST', '/window/rect', { x: 0, y: 0, width: screen.width, height: screen.height + 100 });
  await session('POST', '/timeouts', { script: 60_000 });
  return session;
}

/** The key of an element's id in WebDriver. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

const keys: Readonly<Record<Key, string>> = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

function tabOf(session: Command, close: () => Promise<void>): Tab {
  const run = async (script: string, args: readonly Json[]): Promise<unknown> => {
    const answer = (await session('POST', '/execute/async', {
      script: `const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => (${script})(...arguments[0]))
          .then((value) => done({ value }), (error) => done({ error: String(error) + '\\n' + error?.stack }));`,
      args: [args],
    })) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value ?? undefined;
  };
  return {
    open: async (url) => void (await session('POST', '/url', { url })),
    reload: async () => void (await session('POST', '/refresh', {})),
    back: async () => void (await session('POST', '/back', {})),
    run,
    async find(script, args): Promise<Target | undefined> {
      const found = (await run(script, args)) as { [elementKey]?: string } | undefined;
      const id = found?.[elementKey];
      if (id === undefined) return undefined;
      const send = async (text: string) =>
        void (await session('POST', `/element/${id}/value`, { text, value: [...text] }));
      return {
        click: async () => void (await session('POST', `/element/${id}/click`, {})),
        type: send,
        press: (key) => send(keys[key]),
        upload: (paths) => send(paths.join('\n')),
      };
    },
    close,
  };
}
