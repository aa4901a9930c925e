/** The settings of the account switch outbound federation on and off, and the flow shows what that is for. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { exampleSession, openPage } from '../../mounted.ts';
import { newPerson, toolIn } from '../../person.ts';

const person = newPerson();
const button = (name: string | RegExp) => screen.findByRole('button', { name });

test('Y-02 outbound federation is switched on and off in the settings, and keeps its issuer', async () => {
  const session = await exampleSession('first-minutes');
  const federation = () => session.state.world.accounts.get(session.account)?.outboundFederation;
  openPage(session, '#/settings/account');
  await person.click(await button('Switch on'));
  const off = await button('Switch off');
  const issuer = federation()?.issuer ?? '';
  await screen.findByText(issuer);
  await person.click(off);
  await button('Switch on');
  expect(federation()).toEqual({ issuer, enabled: false });
});

test('Y-02 the flow switches the account on, gets a token, and is let in; an altered token is not', async () => {
  const session = await exampleSession('first-minutes');
  openPage(session, '#/flows/outbound');
  await person.click(await button('Start'));
  await person.click(await button('Next: see whether outbound federation is on'));
  await person.click(await button('Next: switch outbound federation on'));
  await person.click(await button('Next: the outside service reads the discovery document'));
  await person.click(await button('Next: the outside service reads the public keys'));
  await person.click(await button('Next: send GetWebIdentityToken to AWS STS'));
  await screen.findByText('The signature is valid.');
  const attacks = await screen.findByRole('group', { name: 'Attacks on this message' });
  await person.click(await toolIn(attacks, 'Another subject, changed after signing'));
  await person.click(await button('Next: show the token to the outside service'));
  await screen.findByText('Stopped at: The signature');
  screen.getByText(/There is no access yet\./);
  await person.click(await button(/^(Restore|Undo the change|As the flow made it)/));
  await person.click(await button('Next: show the token to the outside service'));
  await screen.findByText('The outside service gives access');
});
