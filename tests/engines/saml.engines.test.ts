/** A person of an outside directory comes to a session by SAML: keys, signatures and their checks are the engine's. */

import { expect, inject } from 'vitest';
import { beside } from '../support/engines.ts';
import { test } from '../support/tests.ts';

const step = (name: string | RegExp) => ({ role: 'button', name, within: { role: 'group', name: 'Steps' } });

test.for(beside)('a person signs in by SAML and works with the session, in %s', async (engine, { visit }) => {
  const person = await visit(engine);
  await person.open(inject('site'));
  await person.see({ role: 'status', name: 'Answer' });
  await person.goTo('#/learn/scenarios');
  await person.click({ role: 'button', name: 'Start Signing in with SAML' });
  await person.click({ role: 'button', name: 'Keep a copy' });
  await person.see({ role: 'button', name: 'Workspace: Signing in with SAML' });
  await person.goTo('#/flows/saml');
  await person.click({ role: 'button', name: 'Start' });
  await person.click(step('Next: the provider writes the response'));
  await person.click(step('Next: the provider signs the response'));
  await person.click(step('Next: send AssumeRoleWithSAML to AWS STS'));
  await person.see('You have temporary credentials');
  await person.click({ role: 'button', name: 'Use this session' });
  // The top bar says in a field who acts now.
  const acting = () =>
    person.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('header input')].map(({ value }) => value).join(),
    );
  await expect.poll(acting, { timeout: 20_000 }).toMatch(/FinanceReader|berta/);
});
