/** Every place and state that a person can meet. A shot begins at a first visit and arranges what it shows. */

import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { arcadeShots } from './arcade-shots.ts';
import { changeShots } from './change-shots.ts';
import { classShots } from './class-shots.ts';
import { comeToRest } from './come-to-rest.ts';

import { flowShots } from './flow-shots.ts';
import { graphShots } from './graph-shots.ts';
import { guideShots } from './guide-shots.ts';
import { learnShots } from './learn-shots.ts';
import { identityShots } from './identities-shots.ts';
import { paperShots } from './paper-shots.ts';
import { presenterShots } from './presenter-shots.ts';
import { ruleShots } from './rule-shots.ts';
import { settingsShots } from './settings-shots.ts';
import { signInShots } from './sign-in-shots.ts';
import { uiShots } from './ui-shots.ts';
import { wayShots } from './way-shots.ts';
import { wordShots } from './word-shots.ts';
import { graphTools, pressTool, treeRows } from '../setup/page-steps.ts';

/** Arranges a page that a person opened for the first time. */
type Arrangement = ((page: Page) => Promise<void>) & {
  /** Those of one series can follow each other in one visit. */
  readonly series?: string;
  /** Arranges the same after another one of its series. */
  readonly onward?: (page: Page) => Promise<void>;
};

export interface Shot {
  readonly name: string;
  readonly arrange: Arrangement;
  /** A page for developers, which the built site does not have. */
  readonly inDevelopment?: boolean;
  /** One of many that are alike: dark and small windows are looked at elsewhere. */
  readonly isLightOnly?: boolean;
  /** Printed on A4 and on Letter, instead of taken from the screen. */
  readonly isPaper?: boolean;
}

const settled = (page: Page): Promise<void> => page.evaluate(comeToRest);

/** Some tags for alice and a wrong password of hers; ends in Activity. */
async function busyDay(page: Page): Promise<void> {
  await answered(page);
  await press(page, 'Attach ReadPayroll to alice');
  await goOn(page, '#/identities/user/alice?tab=tags');
  for (const key of ['team', 'cost-center', 'project']) {
    await page.getByRole('textbox', { name: 'Key of the new tag' }).fill(key);
    await press(page, 'Add');
    await page.getByRole('button', { name: `Remove tag ${key}` }).waitFor();
  }
  await goOn(page, '#/sign-in');
  await page.getByLabel('IAM user name').fill('alice');
  await page.getByLabel('Password', { exact: true }).fill('guess');
  await press(page, /^Sign in$/);
  await page.getByRole('alert').waitFor();
  await goOn(page, '#/activity');
}

const answered = (page: Page) => page.getByRole('status', { name: 'Answer' }).waitFor();

async function go(page: Page, hash: string): Promise<void> {
  await answered(page);
  await goOn(page, hash);
}

/** Goes from one place to another, and waits until the page is at rest. */
async function goOn(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => {
    location.hash = address;
  }, hash);
  await page.getByRole('main').waitFor();
  await settled(page);
}

const at = (address: string): Arrangement =>
  Object.assign((page: Page) => go(page, address), {
    series: 'places of the first scenario',
    onward: (page: Page) => goOn(page, address),
  });

const asked = (user: string, action: string, resource: string): string =>
  `#/ask?p=${encodeURIComponent(`arn:aws:iam::111122223333:user/${user}`)}&a=${action}&r=${encodeURIComponent(resource)}`;

/** Opens an example as a workspace, then a place in it. */
function example(title: string, address: string): Arrangement {
  const open = async (page: Page) => {
    await go(page, '#/learn/scenarios');
    await page.getByRole('button', { name: `Start ${title}` }).click();
    await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
    await page.getByRole('button', { name: `Workspace: ${title}` }).waitFor();
    await go(page, '#/ask');
    await go(page, address);
  };
  return Object.assign(open, { series: `places of ${title}`, onward: (page: Page) => goOn(page, address) });
}

