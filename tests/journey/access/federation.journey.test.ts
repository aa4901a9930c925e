/**
 * This looks with axe at Providers and Flows with something in them, in both themes, and nothing scrolls
 * sideways at 360 px.
 */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bringAxe, faultsAtAnyWidth, painted } from './axe.ts';
import { bringRuler, sizeFaults } from './boxes.ts';
import {
  addToAccount,
  attack,
  beginFlow,
  createProviderRole,
  goOnTo,
  inventProvider,
  messages,
  openTab,
  send,
} from '../flows/steps.ts';
import { goTo, leave, theBrowser, visit } from '../visit.ts';
import { wordFaults } from '../../setup/words/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

/** Goes through what the two places show, and looks at each. */
async function everywhere(page: Page, look: (what: string) => Promise<void>): Promise<void> {
  const dialogOf = async (button: string, what: string) => {
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('dialog').waitFor();
    await look(what);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  await inventProvider(page, 'Okta');
  await look('an outside provider');
  await dialogOf('Ana Ruiz', 'a person');
  await openTab(page, /^Applications/);
  await look('applications');
  await dialogOf('Edit AWS Account Federation', 'an application');
  await dialogOf('Add application', 'a new application');
  await addToAccount(page, 'Okta');
  await look('a SAML provider');
  await openTab(page, /^Encrypted assertions/);
  await page.getByRole('button', { name: 'Create a key pair' }).click();
  await page.getByText('Okta encrypts its assertions').waitFor();
  await look('encrypted assertions');
  await dialogOf('Add private key', 'a private key');
  await openTab(page, /^Metadata/);
  await dialogOf('Replace metadata', 'other metadata');
  await dialogOf('Create role', 'a role for the provider');
  await createProviderRole(page, 'Developers', { group: 'Engineering' });
  await goTo(page, '#/providers');
  await page.getByRole('region', { name: 'Outside providers' }).getByRole('link', { name: /Okta/ }).click();
  await openTab(page, /^Applications/);
  await page
    .getByRole('article', { name: 'AWS Account Federation' })
    .getByRole('checkbox', { name: 'project' })
    .check();
  await page.getByRole('textbox', { name: 'Tag key of project' }).waitFor();
  await look('tags and roles offered');
  await openTab(page, /^Signing keys/);
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByText(/Its metadata does not contain the newest key/).waitFor();
  await look('a rotated key');
  await openTab(page, /^Published documents/);
  await look('published documents');
  await inventProvider(page, 'GitHub Actions');
  await look('a provider of workloads');
  await dialogOf('Add workload', 'a new workload');
  await addToAccount(page);
  await look('an OIDC provider');
  await openTab(page, /^Keys and thumbprints/);
  await look('keys of an issuer');
  await goTo(page, '#/providers');
  await page.getByRole('table', { name: 'Identity providers of the account' }).waitFor();
  await look('the list of providers');

  await beginFlow(page, 'SAML 2.0', { 'Which role': 'Developers' });
  await look('a flow at its first step');
  await goOnTo(page, messages.signSaml);
  await attack(page, 'An assertion for another service');
  await look('a message that was changed');
  await send(page, messages.signSaml);
  await goOnTo(page, messages.saml);
  await look('a signed response');
  await send(page, messages.saml);
  await page
    .getByText(/Response signature invalid|required audience/)
    .first()
    .waitFor();
  await look('a refusal');
  await beginFlow(page, 'Execution role of a Lambda function', {});
  await send(page, messages.lambda);
  await page
    .getByRole('main')
    .getByText(/session is there|AccessDenied/)
    .first()
    .waitFor();
  await look('a service’s role');
}

test('axe finds nothing serious in the places of federation in both themes, and none scrolls sideways at 360 px', async () => {
  const person = await visit(browser);
  const { page } = person;
  await bringAxe(page);
  await bringRuler(page);
  const found: Record<string, string[]> = {};
  await everywhere(page, async (what) => {
    const here = [
      ...(await wordFaults(page)),
      ...(await sizeFaults(page)),
      ...(await faultsAtAnyWidth(page)),
    ];
    if (here.length > 0) found[what] = here;
    await page.setViewportSize({ width: 1440, height: 900 });
    await painted(page);
  });
  expect(found).toEqual({});
  await leave(person);
});
