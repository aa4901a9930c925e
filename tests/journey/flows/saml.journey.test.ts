/**
 * A person goes from the provider's first person to the role by SAML (SAML-01…SAML-16), on the site as it
 * ships: signing and verifying run under its Content-Security-Policy and Trusted Types, from localhost and
 * from a file.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import {
  addToAccount,
  attack,
  beginFlow,
  createProviderRole,
  goOnTo,
  inventProvider,
  messages,
  openTab,
  refused,
  send,
  sessionIs,
  usedFor,
} from './steps.ts';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

const single = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;
let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const login = {
  'Who signs in, and where': 'Ana Ruiz at Okta, AWS Account Federation',
  'Which role': 'Developers',
  'The account’s SAML provider': 'Okta',
};

/** Provider first, then role: Engineering may choose Developers, Security may choose Auditors. */
async function prepared(page: Page): Promise<void> {
  await inventProvider(page, 'Okta');
  await addToAccount(page, 'Okta');
  await createProviderRole(page, 'Developers', { group: 'Engineering', policy: 'AmazonS3ReadOnlyAccess' });
  await goTo(page, '#/providers/saml/Okta');
  await createProviderRole(page, 'Auditors', { group: 'Security' });
}

test.each([
  ['localhost', () => undefined],
  ['one file', () => single],
])(
  'curriculum row 7: a person from %s signs in by SAML with a token and access, and nobody was made in AWS',
  async (_, siteOf) => {
    const site = siteOf() ?? inject('site');
    const person = await visit(browser, { site });
    const { page } = person;
    await prepared(page);
    await beginFlow(page, 'SAML 2.0', { ...login, 'Then do': 's3:ListAllMyBuckets', 'Started at': 'AWS' });
    // AWS sends the browser to the provider; there Ana signs in, and the provider writes about her.
    await goOnTo(page, messages.signSaml);
    // Steps that are done are folded, and each opens with its message. The last one leads back to what comes next.
    const steps = page.getByRole('list', { name: 'Steps of this flow' });
    for (const [step, message] of [
      [/1\. AWS sends the browser to the provider/, /AWS sends the browser to Okta/],
      [/2\. The person signs in at the provider/, /Ana Ruiz signs in/],
      [/3\. The provider writes the response/, /the response, not signed yet/],
    ] as const) {
      await steps.getByRole('button', { name: step }).click();
      await page.getByRole('list', { name: 'Messages' }).getByRole('button', { name: message }).waitFor();
    }
    await send(page, messages.signSaml);
    await send(page, messages.saml);
    await sessionIs(page, 'Developers/ana.ruiz@acme.example');
    await usedFor(page, 's3:ListAllMyBuckets', 'allowed');

    // A reload loses nothing of it.
    await page.reload();
    await sessionIs(page, 'Developers/ana.ruiz@acme.example');
    await goTo(page, '#/identities');
    await page.getByRole('table', { name: 'Users' }).waitFor();
    expect(
      await page
        .getByRole('table', { name: 'Users' })
        .getByText(/\bana\b/i)
        .count(),
    ).toBe(0);
    await goTo(page, '#/activity');
    await page.getByText('AssumeRoleWithSAML').first().waitFor();
    await leave(person);
  },
);

test('three tamperings are each stopped by their own check: audience, role pair, signature', async () => {
  const person = await visit(browser);
  const { page } = person;
  await prepared(page);

  await beginFlow(page, 'SAML 2.0', login);
  await goOnTo(page, messages.signSaml);
  await attack(page, 'An assertion for another service');
  await send(page, messages.signSaml);
  await send(page, messages.saml);
  await refused(page, /Response does not contain the required audience\./);

  // Ana is in Engineering: the assertion holds no pair for the auditors' role.
  await beginFlow(page, 'SAML 2.0', { ...login, 'Which role': 'Auditors' });
  await send(page, messages.signSaml);
  await send(page, messages.saml);
  await refused(page, /Not authorized to perform sts:AssumeRoleWithSAML/);

  await beginFlow(page, 'SAML 2.0', login);
  await send(page, messages.signSaml);
  await goOnTo(page, messages.saml);
  await attack(page, 'Another role, changed after signing');
  await send(page, messages.saml);
  await refused(page, /Response signature invalid/);
  await page.getByRole('button', { name: 'Restore the message' }).click();
  await send(page, messages.saml);
  await sessionIs(page, 'Developers/ana.ruiz@acme.example');
  await leave(person);
});

test('a rotated key and an encrypted assertion are refused, then let in, as the pages say', async () => {
  const person = await visit(browser);
  const { page } = person;
  await prepared(page);
  await goTo(page, '#/providers/saml/Okta?tab=encryption');
  await page.getByRole('button', { name: 'Create a key pair' }).click();
  await page.getByText('Okta encrypts its assertions').waitFor();
  await page.getByRole('combobox', { name: /^Encryption is/ }).selectOption({ index: 1 });
  await page.getByText('Encrypted assertions are required').waitFor();
  await page.getByRole('link', { name: /^Outside provider / }).click();
  await openTab(page, /^Signing keys/);
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByText(/Its metadata does not contain the newest key/).waitFor();

  await beginFlow(page, 'SAML 2.0', login);
  await send(page, messages.signSaml);
  await send(page, messages.saml);
  await refused(page, /Response signature invalid/);

  await goTo(page, '#/providers/saml/Okta');
  await page.getByRole('button', { name: 'Update the metadata' }).click();
  await page.getByText(/Okta signs with a newer key/).waitFor({ state: 'detached' });
  await beginFlow(page, 'SAML 2.0', login);
  await send(page, messages.signSaml);
  await send(page, messages.saml);
  await sessionIs(page, 'Developers/ana.ruiz@acme.example');
  await leave(person);
});
