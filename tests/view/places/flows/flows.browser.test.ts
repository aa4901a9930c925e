/** A flow on the page goes step by step, is refused, is put right, and ends with its credentials. */

import { cleanup, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { newSigningKey } from '#federation/keys/signing-key.ts';
import { flowInfos } from '#app/flows/list.ts';
import { flowStepWords } from '#view/places/flows/words.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';
import { newPerson } from '../../person.ts';

const person = newPerson();
let session: Session;
const send = 'Next: send AssumeRole to AWS STS';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const account = '111122223333';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:user/alice` },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'acme-42' } },
    },
  ],
});

/** Opens what a form for beginners folds. */
async function folded(name: RegExp): Promise<HTMLElement> {
  await person.click(await screen.findByText(/^More: /));
  return screen.findByRole('textbox', { name });
}

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Visitor', AssumeRolePolicyDocument: trust });
  openPage(session, '#/flows/assume-role');
});

test('AR-05 a missing external id stops the flow, which goes through and is kept with the id in the message', async () => {
  await person.click(await button('Start'));
  await person.click(await button(send));
  await screen.findAllByText(/is not authorized to perform: sts:AssumeRole/);
  screen.getByText(/There are no credentials yet\./);
  const trustPolicy = screen.getByRole('link', { name: 'Open the trust policy of Visitor' });
  expect(trustPolicy.getAttribute('href')).toBe('#/identities/role/Visitor?tab=trust');
  const messages = () => within(screen.getByRole('list', { name: 'Messages' })).getAllByRole('button');
  expect(messages().map((one) => one.textContent.trim())).toEqual([
    expect.stringContaining('AssumeRole'),
    expect.stringContaining('AccessDenied'),
  ]);
  // A guess is an attack like any other: refused as well.
  await person.click(await button('A guessed external ID'));
  await screen.findByText(/^You changed this message \(A guessed external ID\)/);
  await person.click(await button(send));
  await expect.poll(() => messages().length).toBe(4);
  await person.click(await button('Start again'));
  const externalId = await folded(/External ID/);
  await person.type(externalId, 'acme-42');
  await person.click(await button('Start'));
  await person.click(await button(send));
  await person.click(await button('Next: use the credentials'));
  await screen.findByText('2 of 2: use the credentials', { selector: '[role=status]' });
  await button('No more steps');
  await screen.findByText('You have temporary credentials');
  await person.click(await button('Use this session'));
  expect(session.caller.kind).toBe('session');
  expect(session.identity.arn).toBe(`arn:aws:sts::${account}:assumed-role/Visitor/alice`);
  await expect.poll(() => session.memory.recall('flow/assume-role')).toMatchObject({ value: 'done' });
});

test('a form for beginners asks three things and folds the rest, unless the address sets some of it', async () => {
  await button('Start');
  const asked = () =>
    ['combobox', 'textbox']
      .flatMap((role) => within(screen.getByRole('main')).queryAllByRole(role))
      .filter((field) => field.checkVisibility());
  expect(asked()).toHaveLength(3);
  screen.getByText('More: External ID, MFA device, MFA code, Session policy, Then do, On');
  visit('#/flows/assume-role?externalId=acme-42');
  await expect.poll(() => asked().length).toBe(9);
  visit('#/flows/role-chain');
  await screen.findByRole('heading', { level: 1, name: 'A chain of roles' });
  expect(screen.queryByText(/^More: /)).toBeNull();
});

test('a session policy in the form makes the session smaller than its role', async () => {
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}';
  await person.type(await folded(/External ID/), 'acme-42');
  await person.click(screen.getByRole('textbox', { name: /Session policy/ }));
  await person.paste(policy);
  await person.click(await button('Start'));
  await person.click(await button(send));
  await button('Next: use the credentials');
  const [made] = [...session.state.world.sessions.values()].filter(({ kind }) => kind === 'role');
  expect(made?.sessionPolicies?.map(({ document }) => document)).toEqual([policy]);
});

/** An Okta-like provider in the outside world and in the account, and a role that Engineering may take. */
async function withOkta(): Promise<{ role: string; provider: string }> {
  const key = await newSigningKey('RS256', { name: 'idp', from: Date.parse('2026-01-01T00:00:00Z') });
  await session.dispatch('playground', 'CreateOutsideProvider', {
    Kind: 'okta',
    Name: 'Okta',
    Domain: 'acme.example',
    Key: {
      Kid: key.kid,
      Algorithm: key.alg,
      PrivateJwk: JSON.stringify(key.privateJwk),
      Certificate: key.certificate,
    },
  });
  const [outside] = [...session.state.world.outsideProviders.values()];
  if (!outside) throw new Error('no outside provider');
  const provider = `arn:aws:iam::${account}:saml-provider/Okta`;
  const role = `arn:aws:iam::${account}:role/Developers`;
  await session.dispatch('iam', 'CreateSAMLProvider', {
    Name: 'Okta',
    SAMLMetadataDocument: providerMetadata(outside),
  });
  await session.dispatch('iam', 'CreateRole', {
    RoleName: 'Developers',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: provider },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } },
        },
      ],
    }),
  });
  const Applications = outside.applications.map((one) => ({
    ...one,
    grants: [{ group: 'Engineering', roleArn: role, providerArn: provider }],
  }));
  await session.dispatch('playground', 'UpdateOutsideProvider', { Id: outside.id, Applications });
  return { role, provider };
}

test('SAML-03 a forged role shows as a diff, stops at the signature by name, survives a reload, and is put back', async () => {
  const { role, provider } = await withOkta();
  visit(`#/identities/role/Developers`);
  const start = await screen.findByRole('link', { name: 'Start a flow: SAML sign-in' });
  expect(start.getAttribute('href')).toContain(encodeURIComponent(provider));
  await person.click(start);
  visit(start.getAttribute('href') ?? '');
  await person.click(await button('Start'));
  const steps = () => [...screen.getByRole('list', { name: 'Steps of this flow' }).children];
  const open = () => steps().filter((step) => step.getAttribute('aria-current') === 'step');
  const all = [
    '1. The person signs in at the provider',
    '2. The provider writes the response',
    '3. The provider signs the response',
    '4. Send AssumeRoleWithSAML to AWS STS',
    '5. Use the credentials',
  ];
  // All steps are there from the start, and so are the lanes of the picture.
  await screen.findByText('1 of 5: the person signs in at the provider', { selector: '[role=status]' });
  const cast = () => [...document.querySelectorAll('.lanes span')].map(({ textContent }) => textContent);
  expect(cast()).toEqual(['Person', 'Browser', 'Identity provider', 'AWS STS', 'Resource']);
  expect(steps().map(({ textContent }) => textContent)).toEqual(
    all.map((words) => expect.stringContaining(words) as string),
  );
  // Enter walks on: the message that comes next has fields, and the focus stays on the button.
  (await button('Next: the provider writes the response')).focus();
  await person.keyboard('{Enter}');
  await screen.findByRole('region', { name: 'Next: the provider signs the response' });
  await screen.findByText(/"ProviderId"/);
  expect(document.activeElement?.textContent.trim()).toBe('Next: the provider signs the response');
  await person.keyboard('{Enter}');
  await expect
    .poll(() => open().map(({ textContent }) => textContent))
    .toEqual([expect.stringContaining('3. The provider signs the response')]);
  expect(cast()).toEqual(['Person', 'Browser', 'Identity provider', 'AWS STS', 'Resource']);
  await screen.findByText(/It covers saml:Assertion/);
  await person.click(await button('Another role, changed after signing'));
  const diff = await screen.findByRole('region', {
    name: 'What the flow would send compared with What will be sent',
  });
  expect(diff.textContent).toContain(':role/Administrator');
  await person.click(await button('Next: send AssumeRoleWithSAML to AWS STS'));
  await screen.findByText('Stopped at: The signature');
  await screen.findAllByText(/What was wrong: what was signed has been changed/);
  const toProvider = screen.getByRole('link', { name: 'Open the provider Okta' });
  expect(toProvider.getAttribute('href')).toBe('#/providers/saml/Okta');
  expect(screen.queryByRole('link', { name: /^Open the trust policy/ })).toBeNull();
  // The page is opened anew: the flow is where it was.
  cleanup();
  openPage(session, location.hash);
  await screen.findByText('Stopped at: The signature');
  await person.click(await button('Restore the message'));
  await person.click(await button('Next: send AssumeRoleWithSAML to AWS STS'));
  await screen.findByText('You have temporary credentials');
  // Any passed step can be looked at, by the keyboard too, and the address names it.
  await person.keyboard('{Home}');
  await screen.findByText('1 of 5: the person signs in at the provider', { selector: '[role=status]' });
  await expect.poll(() => location.hash).toContain('step=1');
  expect(location.hash).toContain(encodeURIComponent(role));
});

