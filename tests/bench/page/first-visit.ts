/**
 * Counts what a first visit asks its server for until the page rests. The worker that keeps the page offline is left out.
 */

import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { onTheSite } from './browser.ts';
import { firstVerdict } from './watching.ts';

export const visitFigures = (form: Form): Promise<Figures> =>
  onTheSite(form, async ({ address, newPage }) => {
    const page = await newPage();
    let requests = 0;
    page.on('request', (request) => {
      if (request.url().startsWith(address) && !request.serviceWorker()) requests += 1;
    });
    await page.goto(address);
    await firstVerdict(page);
    await page.waitForLoadState('networkidle');
    return { 'first visit: requests': requests };
  });
