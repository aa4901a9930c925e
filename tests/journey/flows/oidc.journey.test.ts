/**
 * OIDC runs on the built site, in both directions. A pipeline on the main branch gets the role, its fork does not
 * (OIDC-01…OIDC-11). AWS signs tokens for outside services, and one does not open another (Y-02).
 */

import type { Browser } from 'playwright-core';
import { beforeAll, test } from 'vitest';
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
} from './steps.ts';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test('the main branch deploys through GitHub Actions, and a fork, a pull request and a retired key are refused', async () => {
  const person = await visit(browser);
  const { page } = person;
  await inventProvider(page, 'GitHub Actions');
  await addToAccount(page);
  await createProviderRole(page, 'Deploy');
  const at = 'GitHub Actions, Deployments to AWS';
  const run = (who: string) => ({
    'Who, and where': `${who} at ${at}`,
    'Which role': 'Deploy',
    'Session name': 'build',
  });

  await beginFlow(page, 'OpenID Connect', run('Push to the main branch'));
  await send(page, messages.signToken);
  await send(page, messages.token);
  await sessionIs(page, 'Deploy/build');

  for (const who of ['Main branch of a fork', 'Pull request']) {
    await beginFlow(page, 'OpenID Connect', run(who));
    await send(page, messages.signToken);
    await send(page, messages.token);
    await refused(page, /Not authorized to perform sts:AssumeRoleWithWebIdentity/);
  }

  await beginFlow(page, 'OpenID Connect', run('Push to the main branch'));
  await send(page, messages.signToken);
  await goOnTo(page, messages.token);
  await attack(page, 'No signature (alg none)');
  await send(page, messages.token);
  await refused(page, /InvalidIdentityToken/);

  // A token that waits while its key is rotated and retired is worth nothing any more.
  await beginFlow(page, 'OpenID Connect', run('Push to the main branch'));
  await send(page, messages.signToken);
  await goOnTo(page, messages.token);
  await goTo(page, '#/providers');
  await page.getByRole('link', { name: /^GitHub Actions/ }).click();
  await openTab(page, /^Signing keys/);
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('button', { name: /^Retire / }).click();
  await page.getByText(/^Retired the key/).waitFor();
  await goTo(page, '#/flows/oidc');
  await send(page, messages.token);
  await refused(page, /verification key/);
  await leave(person);
});

const getToken = /^Next: send GetWebIdentityToken to AWS STS$/;
const showToken = /^Next: show the token to the outside service$/;

test('Y-02 a program gets in outside AWS with a signed token, and not with a token for another service', async () => {
  const person = await visit(browser, { path: '#/settings/account' });
  const { page } = person;
  const card = page.getByRole('region', { name: 'Outbound federation' });
  await card.getByRole('button', { name: 'Switch on' }).click();
  await card.getByText(/^https:.*\.tokens\.sts\.global\.api\.aws$/).waitFor();

  const toBuild = { 'Outside service': 'https://build.example.com' };
  await beginFlow(page, 'Outbound federation', toBuild);
  await goOnTo(page, getToken);
  await attack(page, 'A token for another service');
  await send(page, getToken);
  await send(page, showToken);
  await refused(page, 'Stopped at: The audience');

  await beginFlow(page, 'Outbound federation', toBuild);
  await page.getByRole('button', { name: 'All steps' }).click();
  await page.getByText('The outside service gives access').waitFor();
  await leave(person);
});