test('SI-10 the page says which role the person has after SAML into the console', async () => {
  const { role, provider } = await withOkta();
  visit(
    `#/flows/saml?${new URLSearchParams({ role, provider, into: 'console', startedAt: 'service', step: '7' }).toString()}`,
  );
  await screen.findByRole('heading', { level: 1, name: 'SAML 2.0' });
  await person.click(await button('Start'));
  await screen.findByText('You have temporary credentials');
  await person.click(await button('Use this session'));
  expect(session.identity.current).toMatchObject({ console: true, federatedProvider: provider });
});

test('only the flows that sign say that WebCrypto is missing', async () => {
  cleanup();
  const plain = await exampleSession('first-minutes', { features: [{ feature: 'crypto-subtle' }] });
  openPage(plain, '#/flows/saml');
  await screen.findByText('This flow cannot sign here');
  await screen.findByRole('link', { name: 'The single file' });
  visit('#/flows/assume-role');
  await screen.findByRole('heading', { level: 1, name: 'AssumeRole' });
  expect(screen.queryByText('This flow cannot sign here')).toBeNull();
});

test('AssumeRole begins with a user who can assume the role, and the session has the name of who asks', async () => {
  const statement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:user/mallory` } };
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { ...statement, Action: 'sts:AssumeRole' },
  });
  await session.dispatch('iam', 'CreateRole', { RoleName: 'Deploy', AssumeRolePolicyDocument });
  const who = await screen.findByRole('combobox', { name: /Who asks/ });
  const role = screen.getByRole('combobox', { name: /Which role/ });
  const name = screen.getByRole('textbox', { name: /Session name/ });
  await person.selectOptions(role, 'Deploy');
  await expect
    .poll(() => [who, name].map((one) => (one as HTMLInputElement).value))
    .toEqual([`arn:aws:iam::${account}:user/mallory`, 'mallory']);
  await person.selectOptions(who, 'alice');
  await expect.poll(() => (name as HTMLInputElement).value).toBe('alice');
});

test('every state that writes a message has the words of its step', async () => {
  const wordless: string[] = [];
  for (const { id, machine } of flowInfos) {
    const { states } = await machine();
    for (const [state, { meta }] of Object.entries(states))
      if (meta !== undefined && flowStepWords(id, state) === undefined) wordless.push(`${id}: ${state}`);
  }
  expect(wordless).toEqual([]);
});

test('a flow with nothing to choose from says what is lacking, where to make it, and opens its scenario', async () => {
  const company = await exampleSession('small-company');
  cleanup();
  openPage(company, '#/flows/saml');
  await screen.findByText('This flow needs more than this account has');
  screen.getByText(
    'There is no person with SAML sign-in, no SAML provider and no role that trusts a provider.',
  );
  expect(screen.queryByRole('button', { name: 'Start' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Open Providers' }).getAttribute('href')).toBe('#/providers');
  (await button('Open the scenario “Signing in with SAML”')).focus();
  await person.keyboard('{Enter}');
  await screen.findByText('Preview of “Signing in with SAML”.');
  // A call from a preview would be refused by the page, which would look like a refusal of AWS.
  await screen.findByText('A flow cannot run in a preview');
  expect(screen.queryByRole('button', { name: 'Start' })).toBeNull();
  const place = within(screen.getByRole('region', { name: 'Your choices' }));
  const keep = place.getByRole('button', { name: 'Keep a copy' });
  await expect.poll(() => document.activeElement?.closest('main')).toBeTruthy();
  keep.focus();
  await person.keyboard('{Enter}');
  await screen.findByRole('combobox', { name: /^Who signs in, and where/ });
  expect(location.hash).toBe('#/flows/saml');
  await expect.poll(() => document.activeElement?.closest('main, aside')).toBeTruthy();
  // The first step says why it has no message.
  await person.click(await button('Start'));
  await screen.findByText(/^The person types name and password at the provider\. AWS is not asked/);
});

test('an address that names what the account has not still shows the form, and a card says what is lacking', async () => {
  const target = '999988887777';
  visit(`#/flows/assume-root?target=${target}`);
  await screen.findByRole('heading', { level: 1, name: 'AssumeRoot' });
  await button('Start');
  visit('#/flows/assume-root');
  await screen.findByText('There is no second account.');
  expect(screen.getByRole('link', { name: 'Create account' }).getAttribute('href')).toBe(
    '#/settings/accounts',
  );
  visit('#/flows');
  const card = await screen.findByRole('link', { name: /^AssumeRoot/ });
  expect(card.textContent).toMatch(/4 minutes\. There is no second account\.\s*$/);
  expect(screen.getByRole('link', { name: /^GetSessionToken/ }).textContent).toMatch(/3 minutes\s*$/);
});

