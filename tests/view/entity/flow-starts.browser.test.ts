/** A line "can assume" of the graph leads to its flow, with both its ends chosen. */

import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { newOutsideKey } from '#app/flows/outside-providers.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { OutsideKind } from '#core/model/records/lists.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { drawing } from '../graph/page.ts';
import { exampleSession, openPage } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;
const iam = (rest: string) => `arn:aws:iam::${session.account}:${rest}`;
const send = async (service: 'iam' | 'playground', operation: string, params: Record<string, unknown>) => {
  const outcome = await session.dispatch(service, operation, params);
  if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
};

async function role(name: string, action: string, Principal: unknown, Condition?: object) {
  const statement = { Effect: 'Allow', Principal, Action: action, ...(Condition ? { Condition } : {}) };
  await send('iam', 'CreateRole', {
    RoleName: name,
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  });
}

async function outside(kind: OutsideKind, name: string, domain: string): Promise<OutsideProviderRecord> {
  const Key = await newOutsideKey('ES256', domain, session.now);
  await send('playground', 'CreateOutsideProvider', { Kind: kind, Name: name, Domain: domain, Key });
  const made = [...session.state.world.outsideProviders.values()].find((one) => one.name === name);
  if (!made) throw new Error(`no ${name}`);
  return made;
}

/** Selects the node in the graph, takes the flow along its line to the other, and gives the form that opens. */
async function startFrom(node: string | RegExp, link: RegExp, title: string) {
  openPage(session, '#/graph');
  await drawing();
  await person.click(await screen.findByRole('treeitem', { name: node }));
  await person.click(await screen.findByRole('link', { name: link }));
  await screen.findByRole('heading', { level: 1, name: title });
  await screen.findByRole('button', { name: 'Start' });
  const form = within(screen.getByRole('main'));
  return (label: RegExp) => form.getByLabelText<HTMLSelectElement>(label).value;
}

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  // Neither the first role nor of the first user: what the form would offer without the line.
  await role('Earlier', 'sts:AssumeRole', { AWS: iam('user/alice') });
});

const visitor = () => role('Visitor', 'sts:AssumeRole', { AWS: [iam('user/alice'), iam('user/mallory')] });

test('the AssumeRole flow starts from the role along the line of one of its users, and begins with that user', async () => {
  await visitor();
  const value = await startFrom('Visitor', /AssumeRole, can be assumed by mallory$/, 'AssumeRole');
  expect(value(/^Who asks/)).toBe(iam('user/mallory'));
  expect(value(/^Which role/)).toBe(iam('role/Visitor'));
  await person.click(screen.getByRole('button', { name: 'Start' }));
  await person.click(await screen.findByRole('button', { name: 'Next: send AssumeRole to AWS STS' }));
  await person.click(await screen.findByRole('button', { name: 'Next: use the credentials' }));
  await screen.findByText('You have temporary credentials');
});

test('the AssumeRole flow starts from the user along the line to the role', async () => {
  await visitor();
  const value = await startFrom('mallory', /AssumeRole, can assume Visitor$/, 'AssumeRole');
  expect(value(/^Who asks/)).toBe(iam('user/mallory'));
  expect(value(/^Which role/)).toBe(iam('role/Visitor'));
});

const aud = 'https://signin.aws.amazon.com/saml';
const gitHub = 'token.actions.githubusercontent.com';

test('the SAML flow starts with the provider of the line, and a person who may choose the role there', async () => {
  const okta = await outside('okta', 'Okta', 'acme.example');
  const other = await outside('ad-fs', 'Windows', 'corp.example');
  for (const [Name, provider] of [
    ['Okta', okta],
    ['Corp', other],
  ] as const) {
    await send('iam', 'CreateSAMLProvider', { Name, SAMLMetadataDocument: providerMetadata(provider) });
  }
  const Federated = [iam('saml-provider/Okta'), iam('saml-provider/Corp')];
  await role('Staff', 'sts:AssumeRoleWithSAML', { Federated }, { StringEquals: { 'SAML:aud': aud } });
  const grants = [{ group: 'Security', roleArn: iam('role/Staff'), providerArn: iam('saml-provider/Corp') }];
  const Applications = other.applications.map((one) => ({ ...one, grants }));
  await send('playground', 'UpdateOutsideProvider', { Id: other.id, Applications });

  const value = await startFrom('Staff', /SAML sign-in, can be assumed by Corp$/, 'SAML 2.0');
  expect(value(/^Which role/)).toBe(iam('role/Staff'));
  expect(value(/^The account’s SAML provider/)).toBe(iam('saml-provider/Corp'));
  const dana = other.people.find(({ groups }) => groups.includes('Security'));
  expect(value(/^Who signs in/)).toBe(`${other.id} aws ${dana?.id ?? ''}`);
});

test('the OpenID Connect flow starts with a workload of the line’s issuer', async () => {
  await outside('okta', 'Okta', 'acme.example');
  const runs = await outside('github', 'GitHub', 'acme.example');
  await send('iam', 'CreateOpenIDConnectProvider', {
    Url: `https://${gitHub}`,
    ClientIDList: ['sts.amazonaws.com'],
  });
  await role(
    'Deploy',
    'sts:AssumeRoleWithWebIdentity',
    { Federated: iam(`oidc-provider/${gitHub}`) },
    { StringLike: { [`${gitHub}:sub`]: 'repo:acme/shop:*' } },
  );
  const value = await startFrom('Deploy', /OpenID Connect, can be assumed by /, 'OpenID Connect');
  expect(value(/^Which role/)).toBe(iam('role/Deploy'));
  expect(value(/^Who, and where/)).toBe(`${runs.id} sts.amazonaws.com main`);
});

test('the OpenID Connect flow starts with an issuer that AWS knows by itself', async () => {
  await outside('okta', 'Okta', 'acme.example');
  const google = await outside('google', 'Google', 'acme.example');
  const application = google.applications.find(({ protocol }) => protocol === 'oidc');
  await role(
    'Visitors',
    'sts:AssumeRoleWithWebIdentity',
    { Federated: 'accounts.google.com' },
    { StringEquals: { 'accounts.google.com:aud': application?.id } },
  );
  const value = await startFrom('Visitors', /OpenID Connect, can be assumed by /, 'OpenID Connect');
  expect(value(/^Who, and where/)).toBe(
    `${google.id} ${application?.id ?? ''} ${google.people[0]?.id ?? ''}`,
  );
});

test('a line from an account starts no flow, because nobody in particular takes the role', async () => {
  await role('Partner', 'sts:AssumeRole', { AWS: 'arn:aws:iam::999988887777:root' });
  openPage(session, '#/graph');
  await drawing();
  await person.click(await screen.findByRole('treeitem', { name: /^Partner/ }));
  const lines = await screen.findByRole('region', { name: /^can be assumed .*by$/ });
  within(lines).getByText(/999988887777/);
  expect(within(lines).queryByRole('link')).toBeNull();
});
