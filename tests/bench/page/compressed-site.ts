/** Serves the built site as a static host does: compressed, over connections that stay, with names that never change. */

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type StaticServer, listen, wantedFile } from '../../support/static-files.ts';

export function serveCompressed(): Promise<StaticServer> {
  const packed = new Map<string, Buffer>();
  const read = (file: string): Buffer => {
    const body = packed.get(file) ?? gzipSync(readFileSync(file));
    packed.set(file, body);
    return body;
  };
  return listen((request, response) => {
    const { path, file, type } = wantedFile(request);
    if (file === undefined) return response.writeHead(404).end();
    const body = read(file);
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': 'gzip',
      'content-length': body.length,
      'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    });
    response.end(body);
  });
}
