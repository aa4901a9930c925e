/** Files of the built site, and a server on this machine that answers with them: the same for tests and bench. */

import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { type IncomingMessage, type RequestListener, createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../dist');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

interface WantedFile {
  /** The path of the address, with the name of the page where it had none. */
  readonly path: string;
  /** The file on the disk; absent when the site has no such file. */
  readonly file: string | undefined;
  readonly type: string;
}

export function wantedFile({ url = '/' }: IncomingMessage): WantedFile {
  const path = new URL(url, 'http://localhost').pathname.replace(/^\/$/, '/index.html');
  const file = join(root, path);
  const isThere = file.startsWith(root) && existsSync(file) && statSync(file).isFile();
  return {
    path,
    file: isThere ? file : undefined,
    type: types[extname(path)] ?? 'application/octet-stream',
  };
}

export interface StaticServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function listen(answer: RequestListener): Promise<StaticServer> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('the site is served nowhere');
  return {
    address: `http://localhost:${place.port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
