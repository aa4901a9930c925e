/**
 * Somebody follows the tutorial line by line (curriculum, rows 1 to 4, 6 and 8 to 14) and has nothing else.
 * They work in one new account, and each row is a step that goes on where the last one ended.
 */

import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringAxe, faults } from '../access/axe.ts';
import { type Visit, answers, ask, goTo, leave, theBrowser, undo, visit } from '../visit.ts';

let browser: Browser;
let person: Visit;
let page: Page;
let dialog: Locator;
beforeAll(async () => {
  browser = await theBrowser();
  person = await visit(browser);
  ({ page } = person);
  dialog = page.getByRole('dialog');
});
afterAll(async () => {
  await leave(person);
});

const root = { email: 'root@school.example', password: 'Root-pass-1' };
/** A text is the whole name: the top bar's Undo also holds the words of what was done. */
const press = (name: string | RegExp, within: Page | Locator = page) =>
  within
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const fill = (label: string | RegExp, text: string, within: Page | Locator = page) =>
  within
    .getByLabel(label, { exact: typeof label === 'string' })
    .last()
    .fill(text);
const region = (name: string | RegExp) => page.getByRole('region', { name });

/** `root`, or the name of a user. */
async function signIn(who: string, password: string): Promise<void> {
  await goTo(page, '#/sign-in');
  const again = page.getByRole('button', { name: /^Sign in (again|as another user)$/ });
  await page.getByRole('radiogroup', { name: 'Who signs in' }).or(again).first().waitFor();
  if (await again.isVisible()) await again.click();
  if (who === 'root') {
    await page.getByRole('radio', { name: /^Root user/ }).check();
    await fill('Root user e-mail address', root.email);
  } else {
    await page.getByRole('radio', { name: /^IAM user/ }).check();
    await fill('IAM user name', who);
  }
  await fill('Password', password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signInWithFob(): Promise<void> {
  await signIn('root', root.password);
  const fob = page.getByRole('complementary', { name: 'MFA devices' });
  await press('Show the code', fob);
  await press('Enter', fob);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText(/You signed in with MFA/).waitFor();
}

async function signOut(): Promise<void> {
  await press('Sign-in and roles');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByText('Acting as', { exact: true }).waitFor();
}

async function later(step: '+1 hour' | '+1 day' | '+90 days'): Promise<void> {
  await press(/^Clock:/);
  await page.getByRole('button', { name: step }).click();
  await page.keyboard.press('Escape');
}

/** The file that a press hands over, as text. */
async function saved(button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

async function createUser(name: string): Promise<void> {
  await goTo(page, '#/identities/create/user');
  await page.getByRole('textbox', { name: 'User name' }).fill(name);
}

test('row 2: a person makes an account and uses its root user for what only that may do', async () => {
  await goTo(page, '#/workspaces');
  await press('Create an account');
  await fill('Account name', 'School', dialog);
  await fill(/^E-mail of the root user/, root.email, dialog);
  await fill(/^Password of the root user/, root.password, dialog);
  await fill(/^Account ID/, '444455556666', dialog);
  await press('Create account', dialog);
  await page.getByRole('button', { name: 'Workspace: School' }).waitFor();

  await signIn('root', root.password);
  await page.getByRole('heading', { name: 'Signed in as root' }).waitFor();

  // Programmatic access of root, with the warning; the key goes again.
  await goTo(page, '#/identities/root');
  await press('Create access key');
  await dialog.getByText(/The root user should have no access keys/).waitFor();
  await dialog.getByRole('checkbox', { name: /I understand/ }).check();
  await press('Create access key', dialog);
  await press('Done', dialog);
  await page.getByText('The root user has access keys').waitFor();
  await page
    .getByRole('article', { name: /^Access key/ })
    .getByRole('button', { name: 'Delete' })
    .click();
  await page.getByText('The root user has no access keys. AWS recommends this.').waitFor();

  // Account settings: contact, alias, a region.
  await goTo(page, '#/settings/account');
  await region('Contact information').getByRole('button', { name: 'Add' }).click();
  for (const [label, text] of [
    ['Full name', 'Ada Teacher'],
    ['Address', '1 School Lane'],
    ['City', 'Springfield'],
    ['Postal code', '12345'],
    ['Country code', 'US'],
    ['Phone number', '+1 555 0100'],
  ] as const)
    await fill(label, text);
  await press('Save contact');
  await page.getByText('Ada Teacher', { exact: true }).waitFor();
  await fill('Account alias', 'our-school');
  await press('Save alias');
  await page.getByText('The alias is our-school').waitFor();
  await page.getByRole('switch', { name: 'eu-central-2' }).click();
  await page.getByText('eu-central-2 is enabled').waitFor();

  // Closing the account, and Undo.
  await press('Close account');
  await page.getByText(/^This account was closed on/).waitFor();
  await undo(page).click();
  await page.getByRole('button', { name: 'Close account', exact: true }).waitFor();
});

test('row 1: an account holds users, groups and resources: S3 buckets, EC2 instances', async () => {
  await goTo(page, '#/settings/resources');
  await press('Create bucket');
  await fill('Bucket name', 'school-reports', dialog);
  await press('Create bucket', dialog);
  await page.getByRole('heading', { name: 'school-reports' }).waitFor();
  await goTo(page, '#/settings/resources?tab=instances');
  await press('Create instance');
  await press('Create instance', dialog);
  await dialog.waitFor({ state: 'hidden' });
});

test('row 12: a new user may do nothing', async () => {
  await createUser('alice');
  await press('Next');
  await page.getByText(/A new user can do nothing until a policy allows it/).waitFor();
  for (let step = 0; step < 3; step += 1) await press('Next');
  await press('Create user');
  await page.getByRole('heading', { level: 1, name: 'alice' }).waitFor();
  await page.getByText('Everything is denied until a policy allows it.', { exact: false }).waitFor();
  await ask(page, 'alice', 's3:ListBucket', 'school-reports');
  await answers(page, 'No');
});

test('row 6: the visual editor alone makes VisualEditor0, which is attached, gets a second version, and is rolled back', async () => {
  await goTo(page, '#/policies/create');
  await press('Remove statement 1');
  await press('Add permissions');
  await page.getByRole('combobox', { name: 'Choose a service' }).fill('S3');
  await page.getByRole('option', { name: /^S3\s*s3$/ }).click();
  for (const [level, action] of [
    [/^Read/, 'GetObject'],
    [/^List/, 'ListBucket'],
    [/^Write/, 'PutObject'],
  ] as const) {
    await press(level);
    await page.getByRole('checkbox', { name: action, exact: true }).check();
  }
  for (const kind of ['object', 'bucket']) {
    await press(`Add ${kind} ARN`);
    const form = page.getByRole('form', { name: 'Add ARN' });
    await fill('Bucket name', 'example-bucket', form);
    await form.getByRole('button', { name: 'Add', exact: true }).click();
  }
  await page.getByRole('radio', { name: 'JSON', exact: true }).check({ force: true });
  await page.getByText('"VisualEditor0"').waitFor();
  await press('Next');
  await fill('Policy name', 'SchoolReports');
  await page.getByRole('table', { name: 'Allow by service' }).waitFor();
  await press('Create policy');
  await page.getByRole('heading', { level: 1, name: 'SchoolReports' }).waitFor();

  const write = async (resource: string) => {
    await press('Edit');
    await page.locator('.cm-content').fill(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'VisualEditor0',
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
            Resource: [`arn:aws:s3:::${resource}`, `arn:aws:s3:::${resource}/*`],
            Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
          },
        ],
      }),
    );
    await press('Save as new default version');
  };
  await write('school-reports');
  await page.getByRole('heading', { name: 'Document (v2, default version)' }).waitFor();
  await press('Compare v1 with the default version');
  await region('v1 compared with v2, default version').waitFor();
  await press('Make default: v1');
  await page.getByRole('button', { name: 'Make default: v2' }).click();
  await page.getByRole('button', { name: 'Make default: v1' }).waitFor();

  // Attached to a user, it allows under its condition only.
  await page.getByRole('combobox', { name: 'Attach to' }).fill('alice');
  await page.getByRole('combobox', { name: 'Attach to' }).press('Enter');
  await page.getByRole('button', { name: 'Detach from alice' }).waitFor();
});

