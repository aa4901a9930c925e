/** The browser is killed in the middle of work: what was acknowledged is there, and nothing half. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createReference } from '#reference/reference.ts';
import { accountDetailsText, exportAccountDetails } from '#share/export/account-details.ts';
import { generateAccount } from '../../setup/generated.ts';
import { worldOf } from '#share/world-records.ts';
import { Killable, kept, keptAfterFix } from './killable.ts';
import { attachReadPayroll } from '../../setup/page-steps.ts';
import { goTo, importFiles, undo } from '../visit.ts';

const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
const bigFile = join(folder, 'account.json');
let browser: Killable;

beforeAll(async () => {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const size = { users: 3_000, groups: 150, roles: 500, policies: 700 };
  const world = worldOf(generateAccount({ ...size, seed: 'killed', reference }));
  const [account] = world.accounts.values();
  if (!account) throw new Error('a generated world without an account');
  writeFileSync(bigFile, accountDetailsText(exportAccountDetails(world, account.id)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  browser = new Killable();
});
afterEach(() => browser.remove());

/** The page is at work: it has an answer, whatever place it opened. */
async function ready(page: Page): Promise<void> {
  await goTo(page, '#/ask');
  await page.getByRole('status', { name: 'Answer' }).waitFor();
}

/**
 * Presses Undo and Redo in turn as fast as the page lets it, `times` times; `onSeen` hears of each press whose
 * result the page shows. Ends early when the browser is gone.
 */
async function pressInTurn(page: Page, times: number, onSeen: (count: number) => void): Promise<void> {
  await page.exposeFunction('seen', onSeen);
  await page.evaluate(async (wanted) => {
    const group = document.querySelector('[role=group][aria-label=History]');
    const [undo, redo] = group?.querySelectorAll('button') ?? [];
    if (!group || !undo || !redo) throw new Error('no history buttons');
    for (let count = 1; count <= wanted; count += 1) {
      const [press, other] = count % 2 ? [undo, redo] : [redo, undo];
      const shown = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!press.disabled || other.disabled) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(group, { attributes: true, subtree: true });
      });
      press.click();
      await shown;
      (window as unknown as { seen: (count: number) => void }).seen(count);
    }
  }, times);
}

/**
 * Runs in the page: after so many rows a write gets no answer, in the middle of a chunk. A fast import would be over before
 * anybody could kill it.
 */
const stuckAfter = (rows: number): string => `{
  let count = 0;
  for (const name of ['add', 'put']) {
    const write = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...row) {
      count += 1;
      return count <= ${rows} ? write.apply(this, row) : {};
    };
  }
}`;

test('a page that is killed during 200 quick edits has kept every acknowledged one', async () => {
  let page = await browser.open(inject('site'));
  await ready(page);
  await attachReadPayroll(page).click();
  await undo(page).and(page.locator(':enabled')).waitFor();
  const before = (await kept(page)).workspaces[0]?.revision ?? 0;

  let acknowledged = 0;
  const dead = new Promise<void>((resolve) => {
    pressInTurn(page, 200, (count) => {
      acknowledged = count;
      if (count === 137) resolve(browser.kill());
    }).catch(() => undefined);
  });
  await dead;

  page = await browser.open(inject('site'));
  await ready(page);
  const { workspaces, attached, journal } = await kept(page);
  const [workspace] = workspaces;
  const made = (workspace?.revision ?? 0) - before;
  expect(made).toBeGreaterThanOrEqual(acknowledged);
  expect(workspaces).toHaveLength(1);
  // Nothing half: record, cursor and journal are all of that one revision.
  expect([workspace?.cursor, attached['alice']?.length, journal]).toEqual([
    made % 2 ? 0 : 1,
    made % 2 ? 0 : 1,
    Math.min(200, before + made),
  ]);
});

test('an import that is killed leaves nothing, and the earlier workspaces are still there', async () => {
  let page = await browser.open(inject('site'));
  await ready(page);
  const before = await keptAfterFix(page);
  await page.evaluate(stuckAfter(3_500));
  await importFiles(page, [bigFile]);
  await page.getByText(/saving [1-9]\d{3} of/).waitFor();
  await browser.kill();

  // Seen from a file of the same site, before the page itself has started again.
  page = await browser.open(new URL('icon.svg', inject('site')).href);
  const left = await kept(page);
  expect(left.workspaces.map(({ state }) => state).sort()).toEqual(['importing', 'ready']);
  expect(left.records).toBeGreaterThanOrEqual(before.records + 1_000);
  await page.goto(inject('site'));
  await ready(page);
  const after = await kept(page);
  expect([after.workspaces, after.records]).toEqual([before.workspaces, before.records]);
});

test('the page says that the browser’s own storage is full, and nothing changes', async () => {
  const page = await browser.open('about:blank');
  // Before the site touches its storage: the browser remembers for a while what room it had.
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(inject('site'));
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 2_000_000 });
  await page.goto(inject('site'));
  await ready(page);
  const before = await keptAfterFix(page);
  await importFiles(page, [bigFile]);
  await page
    .getByText(/storage is full/)
    .first()
    .waitFor();
  await page.reload();
  await ready(page);
  const after = await kept(page);
  expect([after.workspaces, after.records]).toEqual([before.workspaces, before.records]);
});
