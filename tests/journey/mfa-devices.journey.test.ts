/**
 * A person sets MFA up on the built site, with each kind of device that the tutorial names, up to the sign-
 * in.
 */

import jsQR from 'jsqr';
import { generateSync } from 'otplib';
import { PNG } from 'pngjs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, leave, theBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const password = 'First-pass-1';
const credentials = '#/identities/user/alice?tab=credentials';

async function withConsoleAccess(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Enable console access' }).first().click();
  await dialog.getByRole('radio', { name: 'Custom password' }).check();
  await dialog.getByLabel('Custom password').last().fill(password);
  const must = dialog.getByRole('checkbox', { name: /must create a new password/ });
  if (await must.isVisible()) await must.uncheck();
  await dialog.getByRole('button', { name: 'Enable console access' }).click();
  await page.getByRole('button', { name: 'Done' }).first().click();
}

/** The name and password; the page of the device comes next. */
async function signIn(page: Page): Promise<void> {
  await goTo(page, '#/sign-in');
  await page.getByLabel('IAM user name').fill('alice');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function anHourLater(page: Page): Promise<void> {
  await goTo(page, '#/settings/clock');
  await page
    .getByRole('button', { name: /1 hour/ })
    .first()
    .click();
}

test('curriculum row 8: a real app reads the QR code, and the simulated phone signs in', async () => {
  const person = await visit(browser, { path: credentials });
  const { page } = person;
  await withConsoleAccess(page);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Assign MFA device' }).first().click();
  await dialog.getByLabel('Device name').fill('alice-phone');
  await dialog.getByRole('button', { name: 'Next' }).click();
  const image = dialog.getByRole('img', { name: 'QR code of the new MFA device' });
  const source = (await image.getAttribute('src')) ?? '';
  const { data, width, height } = PNG.sync.read(Buffer.from(source.replace(/^data:[^,]*,/, ''), 'base64'));
  const address = new URL(jsQR(new Uint8ClampedArray(data), width, height)?.data ?? 'none:');
  expect([address.protocol, address.searchParams.get('issuer')]).toEqual(['otpauth:', 'Amazon Web Services']);
  // The simulated phone shows the same code as a real app would now.
  const phone = dialog.getByRole('button', { name: /^Enter code/ });
  const secret = address.searchParams.get('secret') ?? '';
  await expect
    .poll(async () => {
      const shown = /\d{3}\s?\d{3}/.exec((await phone.getAttribute('aria-label')) ?? '')?.[0] ?? '';
      return shown.replace(/\D/g, '') === generateSync({ secret });
    })
    .toBe(true);
  await phone.click();
  await dialog.getByRole('button', { name: 'Add MFA' }).click();
  await page.getByRole('article', { name: 'MFA device alice-phone' }).waitFor();
  await anHourLater(page);

  await signIn(page);
  await page.getByRole('button', { name: /^Enter code/ }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  await leave(person);
});

test('curriculum row 8: a fob stays dark until its button is pressed, and its code signs in', async () => {
  const person = await visit(browser, { path: credentials });
  const { page } = person;
  await withConsoleAccess(page);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Assign MFA device' }).first().click();
  await dialog.getByRole('radio', { name: 'Hardware TOTP token' }).check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Buy a token' }).click();
  const fob = dialog.getByRole('region', { name: /^Hardware token/ });
  await fob.getByText('Press the button').waitFor();
  await fob.getByRole('button', { name: 'Show the code' }).click();
  await fob.getByRole('button', { name: 'Enter' }).click();
  await dialog.getByRole('button', { name: 'Add MFA' }).click();
  await page.getByRole('article', { name: /^MFA device/ }).waitFor();
  await anHourLater(page);

  await signIn(page);
  await page.getByRole('button', { name: 'Show the code' }).click();
  await page
    .getByRole('button', { name: /^Enter/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
  await leave(person);
});
