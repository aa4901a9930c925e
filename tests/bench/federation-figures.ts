/** Federation: a SAML response signed and verified (RSA-2048), and a flow's step on the page. Milliseconds. */

import type { Page } from 'playwright-core';
import { apply, createWorld } from '../../src/core/model/world/apply.ts';
import { created } from '../../src/core/model/world/change.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '../../src/core/model/ids.ts';
import type { OutsideProviderRecord } from '../../src/core/model/records/outside-providers.ts';
import { providerMetadata } from '../../src/federation/outside/documents.ts';
import { samlDraftFor } from '../../src/federation/outside/login.ts';
import { encodeSaml, signSamlResponse } from '../../src/federation/saml/sign.ts';
import { newSigningKey, publicJwk } from '../../src/federation/keys/signing-key.ts';
import { verifySamlResponse } from '../../src/federation/saml/verify.ts';
import { median } from './median.ts';
import type { Figures } from './run.ts';

const turns = 40;
const account = unsafeAccountId('111122223333');
const createDate = '2026-01-31T12:00:00Z';

export async function federationFigures(): Promise<Figures> {
  const key = await newSigningKey('RS256', { name: 'idp', from: Date.parse(createDate) });
  const arn = unsafeArn(`arn:aws:iam::${account}:saml-provider/Corp`);
  const person = {
    id: 'p1',
    userName: 'ana.ruiz',
    name: 'Ana Ruiz',
    email: 'ana.ruiz@acme.example',
    groups: ['Engineering'],
    attributes: { department: 'Engineering' },
  };
  const application = {
    id: 'aws',
    name: 'AWS',
    protocol: 'saml' as const,
    grants: [{ roleArn: `arn:aws:iam::${account}:role/Dev`, providerArn: arn }],
    tags: [{ key: 'Department', attribute: 'department', transitive: true }],
    sessionName: 'email' as const,
  };
  const outside: OutsideProviderRecord = {
    id: unsafeEntityId('okta'),
    account,
    kind: 'okta',
    name: 'Okta',
    domain: 'acme.example',
    createDate,
    entityId: 'http://www.okta.com/acme',
    keys: [{ kid: key.kid, createDate, jwk: publicJwk(key), certificate: key.certificate }],
    revision: 1,
    groups: ['Engineering'],
    people: [person],
    workloads: [],
    applications: [application],
  };
  const world = createWorld();
  apply(world, [
    created('samlProviders', {
      ...{ id: unsafeEntityId('corp'), account, arn, createDate, revision: 1, privateKeys: [], tags: [] },
      samlProviderName: 'Corp',
      metadata: providerMetadata(outside) ?? '',
      validUntil: '2036-01-31T12:00:00Z',
    }),
  ]);
  const taken: number[] = [];
  let ids = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const moment = { now: Date.parse(createDate), newId: () => `id-${(ids += 1)}` };
    const from = performance.now();
    const xml = await signSamlResponse(samlDraftFor(outside, person, application, moment), key);
    const { signature } = await verifySamlResponse(encodeSaml(xml), arn, world);
    taken.push(performance.now() - from);
    if (signature !== 'valid') throw new Error('the response that was just signed does not verify');
  }
  return { 'SAML response signed and verified, ms': median(taken) };
}

/** A step of AssumeRole on the page, from the click to the frame that shows it. */
export async function flowFigures(page: Page, site: string): Promise<Figures> {
  await page.goto(`${site}#/flows/session-token`);
  await page.waitForFunction(() => document.querySelector('form') !== null);
  await makeRole(page, site);
  await page.goto(`${site}#/flows/assume-role`);
  await page.getByRole('button', { name: 'Start' }).click();
  const [warmUps, steps] = [4, 15];
  const taken: number[] = [];
  while (taken.length < warmUps + steps) {
    await page.getByRole('button', { name: /^Next: send AssumeRole/ }).waitFor();
    taken.push(await page.evaluate(stepTime));
  }
  return { 'flow: a step to its repaint, ms': median(taken.slice(warmUps)) };
}

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
  return new Promise((resolve) => {
    const from = performance.now();
    new MutationObserver((_, observer) => {
      if (count() <= before) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - from));
    }).observe(document, { subtree: true, childList: true });
    button?.click();
  });
}