test('the flows stand by level, each with what a person learns and how long it takes', async () => {
  visit('#/flows');
  const beginner = await screen.findByRole('region', { name: /^Beginner/ });
  const [first] = within(beginner).getAllByRole('link');
  expect(first?.textContent).toMatch(
    /^\s*AssumeRole How a user gets the permissions of a role.*3 minutes\s*$/,
  );
  const levels = ['Beginner', 'Intermediate', 'Advanced'].map((level) =>
    screen.getByRole('region', { name: new RegExp(`^${level}`) }),
  );
  expect(levels.flatMap((level) => within(level).getAllByRole('link'))).toHaveLength(flowInfos.length);
});

test('a message that is not sent yet says what it is for, and what was sent says who made it and why', async () => {
  await person.click(await button('Start'));
  const next = await screen.findByRole('region', { name: send });
  within(next).getByText(/^It asks AWS STS for temporary credentials\. This message is not sent yet/);
  await person.click(await button(send));
  const looked = await screen.findByRole('region', { name: '1 of 2: send AssumeRole to AWS STS' });
  within(looked).getByText('AWS refused the request. The code and the message say why.');
  await person.keyboard('{Home}');
  await screen.findByText(/^The program asks AWS STS for temporary credentials of a role\./);
});

test('Y-01 a flow whose caller lacks the permission says so on its card, before it begins and when it is refused', async () => {
  visit('#/flows');
  const card = await screen.findByRole('link', { name: /^GetScopedCredentials/ });
  expect(card.textContent).toMatch(/5 minutes\. alice may not call GetScopedCredentials\.\s*$/);
  visit('#/flows/scoped-credentials');
  const told = await screen.findByText('alice may not call GetScopedCredentials.');
  const ways = within(told.closest<HTMLElement>('.notice') ?? document.body);
  await ways.findByRole('button', { name: 'Open the scenario “A first IAM account”' });
  ways.getByRole('link', { name: 'Open alice' });
  await person.click(await button('Start'));
  await person.click(await button('Next: send GetSessionToken to AWS STS'));
  await person.click(await button('Next: scope the session down for the agent'));
  await screen.findByText('AWS refused');
  expect((await screen.findByRole('link', { name: 'Open alice' })).getAttribute('href')).toBe(
    '#/identities/user/alice',
  );
  await button('Open the scenario “A first IAM account”');
});

test('Y-01 the refusal at the end of scoped credentials is said to be what the flow shows', async () => {
  const allow = { Effect: 'Allow', Action: ['sts:*', 's3:*', 'ec2:*'], Resource: '*' };
  await session.dispatch('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'sts',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: allow }),
  });
  visit('#/flows/scoped-credentials?step=10');
  await person.click(await button('Start'));
  const shown = await screen.findByText('Refused, as this flow shows');
  const notice = within(shown.closest<HTMLElement>('.notice') ?? document.body);
  notice.getByText(/The helper may not, because the policy for the helper does not allow it\./);
  expect(screen.queryByText(/Change the message and send it again/)).toBeNull();
  await button('No more steps');
});
