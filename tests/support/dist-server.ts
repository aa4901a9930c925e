/** Serves the built site as a static server does, and lets a test hold an answer back or change a file. */

import { readFileSync } from 'node:fs';
import { type StaticServer, listen, wantedFile } from './static-files.ts';

export interface DistServer extends StaticServer {
  /** Every request so far: what was asked for, and where it said that it came from. */
  readonly requests: readonly { readonly path: string; readonly referer: string | undefined }[];
  /** Holds answers to this path back; returns how to let them go. */
  hold(path: string): { readonly asked: Promise<void>; release(): void };
  /** Adds a text at the end of a file, as a new version of the site would differ. */
  append(path: string, text: string): void;
}

export async function serveDist(): Promise<DistServer> {
  const held = new Map<string, { readonly free: Promise<void>; readonly asked: () => void }>();
  const added = new Map<string, string>();
  const requests: { path: string; referer: string | undefined }[] = [];
  const server = await listen((request, response) => {
    const { path, file, type } = wantedFile(request);
    requests.push({ path, referer: request.headers.referer });
    const answer = () => {
      if (file === undefined) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
      response.end(Buffer.concat([readFileSync(file), Buffer.from(added.get(path) ?? '')]));
    };
    const hold = held.get(path);
    hold?.asked();
    if (hold) void hold.free.then(answer);
    else answer();
  });
  return {
    ...server,
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
  };
}
