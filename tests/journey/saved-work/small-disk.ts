/** This is a file system of few megabytes that is really full when a test says so. It needs root on Linux. */

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid, platform } from 'node:process';

/** A file of this file system takes whole pages. */
const pageSize = 4096;

export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
  readonly #filler: number;

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
    this.#filler = openSync(join(this.folder, 'filler'), 'w');
  }

  /**
   * Returns how many bytes still fit into the last pages of the logs of IndexedDB. They are on the disk already, so a
   * write that is no larger succeeds when the disk is full.
   */
  roomInLogs(): number {
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' });
    const logs = names.filter((name) => name.includes('IndexedDB') && name.endsWith('.log'));
    return Math.max(0, ...logs.map((name) => -statSync(join(this.folder, name)).size & (pageSize - 1)));
  }

  /** Takes all room that is left, to the last byte. */
  fill(): void {
    for (const size of [1_000_000, 4_096, 1]) {
      const chunk = Buffer.alloc(size, 1);
      try {
        for (;;) writeSync(this.#filler, chunk);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  }

  /** Gives the room back. */
  free(): void {
    ftruncateSync(this.#filler, 0);
  }

  remove(): void {
    closeSync(this.#filler);
    // A browser that ends takes a moment to let go of its files.
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Returns why no such disk can be made here; `undefined` when it can. */
export function noSmallDisk(): string | undefined {
  if (platform !== 'linux') return `no tmpfs on ${platform}`;
  if (getuid?.() !== 0) return 'only root can mount';
  try {
    new SmallDisk(1).remove();
    return undefined;
  } catch (error) {
    return `mount failed: ${String(error)}`;
  }
}
