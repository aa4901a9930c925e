/** A flow's step on the page. Milliseconds. */

import type { Page } from 'playwright-core';
import { beginFlow } from '../../journey/flows/steps.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';
import { onTheSite } from './browser.ts';

/** A step of AssumeRole on the page, from the click to the frame that shows it. */
export const flowFigures = (form: Form): Promise<Figures> =>
  onTheSite(form, async ({ address, newPage }) => {
    const page = await newPage();
    await makeRole(page, address);
    await beginFlow(page, 'AssumeRole', {});
    const [warmUps, steps] = [form.warmUps(4), form.turns(15)];
    const taken: number[] = [];
    while (taken.length < warmUps + steps) {
      await page.getByRole('button', { name: /^Next: send AssumeRole/ }).waitFor();
      taken.push(await page.evaluate(stepTime));
    }
    return { 'flow: a step to its repaint, ms': median(taken.slice(warmUps)) };
  });

/** A role that refuses whoever asks: its message can be sent again and again, two steps each time. */
async function makeRole(page: Page, site: string): Promise<void> {
  await page.goto(`${site}#/identities/create/role`);
  await page
    .getByRole('radio', { name: /AWS service/ })
    .first()
    .check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('textbox', { name: 'Role name' }).fill('Refusing');
  await page
    .getByRole('button', { name: /^(Next|Create role)/ })
    .last()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Refusing' }).waitFor();
}

/** Runs in the page: clicks, and waits for the frame after the list of messages grew. */
function stepTime(): Promise<number> {
  const count = () => document.querySelectorAll('ol[aria-label="Messages"] li').length;
  const before = count();
  const button = [...document.querySelectorAll('button')].find((one) =>
    /^\s*Next: send AssumeRole/.test(one.textContent),
  );
  return new Promise((resolve, reject) => {
    const from = performance.now();
    setTimeout(() => reject(new Error('no message came within a minute')), 60_000);
    new MutationObserver((_, observer) => {
      if (count() <= before) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - from));
    }).observe(document, { subtree: true, childList: true });
    button?.click();
  });
}
