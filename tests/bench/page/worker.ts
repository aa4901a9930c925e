/** The worker for large accounts on the built site: how long it takes, and how long it holds the page. */

import type { Page } from 'playwright-core';
import { goToQuestion, redo, undo } from '../../setup/page-steps.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';
import type { Watching } from './watching.ts';

interface Watched {
  /** The longest block of the page since the worker was made, until its replica stands. */
  filling?: number;
  /** Milliseconds from the worker's start until its replica stands. */
  standsAfter?: number;
  /** Milliseconds from each question to its answer. */
  readonly answered: number[];
}
declare const watchedWorker: Watched;
declare const watching: Watching;

/** Runs in the page before anything else: notes which functions of its worker the page calls, and when they answer. */
export function watchWorker(): void {
  const watched: Watched = { answered: [] };
  Object.assign(globalThis, { watchedWorker: watched });
  const called = new Map<string, { readonly name: string; readonly at: number }>();
  const made = { at: 0 };
  const Real = Worker;
  globalThis.Worker = class extends Real {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      made.at = performance.now();
      this.addEventListener('message', ({ data }: MessageEvent<{ id: string }>) => {
        const { name, at } = called.get(data.id) ?? { name: '', at: 0 };
        if (name === 'start') watching.longest = 0;
        if (name === 'readAll') {
          watched.filling = watching.longest;
          watched.standsAfter = performance.now() - made.at;
        }
        if (name === 'ask') watched.answered.push(performance.now() - at);
      });
    }
    override postMessage(message: { id: string; path?: string[] }, ...rest: unknown[]): void {
      called.set(message.id, { name: message.path?.join('.') ?? '', at: performance.now() });
      (super.postMessage as (...all: unknown[]) => void)(message, ...rest);
    }
  };
}

const ask = (page: Page, user: string, object: string): Promise<void> =>
  goToQuestion(page, { p: user, a: 's3:GetObject', r: `arn:aws:s3:::reports/${object}` });

const answers = (page: Page): Promise<readonly number[]> => page.evaluate(() => watchedWorker.answered);

/** Does something that asks the worker anew. Returns the milliseconds until it answered. */
async function answeredAfter(page: Page, act: () => Promise<unknown>): Promise<number> {
  const before = (await answers(page)).length;
  await act();
  await page.waitForFunction((count) => watchedWorker.answered.length > count, before);
  return (await answers(page)).at(-1) ?? Number.NaN;
}

/** Asks on a page that has the full-quota account open, and can undo and redo. */
export async function workerFigures(
  page: Page,
  site: string,
  users: readonly string[],
  form: Form,
): Promise<Figures> {
  await page.goto('about:blank');
  await page.goto(`${site}#/ask`);
  const stands = () => page.waitForFunction(() => watchedWorker.standsAfter !== undefined);
  await stands();
  const warm: number[] = [];
  const warmUps = form.warmUps(2);
  for (const [at, user] of users.slice(0, warmUps + form.turns(10)).entries())
    warm.push(await answeredAfter(page, () => ask(page, user, `${at}.csv`)));
  const edited: number[] = [];
  for (let turn = 0; turn < form.turns(5); turn += 1)
    for (const button of [undo(page), redo(page)])
      edited.push(await answeredAfter(page, () => button.click()));
  // A page that is left ends its worker. The next one is filled while nothing else starts.
  await page.evaluate(() => {
    delete watchedWorker.standsAfter;
    dispatchEvent(new PageTransitionEvent('pagehide'));
  });
  await ask(page, users[20] ?? '', 'again.csv');
  await stands();
  const filled = await page.evaluate(() => ({ ...watchedWorker }));
  return {
    'full quota: replica filled and indexed, ms': filled.standsAfter ?? Number.NaN,
    'full quota: longest block of the page while the replica is filled, ms': filled.filling ?? Number.NaN,
    'full quota: who can in the worker, warm, ms': median(warm.slice(warmUps)),
    'full quota: who can in the worker after an edit, ms': median(edited),
  };
}
