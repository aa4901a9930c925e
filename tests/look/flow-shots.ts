/** Flows that need no setting of their own: scoped credentials, and AWS as the provider of others. */

import type { Page } from 'playwright-core';
import { pressTool } from '../setup/page-steps.ts';
import type { Shot } from './shots.ts';

interface Hands {
  readonly at: (hash: string) => Shot['arrange'];
  readonly example: (title: string, hash: string) => Shot['arrange'];
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<void>;
}

export const flowShots = ({ at, example, press, settled }: Hands): readonly Shot[] => [
  {
    name: 'readme-flow',
    isLightOnly: true,
    arrange: async (page) => {
      await example('Signing in with SAML', '#/flows/saml')(page);
      await press(page, 'Hide the guide');
      await press(page, 'Start');
      await press(page, 'Next: the provider writes the response');
      await press(page, 'Next: the provider signs the response');
      await page.getByText(/It covers saml:Assertion/).waitFor();
      await press(page, /Another role, changed after signing/);
      await press(page, 'Next: send AssumeRoleWithSAML to AWS STS');
      await page.getByText('Stopped at: The signature').waitFor();
      await settled(page);
    },
  },
  { name: 'flow-scoped-form', arrange: example('A first IAM account', '#/flows/scoped-credentials') },
  {
    name: 'flow-scoped-agent',
    arrange: async (page) => {
      await example('A first IAM account', '#/flows/scoped-credentials')(page);
      await press(page, 'Start');
      await press(page, 'Next: send GetSessionToken to AWS STS');
      await press(page, 'Next: scope the session down for the agent');
      await settled(page);
    },
  },
  {
    name: 'flow-scoped-refused',
    arrange: async (page) => {
      await example('A first IAM account', '#/flows/scoped-credentials')(page);
      await press(page, 'Start');
      await press(page, 'All steps');
      await settled(page);
    },
  },
  { name: 'flow-outbound-form', arrange: at('#/flows/outbound') },
  {
    name: 'flow-outbound-keys',
    arrange: async (page) => {
      await at('#/flows/outbound')(page);
      await press(page, 'Start');
      for (const step of outboundSteps.slice(0, 4)) await press(page, step);
      await settled(page);
    },
  },
  {
    name: 'flow-outbound-refused',
    arrange: async (page) => {
      await at('#/flows/outbound')(page);
      await press(page, 'Start');
      for (const step of outboundSteps.slice(0, 5)) await press(page, step);
      const attacks = page.getByRole('group', { name: 'Attacks on this message' });
      await pressTool(attacks, 'Another subject, changed after signing');
      await press(page, 'Next: show the token to the outside service');
      await page.getByText('Stopped at: The signature').waitFor();
      await settled(page);
    },
  },
  {
    name: 'flow-outbound-done',
    arrange: async (page) => {
      await at('#/flows/outbound')(page);
      await press(page, 'Start');
      await press(page, 'All steps');
      await page.getByText('The outside service gives access').waitFor();
      await settled(page);
    },
  },
];

const outboundSteps = [
  'Next: see whether outbound federation is on',
  'Next: switch outbound federation on',
  'Next: the outside service reads the discovery document',
  'Next: the outside service reads the public keys',
  'Next: send GetWebIdentityToken to AWS STS',
] as const;
