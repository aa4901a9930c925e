/** WebDriver over HTTP, for WebKit's tabs (in-webkit.ts): a session with a driver, and its tab. */

import type { Json, Key, Tab, Target } from './tab.ts';

/** Sends a command to the driver; `within` is in milliseconds, and without it the driver may take as long as it will. */
type Command = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
  within?: number,
) => Promise<unknown>;

const commands =
  (base: string): Command =>
  async (method, path, body, within) => {
    const response = await fetch(base + path, {
      method,
      ...(within === undefined ? {} : { signal: AbortSignal.timeout(within) }),
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

type Capabilities = Readonly<Record<string, unknown>> & { readonly browserName: string };

export interface Session {
  readonly send: Command;
  readonly version: string;
}

/** Opens a session with the driver at this address, as soon as it listens. */
export async function newSession(address: string, alwaysMatch: Capabilities): Promise<Session> {
  const driver = await started(address);
  // A browser that ends at once, because it does not know an option, leaves the driver waiting for ever.
  const { sessionId, capabilities } = (await driver(
    'POST',
    '/session',
    { capabilities: { alwaysMatch } },
    60_000,
  )) as { sessionId: string; capabilities: { browserVersion: string } };
  const send: Command = (method, path, body) => driver(method, `/session/${sessionId}${path}`, body);
  await send('POST', '/timeouts', { script: 60_000 });
  return { send, version: capabilities.browserVersion };
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

/** The one tab of a session; `end` ends the driver. */
export function tabOf({ send: session, version }: Session, end: () => Promise<void>): Tab {
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
    address: async () => (await session('GET', '/url')) as string,
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
    version: () => Promise.resolve(version),
    picture: async () => Buffer.from((await session('GET', '/screenshot')) as string, 'base64'),
    close: async () => {
      try {
        await session('DELETE', '');
      } finally {
        await end();
      }
    },
  };
}