const press = async (page: Page, name: string | RegExp) => {
  await page.getByRole('button', { name }).first().click();
  await settled(page);
};

const openTab = async (page: Page, name: RegExp) => {
  await page.getByRole('tab', { name }).click();
  await settled(page);
};

async function bringIn(page: Page, file: string): Promise<void> {
  await go(page, '#/workspaces?tab=import');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Choose files')]);
  await chooser.setFiles(resolve(import.meta.dirname, '../share/fixtures', file));
  await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).waitFor();
  await settled(page);
}

/** A simulated provider, made by hand as a person makes it; ends on its page. */
async function invent(page: Page, product: string): Promise<void> {
  if (!page.url().includes('#/providers')) await answered(page);
  await goOn(page, '#/providers');
  await press(page, 'New outside provider');
  await page.getByRole('combobox', { name: 'Product' }).selectOption({ label: product });
  await page.getByRole('button', { name: 'Create provider' }).click();
  await page.getByRole('heading', { level: 1, name: product }).waitFor();
  await settled(page);
}

/** Adds the provider whose page is open to the account; ends on the account's provider. */
async function addToAccount(page: Page, name?: string): Promise<void> {
  await press(page, 'Add to this account');
  const dialog = page.getByRole('dialog');
  if (name === undefined) await dialog.getByRole('radio', { name: 'OpenID Connect' }).check();
  else await dialog.getByRole('textbox', { name: 'Provider name' }).fill(name);
  await dialog.getByRole('button', { name: 'Add provider' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
}
/** A role that people of an Okta-like provider may take. */
async function samlRole(page: Page): Promise<void> {
  await invent(page, 'Okta');
  await addToAccount(page, 'Okta');
  await press(page, 'Create role');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Role name' }).fill('Developers');
  await dialog.getByRole('combobox', { name: 'For the people of' }).selectOption('Engineering');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await page.getByRole('heading', { level: 1, name: 'Developers' }).waitFor();
  await settled(page);
}
const badPolicy = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadPayroll',
        Effect: 'Allow',
        Action: ['s3:GetObjet', 's3:ListAllMyBuckets', 'iam:PassRole'],
        Resource: ['arn:aws:s3:::payroll/*', 'arn:aws:iam::111122223333:role/*'],
        Condition: { StringEquals: { 'aws:SourceIp': '10.0.0.0/8' } },
      },
    ],
  },
  null,
  2,
);

/** Returns the shot of that name. */
export function shotOf(name: string): Shot {
  const shot = shots.find((one) => one.name === name);
  if (!shot) throw new Error(`no picture is called ${name}`);
  return shot;
}