test('row 1: a switch in Ask shows under which conditions the answer turns', async () => {
  await ask(page, 'alice', 's3:ListBucket', 'school-reports');
  await answers(page, 'No');
  await page.getByRole('group', { name: 'Circumstances' }).getByRole('switch').first().click();
  await answers(page, 'Yes');
});

test('row 4: policies of several groups add up, each statement with its origin', async () => {
  for (const [group, policy] of [
    ['Teachers', 'AmazonEC2ReadOnlyAccess'],
    ['Auditors', 'IAMReadOnlyAccess'],
  ] as const) {
    await goTo(page, '#/identities/create/group');
    await page.getByRole('textbox', { name: 'Group name' }).fill(group);
    await press('Next');
    const users = page.getByRole('combobox', { name: /^Users/ });
    await users.fill('alice');
    await users.press('Enter');
    await press('Next');
    const policies = page.getByRole('combobox', { name: /^Permissions policies/ });
    await policies.fill(policy);
    await page.getByRole('option', { name: policy }).first().click();
    await press('Next');
    await press('Create group');
    await page.getByRole('heading', { level: 1, name: group }).waitFor();
  }
  await goTo(page, '#/identities/user/alice');
  const sum = region('Statements of all policies');
  await sum.getByText('Teachers').first().waitFor();
  await sum.getByText('Auditors').first().waitFor();
  await goTo(page, '#/settings/quotas');
  await page.getByRole('meter', { name: /^Groups.*of 300$/ }).waitFor();
  await page.getByRole('meter', { name: /[Gg]roups.*of 10$/ }).waitFor();
});

