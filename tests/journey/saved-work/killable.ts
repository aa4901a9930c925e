/**
 * This starts a Chromium in its own process group with a profile on disk, so that it can be killed as by a
 * power cut (no unload, no flush) and started again on the same data.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type Page, chromium } from 'playwright-core';
import { attachReadPayroll } from '../../setup/page-steps.ts';
import { answers, withoutOfflineCopy } from '../visit.ts';
import { chromiumFlags, findChromium } from '../../setup/chromium.ts';

export class Killable {
  readonly #profile = mkdtempSync(join(tmpdir(), 'iam-playground-'));
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;

  /** Starts it and opens `url`. */
  async open(url: string): Promise<Page> {
    const path = findChromium();
    if (!path) throw new Error('no Chromium found: set CHROMIUM to the path of one');
    const flags = [
      ...chromiumFlags,
      '--headless=new',
      '--remote-debugging-port=0',
      '--no-default-browser-check',
    ];
    this.#process = spawn(path, [...flags, `--user-data-dir=${this.#profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    this.#browser = await chromium.connectOverCDP(await devtools(this.#process));
    const [context] = this.#browser.contexts();
    if (!context) throw new Error('a browser without a context');
    await withoutOfflineCopy(context);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    return page;
  }

  /** Kills the browser and every process of it, at once. */
  async kill(): Promise<void> {
    const { pid } = this.#process ?? {};
    if (this.#process?.exitCode === null && pid !== undefined) {
      const gone = once(this.#process, 'exit');
      process.kill(-pid, 'SIGKILL');
      await gone;
    }
    await this.#browser?.close().catch(() => undefined);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function devtools(browser: ChildProcess): Promise<string> {
  if (!browser.stderr) throw new Error('a browser without stderr');
  for await (const line of createInterface(browser.stderr)) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('the browser ended before it listened');
}

export interface Kept {
  readonly workspaces: {
    readonly name: string;
    readonly state: string;
    readonly revision: number;
    readonly cursor: number;
  }[];
  readonly records: number;
  readonly journal: number;
  /** Per user name: ARNs of attached policies. */
  readonly attached: Readonly<Record<string, readonly string[]>>;
}

/** Reads what the database holds, past the page. */
export const kept = (page: Page): Promise<Kept> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no answer'));
      });
    const database = await asked(indexedDB.open('iam-playground'));
    const all = (table: string) => asked<unknown[]>(database.transaction(table).objectStore(table).getAll());
    interface Row {
      table: string;
      row: { userName: string; attachedPolicies: string[] };
    }
    const records = (await all('records')) as Row[];
    const users = records.filter(({ table }) => table === 'users');
    const result = {
      workspaces: (await all('workspaces')) as Kept['workspaces'],
      records: records.length,
      journal: (await all('journal')).length,
      attached: Object.fromEntries(users.map(({ row }) => [row.userName, row.attachedPolicies])),
    };
    database.close();
    return result;
  });

/** Makes a change, since a first visit is answered before it is saved; returns what the database holds then. */
export async function keptAfterFix(page: Page): Promise<Kept> {
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  return kept(page);
}
