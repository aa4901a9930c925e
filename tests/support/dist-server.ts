/** Serves the built site as a static server does, and lets a test hold an answer back or change a file. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { type IncomingHttpHeaders, createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface DistServer {
  readonly address: string;
  /** The headers of every request so far. */
  readonly requests: readonly IncomingHttpHeaders[];
  /** Holds answers to this path back; returns how to let them go. */
  hold(path: string): { readonly asked: Promise<void>; release(): void };
  /** Adds a text at the end of a file, as a new version of the site would differ. */
  append(path: string, text: string): void;
  close(): Promise<void>;
}

export async function serveDist(): Promise<DistServer> {
  const root = resolve('dist');
  const held = new Map<string, { readonly free: Promise<void>; readonly asked: () => void }>();
  const added = new Map<string, string>();
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/$/, '/index.html');
    const file = join(root, path);
    requests.push(request.headers);
    const answer = () => {
      if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile())
        return response.writeHead(404).end();
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'cache-control': 'no-cache',
      });
      response.end(Buffer.concat([readFileSync(file), Buffer.from(added.get(path) ?? '')]));
    };
    const hold = held.get(path);
    hold?.asked();
    if (hold) void hold.free.then(answer);
    else answer();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('the site is served nowhere');
  return {
    address: `http://localhost:${place.port}/`,
    requests,
    hold(path) {
      let [asked, release] = [() => undefined as void, () => undefined as void];
      const free = new Promise<void>((resolve) => (release = resolve));
      const heard = new Promise<void>((resolve) => (asked = resolve));
      held.set(path, { free, asked });
      return {
        asked: heard,
        release() {
          held.delete(path);
          release();
        },
      };
    },
    append: (path, text) => void added.set(path, text),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
