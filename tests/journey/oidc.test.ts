/**
 * OIDC runs on the built site (OIDC-01…OIDC-11): a pipeline on the main branch gets the role, its fork does
 * not.
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
} from './flow-steps.ts';
import { goTo, leave, theBrowser, visit } from './visit.ts';

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
