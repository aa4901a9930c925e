/** The other long lists of a full account: its policies beside AWS's, and a trail with all that is kept. */

import type { Page } from 'playwright-core';
import type { TrailEvent } from '#core/model/records/trail-event.ts';
import { databaseName } from '#store/dexie/name.ts';
import { keptEvents, type TrailRow, trailRow } from '#store/rows.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { onTheDisk } from './browser.ts';
import { keystrokes, many, shownAfter, shownFromElsewhere } from './identities.ts';
import { importAccount } from './imported-account.ts';
import type { Watching } from './watching.ts';

declare const watching: Watching;

export const listFigures = (form: Form): Promise<Figures> =>
  onTheDisk(form, (page, address) => measure(page, address, form));

async function measure(page: Page, site: string, form: Form): Promise<Figures> {
  await importAccount(page, site, form);
  const figures: Figures = {};
  const open = (hash: string, selector: string) => shownFromElsewhere(page, hash, selector);
  for (const [name, hash, table] of [
    ['customer policies', '#/policies', 'Customer managed policies'],
    ['AWS managed policies', '#/policies?tab=aws', 'AWS managed policies'],
  ] as const) {
    const row = `table[aria-label="${table}"] tr.line`;
    figures[`full quota: list of ${name} to first rows, ms`] = await many(form, () => open(hash, row));
    await shownAfter(page, hash, row);
    figures[`full quota: keystroke in the search of ${name}, ms`] = await keystrokes(
      page,
      'AmazonEC2Read',
      form,
    );
  }
  await fillTrail(page, form.either(keptEvents, cycle));
  // Each turn ends with the count, which occupies the database: what a person waits for first are the rows.
  const openTrail = async (hash: string): Promise<{ rows: number; counted: number }> => {
    const rows = await open(hash, 'table[aria-label="Events"] tr.line');
    return { rows, counted: rows + (await untilCounted(page)) };
  };
  for (const [name, hash] of [
    ['Activity to first rows', '#/activity'],
    ['filtered by one event name', '#/activity?name=CreateUser'],
    ['filtered by result, user and time', '#/activity?result=done&user=user-1&from=2026-01-01T00:00'],
  ] as const) {
    figures[`100,000 events: ${name}, ms`] = await many(form, async () => (await openTrail(hash)).rows);
    figures[`100,000 events: ${name.replace(' to first rows', '')}, counted, ms`] = await many(
      form,
      async () => (await openTrail(hash)).counted,
    );
  }
  return figures;
}

/** Milliseconds from now to the frame that says how many events there are. */
const untilCounted = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const from = performance.now();
    const isCounted = () =>
      [...document.querySelectorAll('main [role="status"]')].some(({ textContent }) =>
        /^\s*[\d,]+\s+events?/.test(textContent),
      );
    await watching.until(isCounted, 'the number of events');
    return performance.now() - from;
  });

const names = ['CreateUser', 'AttachUserPolicy', 'GetUser', 'ListUsers', 'PutUserPolicy', 'AssumeRole'];

/** Returns one of the kept events: 500 users made them, and a third was refused. */
function eventRow(workspace: string, account: string, seq: number): TrailRow {
  const userName = `user-${seq % 500}`;
  const eventName = names[seq % names.length] ?? '';
  const event: TrailEvent = {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${String(seq % 500).padStart(17, 'A')}`,
      arn: `arn:aws:iam::${account}:user/${userName}`,
      accountId: account,
      userName,
    },
    eventTime: '2026-01-01T00:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.17',
    ...(seq % 3 === 0 ? { errorCode: 'AccessDenied', errorMessage: 'no' } : {}),
    requestParameters: { userName },
    responseElements: null,
    requestID: `r-${seq}`,
    eventID: `e-${seq}`,
    readOnly: /^(Get|List)/.test(eventName),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
  return trailRow(workspace, seq, event, undefined);
}

/** Events after which users, names and results begin again. */
const cycle = 1_500;

/** Writes them where the page keeps them, then opens the page again. */
async function fillTrail(page: Page, events: number): Promise<void> {
  const workspace = await page.evaluate(
    (name) =>
      new Promise<{ id: string; account: string }>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('workspaces').objectStore('workspaces').getAll();
          reading.onsuccess = () => {
            const rows = reading.result as { id: string; account: string; size: { records: number } }[];
            const [largest] = rows.toSorted((a, b) => b.size.records - a.size.records);
            opening.result.close();
            if (largest) resolve(largest);
            else reject(new Error('no workspace'));
          };
        };
      }),
    databaseName,
  );
  const { id, account } = workspace;
  const rows = Array.from({ length: cycle }, (_, at) => eventRow(id, account, at));
  const chunk = Math.min(5_000, events);
  for (let from = 1; from <= events; from += chunk) {
    await page.evaluate(
      ([name, list, first, count, start]) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const writing = opening.result.transaction('trail', 'readwrite');
            for (let seq = first; seq < first + count; seq += 1) {
              const row = list[seq % list.length];
              if (!row) return reject(new Error('no event'));
              const time = `${new Date(start + seq * 60_000).toISOString().slice(0, 19)}Z`;
              const event = { ...row.event, eventTime: time, requestID: `r-${seq}`, eventID: `e-${seq}` };
              writing.objectStore('trail').put({ ...row, seq, time, event });
            }
            writing.oncomplete = () => {
              opening.result.close();
              resolve();
            };
            writing.onerror = () => reject(new Error('not written'));
          };
        }),
      [databaseName, rows, from, chunk, Date.parse('2026-01-01T00:00:00Z')] as const,
    );
  }
  await page.reload();
  await page.getByRole('main').waitFor();
}