test('row 9: the password policy has all of AWS’s settings, and the two that AWS does not have', async () => {
  await goTo(page, '#/identities/password-policy');
  await page.getByRole('radio', { name: /^Custom/ }).check();
  await page.getByRole('spinbutton', { name: /^Minimum length/ }).fill('12');
  for (const kind of [/uppercase/i, /lowercase/i, /number/i, /symbol|non-alphanumeric/i])
    await page.getByRole('checkbox', { name: kind }).first().check();
  await page.getByRole('checkbox', { name: 'Turn on password expiration' }).check();
  await page.getByRole('spinbutton', { name: /password expiration/ }).fill('90');
  await page.getByRole('checkbox', { name: /Allow users to change their own password/ }).check();
  await page.getByRole('checkbox', { name: 'Prevent password reuse' }).check();
  await page.getByRole('spinbutton', { name: /password reuse/ }).fill('5');
  await press('Save changes');
  await page.getByText('No unsaved changes').waitFor();
  const beyond = region('Beyond AWS');
  await beyond.getByRole('checkbox', { name: 'Maximum length' }).check();
  await beyond.getByRole('spinbutton', { name: /^Maximum length/ }).fill('20');
  await beyond.getByRole('checkbox', { name: /Lock out/ }).check();
  await beyond.getByRole('spinbutton', { name: /^Lock out/ }).fill('3');
  await press('Save extensions', beyond);
  await page.getByText('The extensions of sign-in were changed').waitFor();

  // It is checked when a password is set.
  await goTo(page, '#/identities/user/alice?tab=credentials');
  await press('Enable console access');
  await dialog.getByRole('radio', { name: 'Custom password' }).check();
  await fill('Custom password', 'short1', dialog);
  await dialog.getByRole('button', { name: 'Enable console access' }).click();
  await dialog.getByRole('alert').waitFor();
  await fill('Custom password', 'First-pass-12', dialog);
  await dialog.getByRole('button', { name: 'Enable console access' }).click();
  await press('Done', dialog);

  // Three failures lock alice out, for the time left that the page shows; then the change is forced.
  for (let failure = 0; failure < 3; failure += 1) {
    await signIn('alice', 'nonsense');
    await page.getByRole('alert').waitFor();
  }
  await signIn('alice', 'First-pass-12');
  await page.getByText('Locked out').waitFor();
  await page.getByText(/minutes.* left\.$/).waitFor();
  await bringAxe(page);
  expect(await faults(page)).toEqual([]);
  await later('+1 hour');
  await signIn('alice', 'First-pass-12');
  await fill('Old password', 'First-pass-12');
  await fill('New password', 'Own-pass-1234');
  await fill('Retype new password', 'Own-pass-1234');
  await press('Confirm password change');
  await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
});

test('row 3: the page shows who she is signed in as, what she is refused, and the trail of her calls', async () => {
  await goTo(page, '#/policies');
  await page.getByRole('table', { name: 'Customer managed policies' }).waitFor();
  await goTo(page, '#/settings/billing');
  await page.getByRole('alert').first().waitFor();
  await goTo(page, '#/identities/create/group');
  await page.getByRole('textbox', { name: 'Group name' }).fill('Mine');
  await press('Next');
  await page.getByRole('heading', { level: 2, name: /permissions|users/i }).waitFor();
  await signOut();
  await goTo(page, '#/identities/user/alice?tab=trail');
  await page.getByRole('table', { name: 'Calls of alice' }).getByText('ConsoleLogin').first().waitFor();
  await goTo(page, '#/settings/quotas');
  await page.getByRole('meter', { name: /^Users.*of 5,000$/ }).waitFor();
});

test('row 2: billing is the root user’s, until the root user lets IAM in', async () => {
  await signIn('root', root.password);
  await page.getByRole('heading', { name: 'Signed in as root' }).waitFor();
  await goTo(page, '#/settings/billing');
  await region(/^Bill of/).waitFor();
  await page.getByRole('switch', { name: 'IAM access to billing' }).click();
  await page.getByText('Users and roles see billing where their policies allow it.').waitFor();
});

