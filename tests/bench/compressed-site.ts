/** Serves the built site as a static host does: compressed, over connections that stay, with names that never change. */

import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface CompressedSite {
  readonly address: string;
  readonly close: () => void;
}

export async function serveCompressed(): Promise<CompressedSite> {
  const root = resolve(import.meta.dirname, '../../dist');
  const packed = new Map<string, Buffer>();
  const read = (file: string): Buffer => {
    const body = packed.get(file) ?? gzipSync(readFileSync(file));
    packed.set(file, body);
    return body;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/$/, '/index.html');
    const file = join(root, path);
    if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile())
      return response.writeHead(404).end();
    const body = read(file);
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'content-length': body.length,
      'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('the site is served nowhere');
  return {
    address: `http://localhost:${place.port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