export const shots: readonly Shot[] = [
  { name: 'ask', arrange: at('#/ask') },
  {
    name: 'ask-fixed',
    arrange: async (page) => {
      await answered(page);
      await press(page, 'Attach ReadPayroll to alice');
    },
  },
  { name: 'ask-company', arrange: example('Small company', '#/ask') },
  { name: 'ask-matrix', arrange: example('Hospital', '#/ask/matrix') },
  {
    name: 'ask-key-policy',
    arrange: at(asked('alice', 'kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd')),
  },
  { name: 'ask-on-part', arrange: at(asked('mallory', 's3:GetObject', 'arn:aws:s3:::*')) },
  {
    name: 'ask-who-on-part',
    arrange: async (page) => {
      await at(asked('mallory', 's3:GetObject', 'arn:aws:s3:::*'))(page);
      await press(page, /^On part/);
      await press(page, /details of mallory$/);
    },
  },
  {
    name: 'ask-who-level',
    arrange: async (page) => {
      await example('Small company', '#/ask')(page);
      await page.getByRole('combobox', { name: 'Which actions' }).selectOption('Read');
      await press(page, /^Some/);
      await page.getByRole('table', { name: 'Who can do some of these' }).scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
  {
    name: 'ask-needs-mfa',
    arrange: example(
      'Nothing without MFA',
      `#/ask?p=${encodeURIComponent('arn:aws:iam::171717171717:user/omar')}&a=s3:ListAllMyBuckets&r=*&c.aws:MultiFactorAuthPresent=false`,
    ),
  },
  {
    name: 'readme-ask',
    isLightOnly: true,
    arrange: async (page) => {
      await example('Delegation with a boundary', '#/ask')(page);
      await press(page, 'Hide the guide');
    },
  },
  { name: 'ask-hospital', arrange: example('Hospital', '#/ask') },
  {
    name: 'ask-run-instances',
    arrange: at('#/ask?p=arn:aws:iam::111122223333:user/alice&a=ec2:RunInstances&r=*'),
  },
  {
    name: 'ask-create-function',
    arrange: at(
      '#/ask?p=arn:aws:iam::111122223333:user/alice&a=lambda:CreateFunction&r=arn:aws:lambda:us-east-1:111122223333:function:report',
    ),
  },
  {
    name: 'ask-imported',
    arrange: async (page) => {
      await bringIn(page, 'quirky-account.json');
      await press(page, 'Ask something');
    },
  },
  {
    name: 'ask-picker',
    arrange: async (page) => {
      await example('Small company', '#/ask')(page);
      await page.getByRole('combobox', { name: 'What action' }).click();
      await settled(page);
    },
  },
  { name: 'home', arrange: at('#/home') },
  { name: 'home-company', arrange: example('Small company', '#/home') },
  {
    name: 'home-changed',
    arrange: async (page) => {
      await answered(page);
      await press(page, 'Attach ReadPayroll to alice');
      await go(page, '#/home');
    },
  },
  { name: 'graph', arrange: at('#/graph') },
  ...graphShots,
  { name: 'graph-company', arrange: example('Small company', '#/graph') },
  {
    name: 'graph-company-each',
    arrange: async (page) => {
      await example('Small company', '#/graph')(page);
      await pressTool(graphTools(page), 'Group similar');
      await settled(page);
    },
  },
  {
    name: 'graph-company-node',
    arrange: async (page) => {
      await example('Small company', '#/graph')(page);
      await (await treeRows(page)).filter({ hasText: /^\s*Developers/ }).click();
      await settled(page);
    },
  },
  {
    name: 'ways-from-outside',
    arrange: example(
      'Deploying from a pipeline',
      '#/graph/ways?to=arn:aws:iam::900090009000:role/DeployShop',
    ),
  },
  {
    name: 'ways-of-a-leaked-key',
    arrange: async (page) => {
      await example('An account that grew', '#/graph/ways?depends=1')(page);
      await page.getByTitle('Ways of temp-fix').click();
      await page.getByRole('checkbox', { name: 'All that it could reach' }).check();
      await page.getByText(/could be reached\./).waitFor();
      await settled(page);
    },
  },
  { name: 'ways', arrange: example('An account that grew', '#/graph/ways') },
  {
    name: 'ways-of-one',
    arrange: async (page) => {
      await example('An account that grew', '#/graph/ways?depends=1')(page);
      await page.getByTitle('Ways of temp-fix').click();
      await page.getByText(/the shortest first/).waitFor();
      await settled(page);
    },
  },
  {
    name: 'ways-cut',
    arrange: async (page) => {
      await example('An account that grew', '#/graph/ways')(page);
      await page.getByTitle('Ways of temp-fix').click();
      await press(page, 'Cut these ways');
      await page.getByText(/closes? every way/).waitFor();
      await page
        .getByText(/No other user or role here loses anything/)
        .first()
        .waitFor();
      await settled(page);
    },
  },
  {
    name: 'way-played',
    arrange: async (page) => {
      await example('An account that grew', '#/graph/ways?depends=1')(page);
      await page.getByTitle('Ways of temp-fix').click();
      await page.getByText(/the shortest first/).waitFor();
      // One of three calls.
      const way = page.locator('section > details').nth(20);
      await way.locator('> summary').click();
      await way.getByRole('link', { name: 'Play it' }).click();
      await page.getByRole('button', { name: 'Play all' }).click();
      await page.getByText(/^(In the copy you act as|The play ends here)/).waitFor();
      await settled(page);
    },
  },
  {
    name: 'graph-hospital-node',
    arrange: async (page) => {
      await example('Hospital', '#/graph')(page);
      await (await treeRows(page)).nth(4).click();
      await settled(page);
    },
  },
  { name: 'identities', arrange: example('Small company', '#/identities') },
  {
    name: 'identities-empty',
    arrange: async (page) => {
      await go(page, '#/identities');
      await page.getByRole('tab', { name: /^Roles/ }).click();
      await settled(page);
    },
  },
  { name: 'user', arrange: at('#/identities/user/mallory') },
  {
    name: 'user-create',
    arrange: async (page) => {
      await go(page, '#/identities/create/user');
    },
  },
  {
    name: 'user-delete',
    arrange: async (page) => {
      await go(page, '#/identities/user/mallory');
      await press(page, /^Delete/);
    },
  },
  {
    name: 'user-company',
    arrange: async (page) => {
      await example('Small company', '#/identities')(page);
      await page.getByRole('table').getByRole('link').first().click();
      await settled(page);
    },
  },
  {
    name: 'role-hospital',
    arrange: async (page) => {
      await example('Hospital', '#/identities')(page);
      await page.getByRole('tab', { name: /^Roles/ }).click();
      await page.getByRole('table').getByRole('link').first().click();
      await settled(page);
    },
  },
  {
    name: 'refused',
    arrange: async (page) => {
      await answered(page);
      await page.getByRole('combobox', { name: 'Acting as' }).fill('mallory');
      await page.getByRole('combobox', { name: 'Acting as' }).press('Enter');
      await go(page, '#/identities');
    },
  },
  ...identityShots({ go, example, press, settled }),
  ...signInShots({ go, press, settled }),
  ...arcadeShots({ go, settled }),
  ...changeShots({ example, press, settled }),
  ...guideShots({ go, press, settled }),
  ...learnShots({ go, goOn, settled }),
  ...wayShots({ goOn, press, settled }),
  ...classShots({ go, settled }),
  ...paperShots({ go, example, press }),
  ...presenterShots({ go, goOn, settled }),
  { name: 'policies', arrange: example('Small company', '#/policies') },
  {
    name: 'policy',
    arrange: async (page) => {
      await go(page, '#/policies');
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('table', { name: 'Allow by service' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'policy-create',
    arrange: async (page) => {
      await go(page, '#/policies/create');
      await page.getByRole('checkbox', { name: /All S3 actions/ }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'policy-beside',
    arrange: async (page) => {
      await go(page, '#/policies/create');
      const adding = page.getByRole('combobox', { name: 'Add an action of S3' });
      for (const text of ['PutObject', 'List*']) {
        await adding.fill(text);
        await adding.press('Enter');
      }
      await page.locator('.cm-marked-here').first().waitFor();
      await settled(page);
    },
  },
  {
    name: 'policy-findings',
    arrange: async (page) => {
      await go(page, `#/policies/${encodeURIComponent('arn:aws:iam::aws:policy/IAMFullAccess')}`);
      await page.getByRole('list', { name: 'Findings' }).scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
  { name: 'providers-empty', arrange: at('#/providers') },
  {
    name: 'providers-create',
    arrange: async (page) => {
      await go(page, '#/providers');
      await press(page, 'New outside provider');
    },
  },
  { name: 'providers-outside-okta', arrange: (page) => invent(page, 'Okta') },
  { name: 'providers-outside-github', arrange: (page) => invent(page, 'GitHub Actions') },
  {
    name: 'providers-saml',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await openTab(page, /^Signing keys/);
      await press(page, 'Rotate');
      await addToAccount(page, 'Okta');
    },
  },
  {
    name: 'providers-oidc',
    arrange: async (page) => {
      await invent(page, 'GitHub Actions');
      await addToAccount(page);
    },
  },
  {
    name: 'providers-role',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await addToAccount(page, 'Okta');
      await press(page, 'Create role');
      await page.getByText('The trust policy that this writes').click();
      await page.getByRole('textbox', { name: 'Trust policy' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'providers-person',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await press(page, 'Ana Ruiz');
    },
  },
  {
    name: 'providers-application',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await openTab(page, /^Applications/);
      await press(page, 'Edit AWS Account Federation');
    },
  },
  {
    name: 'providers-session-tags',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await addToAccount(page, 'Okta');
      await openTab(page, /^Encrypted assertions/);
      await press(page, 'Create a key pair');
      await page.getByRole('link', { name: /^Outside provider / }).click();
      await openTab(page, /^Applications/);
      const card = page.getByRole('article', { name: 'AWS Account Federation' });
      await card.getByRole('checkbox', { name: 'project' }).check();
      await card.getByRole('checkbox', { name: 'project is transitive' }).check();
      await settled(page);
    },
  },
  {
    name: 'providers-encryption',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await addToAccount(page, 'Okta');
      await openTab(page, /^Encrypted assertions/);
      await press(page, 'Create a key pair');
    },
  },
  {
    name: 'providers-private-key',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await addToAccount(page, 'Okta');
      await openTab(page, /^Encrypted assertions/);
      await press(page, 'Add private key');
    },
  },
  {
    name: 'providers-complete',
    arrange: async (page) => {
      await samlRole(page);
      await goOn(page, '#/providers/saml/Okta');
    },
  },
  {
    name: 'providers-keys',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await addToAccount(page, 'Okta');
      await page.getByRole('link', { name: /^Outside provider / }).click();
      await openTab(page, /^Signing keys/);
      await press(page, 'Rotate');
    },
  },
  {
    name: 'providers-list',
    arrange: async (page) => {
      await invent(page, 'Okta');
      await addToAccount(page, 'Okta');
      await invent(page, 'GitHub Actions');
      await addToAccount(page);
      await goOn(page, '#/providers');
    },
  },
  {
    name: 'policy-errors',
    arrange: async (page) => {
      await go(page, '#/policies/create');
      await page.getByRole('radio', { name: 'JSON', exact: true }).check({ force: true });
      await page.locator('.cm-content').fill(badPolicy);
      await page.getByRole('list', { name: 'Warnings' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'policy-summary',
    arrange: async (page) => {
      await go(page, `#/policies/${encodeURIComponent('arn:aws:iam::aws:policy/AmazonEC2FullAccess')}`);
      await page.getByRole('table', { name: 'Allow by service' }).waitFor();
      await page.getByRole('button', { name: 'CloudWatch', exact: true }).click();
      await settled(page);
    },
  },
  {
    name: 'policy-versions',
    arrange: async (page) => {
      await go(page, '#/policies');
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.locator('.cm-content').fill(badPolicy.replace('s3:GetObjet', 's3:PutObject'));
      await page.getByRole('button', { name: 'Save as new default version' }).click();
      await page.getByRole('button', { name: /^Compare v1/ }).click();
      await page.getByRole('region', { name: /^v1 compared/ }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'policy-attach',
    arrange: async (page) => {
      await example('Small company', '#/policies')(page);
      await page.getByRole('table').getByRole('link').first().click();
      await press(page, 'Attach to many');
      await page.getByRole('dialog').getByRole('checkbox').first().check();
      await settled(page);
    },
  },
  {
    name: 'policy-review',
    arrange: async (page) => {
      await go(page, '#/policies/create');
      await press(page, 'Next');
      await page.getByRole('table', { name: 'Allow by service' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'policies-findings',
    arrange: async (page) => {
      await example('Hospital', '#/policies?tab=findings')(page);
      await page.getByText(/ checked\. /).waitFor();
    },
  },
  { name: 'policies-aws', arrange: at('#/policies?tab=aws') },
  {
    name: 'activity',
    arrange: async (page) => {
      await answered(page);
      await press(page, 'Attach ReadPayroll to alice');
      await go(page, '#/activity');
    },
  },
  { name: 'activity-results', arrange: busyDay },
  {
    name: 'activity-event',
    arrange: async (page) => {
      await busyDay(page);
      await press(page, 'ConsoleLogin');
      await page.getByRole('dialog').waitFor();
      await settled(page);
    },
  },
  {
    name: 'activity-past',
    arrange: async (page) => {
      await busyDay(page);
      const slider = page.getByRole('slider', { name: 'Show the account as it was' });
      await slider.press('ArrowLeft');
      await slider.press('ArrowLeft');
      await page.getByText(/^The account as it was on/).waitFor();
      await slider.hover({ position: { x: 60, y: 8 } });
      await settled(page);
    },
  },
  ...settingsShots({ at, example, go, press, settled }),
  ...wordShots({ go, settled }),
  ...ruleShots({ go, settled }),
  { name: 'flows', arrange: at('#/flows') },
  ...flowShots({ at, example, press, settled }),
  { name: 'flows-lacking', arrange: example('Small company', '#/flows') },
  { name: 'flow-saml-lacking', arrange: example('Small company', '#/flows/saml') },
  {
    name: 'flow-saml-form',
    arrange: async (page) => {
      await samlRole(page);
      await goOn(page, '#/flows/saml');
    },
  },
  {
    name: 'flow-saml-refused',
    arrange: async (page) => {
      await samlRole(page);
      await goOn(page, '#/flows/saml');
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
  {
    name: 'flow-saml-signed',
    arrange: async (page) => {
      await samlRole(page);
      await goOn(page, '#/flows/saml');
      await press(page, 'Start');
      await press(page, 'Next: the provider writes the response');
      await press(page, 'Next: the provider signs the response');
      await page.getByText(/It covers saml:Assertion/).waitFor();
      await settled(page);
    },
  },
  {
    name: 'flow-saml-done',
    arrange: async (page) => {
      await samlRole(page);
      await goOn(page, '#/flows/saml');
      await press(page, 'Start');
      await press(page, 'All steps');
      await page.getByText('You have temporary credentials').waitFor();
      await settled(page);
    },
  },
  { name: 'workspaces', arrange: at('#/workspaces') },
  { name: 'workspaces-import', arrange: at('#/workspaces?tab=import') },
  { name: 'workspaces-export', arrange: at('#/workspaces?tab=export') },
  { name: 'workspaces-alone', arrange: at('#/workspaces?tab=compare') },
  { name: 'workspaces-compare', arrange: example('Small company', '#/workspaces?tab=compare') },
  { name: 'settings-storage', arrange: at('#/settings/storage') },
  { name: 'settings-history', arrange: at('#/settings/history') },
  {
    name: 'ports-export',
    arrange: async (page) => {
      await example('Hospital', '#/workspaces?tab=export')(page);
      const card = page.getByRole('region', { name: 'Export the account' });
      await card.getByRole('radio', { name: 'Terraform' }).check();
      await card.getByText('Look at it').click();
      await card.scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
  {
    name: 'ports-locked',
    arrange: async (page) => {
      await go(page, '#/workspaces?tab=export');
      const card = page.getByRole('region', { name: 'Backup' });
      await card.getByRole('switch', { name: 'Lock with a passphrase' }).check();
      await card.getByLabel('Passphrase', { exact: true }).fill('correct horse');
      await card.scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
  {
    name: 'ports-unlock',
    arrange: async (page) => {
      await go(page, '#/workspaces?tab=import');
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        press(page, 'Restore from a file'),
      ]);
      await chooser.setFiles(
        resolve(import.meta.dirname, '../app/workspaces/fixtures/workspace.locked.json'),
      );
      await page.getByRole('dialog').getByLabel('Passphrase').fill('guess');
      await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
      await page.getByText('The file is still locked').waitFor();
      await settled(page);
    },
  },
  {
    name: 'ports-import',
    arrange: async (page) => {
      await go(page, '#/workspaces?tab=import');
      await page.getByText(/A script that also collects/).click();
      await page.getByLabel('The collector script').scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
  {
    name: 'ports-joined',
    arrange: async (page) => {
      await go(page, '#/workspaces?tab=import');
      await page.getByRole('radio', { name: 'The current workspace' }).check();
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Choose files')]);
      await chooser.setFiles(resolve(import.meta.dirname, '../share/fixtures/two-accounts/tools.json'));
      await page.getByRole('dialog', { name: 'Added to this workspace' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'ports-paste',
    arrange: async (page) => {
      await answered(page);
      await press(page, 'More ways to ask');
      await page.getByRole('menuitem', { name: /Paste an .AccessDenied. message/ }).click();
      await page
        .getByRole('dialog')
        .getByRole('textbox')
        .fill(
          'User: arn:aws:sts::999988887777:assumed-role/Deploy/ci is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::elsewhere/report.csv" with an explicit deny in a service control policy',
        );
      await settled(page);
    },
  },
  { name: 'imported', arrange: (page) => bringIn(page, 'quirky-account.json') },
  ...['account', 'organization'].map((section): Shot => ({
    name: `imported-${section}`,
    arrange: async (page) => {
      await bringIn(page, 'quirky-account.json');
      await press(page, 'Ask something');
      await goOn(page, `#/settings/${section}`);
    },
  })),
  {
    name: 'providers-unknown-issuer',
    arrange: async (page) => {
      await go(page, '#/providers');
      await press(page, 'Add provider');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: 'OpenID Connect' }).check();
      await dialog
        .getByRole('textbox', { name: 'Provider URL' })
        .fill('https://token.actions.githubusercontent.com');
      await dialog.getByRole('textbox', { name: 'Audience' }).fill('sts.amazonaws.com');
      await dialog.getByRole('button', { name: 'Add provider' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await openTab(page, /^Keys and thumbprints/);
    },
  },
  {
    name: 'import-asks',
    arrange: async (page) => {
      await go(page, '#/workspaces?tab=import');
      await page.getByText('Paste instead').click();
      const user = (name: string, date: string) => ({
        Path: '/',
        UserName: name,
        UserId: `AIDA${name.toUpperCase()}`,
        Arn: `arn:aws:iam::210987654321:user/${name}`,
        CreateDate: date,
        UserPolicyList: [{ PolicyName: 'Everything', PolicyDocument: '{"Statement": [' }],
      });
      const users = [user('ann', '2026-01-31T12:00:00Z'), user('bob', 'yesterday')];
      await page
        .getByRole('textbox', { name: 'Account details as JSON' })
        .fill(JSON.stringify({ UserDetailList: users }, null, 2));
      await press(page, 'Import the pasted text');
      await page.getByRole('dialog', { name: '2 records cannot be read' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'import-refused',
    arrange: async (page) => {
      await go(page, '#/workspaces?tab=import');
      await page.getByText('Paste instead').click();
      await page
        .getByRole('textbox', { name: 'Account details as JSON' })
        .fill('{"UserDetailList": [{"UserName": ');
      await press(page, 'Import the pasted text');
      await page.getByRole('dialog', { name: 'The import failed' }).waitFor();
      await settled(page);
    },
  },
  {
    name: 'keys',
    arrange: async (page) => {
      await answered(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await settled(page);
    },
  },
  ...uiShots,
];
