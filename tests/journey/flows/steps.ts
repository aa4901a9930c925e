/**
 * These are the steps in which a person makes providers and goes through flows, for the journeys about both.
 */

import type { Page } from 'playwright-core';
import { goTo, pressTool } from '../../setup/page-steps.ts';

/** A text is the whole name: the top bar's Undo also holds the words of what was done. */
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();

/** Opens a tab of a provider's page. */
export const openTab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();

/** A simulated provider outside, made by hand; ends on its page. */
export async function inventProvider(page: Page, product: string): Promise<void> {
  await page.getByRole('link', { name: 'Providers', exact: true }).first().click();
  await press(page, 'New outside provider');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Product' }).selectOption({ label: product });
  await dialog.getByRole('button', { name: 'Create provider' }).click();
  await page.getByRole('heading', { level: 1, name: product }).waitFor();
}

/** Makes the provider whose page is open known to the account; ends on the account's provider. */
export async function addToAccount(page: Page, name?: string): Promise<void> {
  await press(page, 'Add to this account');
  const dialog = page.getByRole('dialog');
  if (name !== undefined) await dialog.getByRole('textbox', { name: 'Provider name' }).fill(name);
  await dialog.getByRole('button', { name: 'Add provider' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Roles that trust this provider' }).waitFor();
}

/** A role for the provider whose page is open; ends on the role. `group`: whose people get it. */
export async function createProviderRole(
  page: Page,
  name: string,
  options: { readonly group?: string; readonly policy?: string } = {},
): Promise<void> {
  await press(page, 'Create role');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Role name' }).fill(name);
  if (options.group !== undefined) {
    await dialog.getByRole('combobox', { name: 'For the people of' }).selectOption({ label: options.group });
  }
  if (options.policy !== undefined) {
    const policies = dialog.getByRole('combobox', { name: /^(Attach policy|Policies)/ });
    await policies.fill(options.policy);
    await policies.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Opens a flow from the place Flows, ends what may go on there, chooses and begins. */
export async function beginFlow(
  page: Page,
  title: string,
  choices: Readonly<Record<string, string>>,
): Promise<void> {
  await page.getByRole('link', { name: 'Flows', exact: true }).first().click();
  await page.getByRole('link', { name: new RegExp(`^${title}`) }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const begin = page.getByRole('button', { name: 'Start', exact: true });
  const anew = page.getByRole('button', { name: 'Start again' });
  await begin.or(anew).first().waitFor();
  if (await anew.isVisible()) await anew.click();
  const more = page.getByText(/^More: /);
  if (await more.isVisible()) await more.click();
  for (const [label, choice] of Object.entries(choices)) {
    const field = page.getByRole('main').getByLabel(new RegExp(`^${label}`));
    const isList = (await field.evaluate((element) => element.tagName)) === 'SELECT';
    await (isList ? field.selectOption({ label: choice }) : field.fill(choice));
  }
  await begin.click();
  await page.getByRole('group', { name: 'Steps' }).waitFor();
}

/** Presses on until the message of that name lies on the table. */
export async function goOnTo(page: Page, message: RegExp): Promise<void> {
  // While a message is under way the button is there and cannot be pressed.
  const forward = page
    .getByRole('group', { name: 'Steps' })
    .getByRole('button', { name: /^Next: /, disabled: false });
  const onTable = page.getByRole('region', { name: /^Next: / });
  for (;;) {
    const name = (await forward.innerText()).trim();
    if (message.test(name)) return;
    if (await onTable.isVisible()) throw new Error(`the flow wants to send another message: ${name}`);
    await forward.click();
    await forward.filter({ hasNotText: name }).waitFor();
  }
}

/** Sends the message of that name, which lies on the table or comes after steps that are only watched. */
export async function send(page: Page, message: RegExp): Promise<void> {
  await goOnTo(page, message);
  await page.getByRole('group', { name: 'Steps' }).getByRole('button', { name: message }).click();
}

/** The messages of a login by SAML or OIDC, as they are called on the button that sends them. */
export const messages = {
  signSaml: /^Next: the provider signs the response$/,
  saml: /^Next: send AssumeRoleWithSAML to AWS STS$/,
  signToken: /^Next: the provider signs the token$/,
  token: /^Next: send AssumeRoleWithWebIdentity to AWS STS$/,
  hop: /^Next: assume the (first|second|third) role$/,
  lambda: /^Next: Lambda assumes the role$/,
} as const;

/** An attack on the message that lies on the table. */
export async function attack(page: Page, title: string): Promise<void> {
  await pressTool(page.getByRole('group', { name: 'Attacks on this message' }), title);
  await page.getByText(/differs from what\s+the flow/).waitFor();
}

/** The flow stopped with AWS's own words. */
export const refused = (page: Page, text: RegExp | string) =>
  page.getByRole('main').getByText(text).first().waitFor();

/** The credentials are there, for the session of that ARN's end. */
export async function sessionIs(page: Page, end: string): Promise<void> {
  await page.getByText('You have temporary credentials').waitFor();
  await page.getByRole('main').getByText(`:assumed-role/${end}`).first().waitFor();
}

/** Waits for the last step, which shows what came of the call that the flow makes with its credentials. */
export async function usedFor(page: Page, action: string, verdict: 'allowed' | 'denied'): Promise<void> {
  await page
    .getByRole('group', { name: 'Steps' })
    .getByRole('button', { name: 'Next: use the credentials' })
    .click();
  await page.getByRole('main').getByText(`Decision on ${action}: ${verdict}`).first().waitFor();
}

/** Brings in an account as JSON, by pasting; ends in its workspace. */
export async function pasteAccount(page: Page, account: object): Promise<void> {
  await goTo(page, '#/workspaces?tab=import');
  await page.getByText('Paste instead').click();
  await page.getByRole('textbox', { name: 'Account details as JSON' }).fill(JSON.stringify(account));
  await page.getByRole('button', { name: 'Import the pasted text' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The file format does not hold').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}