test('row 8: alice gets a phone by QR code, and the root user a fob', async () => {
  await goTo(page, '#/identities/user/alice?tab=credentials');
  await press('Assign MFA device');
  await fill('Device name', 'alice-phone', dialog);
  await press('Next', dialog);
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  await press(/^Enter code/, dialog);
  await press('Add MFA', dialog);
  await page.getByRole('article', { name: 'MFA device alice-phone' }).waitFor();

  await goTo(page, '#/identities/root');
  await press('Assign MFA device');
  await dialog.getByRole('radio', { name: 'Hardware TOTP token' }).check();
  await press('Next', dialog);
  await press('Buy a token', dialog);
  await press('Show the code', dialog);
  await press('Enter', dialog);
  await press('Add MFA', dialog);
  await page.getByRole('article', { name: /^MFA device/ }).waitFor();
  await signOut();
  await later('+1 hour');
  await signInWithFob();
});

test('row 13: key and secret are shown once and saved as CSV, do not open the console, and are replaced when lost', async () => {
  await createUser('builder');
  await press('Next');
  await press('Next');
  await page.getByRole('radio', { name: 'Create an access key' }).check();
  await page.getByText('AWS advises against this').waitFor();
  await press('Next');
  await press('Next');
  await press('Create user');
  await page.getByText('You can see the secret only now').waitFor();
  const csv = await saved(page.getByRole('button', { name: 'Download .csv file' }));
  expect(csv.name).toBe('builder_accessKeys.csv');
  const [id = '', secret = ''] = csv.text.split('\r\n')[1]?.split(',') ?? [];
  expect([id, secret]).toEqual([
    expect.stringMatching(/^AKIA[A-Z0-9]{16}$/),
    expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
  ]);
  await page.getByRole('link', { name: 'View user' }).click();
  await page.getByRole('tab', { name: 'Security credentials' }).click();
  const key = page.getByRole('article', { name: `Access key ${id}` });
  await key.waitFor();
  expect(await page.getByText(secret).count()).toBe(0);

  await signIn(id, secret);
  await page.getByText('That is an access key, not a password').waitFor();

  await goTo(page, '#/identities/user/builder?tab=credentials');
  await key.getByRole('button', { name: 'Rotate' }).click();
  await press('Create the new key', dialog);
  await press(`Deactivate ${id}`, dialog);
  await press(`Delete ${id}`, dialog);
  await dialog.getByText('Done: the old key is deleted.').waitFor();
  await press('Done', dialog);
});

test('row 10: the credential report comes as CSV and JSON, and by a schedule', async () => {
  await goTo(page, '#/identities/reports/credential-report');
  await press('Generate report');
  const table = page.getByRole('table', { name: 'Credential report' });
  await table.getByRole('link', { name: 'alice', exact: true }).waitFor();
  const csv = await saved(page.getByRole('button', { name: 'Download CSV' }));
  expect(csv.text.split('\n')[0]).toMatch(/^user,arn,user_creation_time,password_enabled/);
  expect(csv.text).toContain('<root_account>');
  const json = await saved(page.getByRole('button', { name: 'Download JSON' }));
  expect(JSON.stringify(JSON.parse(json.text))).toContain('"alice"');
  await page.getByRole('radio', { name: /^Daily/ }).check();
  await region('Schedule').getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Next: /).waitFor();
  await later('+1 day');
  const inbox = page.getByRole('list', { name: 'Delivered reports' });
  await inbox
    .getByText(/^Credential report of/)
    .first()
    .waitFor();
  const letter = await saved(inbox.getByRole('button', { name: /^Download / }).first());
  expect(letter.text).toContain('alice');
});

test('row 11: IAM is global, and the region counts where a request is made', async () => {
  await goTo(page, '#/identities');
  await page.getByText('Global', { exact: true }).waitFor();
  await goTo(page, '#/ask');
  await press('Region: us-east-1');
  await page.getByRole('menuitemradio', { name: /Zurich/ }).click();
  await page.getByRole('button', { name: 'Region: eu-central-2' }).waitFor();
});

test('row 14: MFA on root and changed passwords turn the recommendations green', async () => {
  // The session lasted twelve hours: the day of row 10 ended it.
  await goTo(page, '#/identities/reports/security');
  await page.getByText('The session of root has expired').waitFor();
  await signInWithFob();
  await goTo(page, '#/identities/reports/security');
  const list = page.getByRole('list', { name: 'Recommendations' });
  await list.getByText('The root user has MFA').waitFor();
  await list.getByText('The root user has no access keys').waitFor();
  await list.getByText('The password policy is strong').waitFor();
});

test('row 3: the 5,001st user is refused', async () => {
  await goTo(page, '#/workspaces');
  await page.getByRole('combobox', { name: 'Size of the generated company' }).selectOption('full');
  await press('Generate a company');
  await page.waitForURL(/#\/ask/, { timeout: 90_000 });
  await createUser('one-too-many');
  for (let step = 0; step < 4; step += 1) await press('Next');
  await press('Create user');
  await page.getByText(/Cannot exceed quota for UsersPerAccount: 5000/).waitFor();
});
