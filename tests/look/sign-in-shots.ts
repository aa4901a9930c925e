/** Sign-in, page by page, and the top bar of who is signed in. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

const password = 'Correct-horse-1';
/** AWS lets no name of a role be longer. */
const longRole = 'ProductionDatabaseMaintenanceAndIncidentResponseReadOnlyAuditor1';

export function signInShots({ go, press, settled }: Hands): Shot[] {
  const visit = async (page: Page, hash: string) => {
    await page.evaluate((address) => {
      location.hash = address;
    }, hash);
    await settled(page);
  };
  /** Gives alice a password that she must change, and maybe a phone. */
  const employ = async (page: Page, { phone = false, passkey = false, change = false } = {}) => {
    await go(page, '#/identities/user/alice?tab=credentials');
    await press(page, 'Enable console access');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Custom password' }).check();
    await dialog.getByLabel('Custom password').last().fill(password);
    await dialog.getByRole('checkbox', { name: /must create a new password/ }).setChecked(change);
    await dialog.getByRole('button', { name: 'Enable console access' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    if (passkey) {
      await press(page, 'Assign MFA device');
      await dialog.getByRole('radio', { name: 'Passkey or security key' }).check();
      await dialog.getByLabel('Device name').fill('alice-key');
      await dialog.getByRole('button', { name: 'Next' }).click();
      await dialog.getByRole('button', { name: 'Touch and add MFA' }).click();
      await page.getByRole('article', { name: /^MFA device alice-key/ }).waitFor();
    }
    if (phone) {
      await press(page, 'Assign MFA device');
      await dialog.getByLabel('Device name').fill('alice-phone');
      await dialog.getByRole('button', { name: 'Next' }).click();
      await dialog.getByRole('button', { name: /^Enter code/ }).click();
      await dialog.getByRole('button', { name: 'Add MFA' }).click();
      await page.getByRole('article', { name: 'MFA device alice-phone' }).waitFor();
      await visit(page, '#/settings/clock');
      await press(page, /1 hour/);
    }
    await visit(page, '#/sign-in');
  };
  const enter = async (page: Page, name = 'alice', typed = password) => {
    await page.getByLabel('IAM user name').fill(name);
    await page.getByLabel('Password', { exact: true }).fill(typed);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await settled(page);
  };
  return [
    { name: 'sign-in', arrange: (page) => go(page, '#/sign-in') },
    {
      name: 'sign-in-wrong',
      arrange: async (page) => {
        await employ(page);
        await enter(page, 'alice', 'nonsense');
        await page.getByText('What was wrong?').click();
        await settled(page);
      },
    },
    {
      name: 'sign-in-key',
      arrange: async (page) => {
        await go(page, '#/sign-in');
        await enter(page, 'AKIAIOSFODNN7EXAMPLE', 'secret');
        await page.getByRole('alert').waitFor();
      },
    },
    {
      name: 'sign-in-mfa',
      arrange: async (page) => {
        await employ(page, { phone: true });
        await enter(page);
        await page.getByRole('button', { name: /^Enter code/ }).waitFor();
      },
    },
    {
      name: 'sign-in-passkey',
      arrange: async (page) => {
        await employ(page, { phone: true, passkey: true });
        await enter(page);
        await page.getByRole('button', { name: 'Touch alice-key' }).waitFor();
      },
    },
    {
      name: 'sign-in-new-password',
      arrange: async (page) => {
        await employ(page, { change: true });
        await enter(page);
        await page.getByLabel('New password', { exact: true }).fill('short1');
        await settled(page);
      },
    },
    {
      name: 'sign-in-done',
      arrange: async (page) => {
        await employ(page);
        await enter(page);
        await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
        await page.getByText(/Show the network messages/).click();
        await settled(page);
      },
    },
    {
      name: 'signed-in-refused',
      arrange: async (page) => {
        await employ(page);
        await enter(page);
        await page.getByRole('link', { name: 'Go to Identities' }).click();
        await page.getByRole('alert').waitFor();
        await settled(page);
      },
    },
    {
      name: 'switch-role',
      arrange: async (page) => {
        await employ(page);
        await enter(page);
        await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
        await visit(page, '#/sign-in/switch-role?account=111122223333&roleName=Auditor');
        await page.getByRole('dialog').waitFor();
        await settled(page);
      },
    },
    {
      name: 'home-switch-refused',
      arrange: async (page) => {
        await go(page, '#/identities/create/role');
        await page.getByRole('radio', { name: 'AWS account' }).check();
        for (const step of ['Add permissions', 'Name, review, and create']) {
          await press(page, 'Next');
          await page.getByRole('heading', { level: 2, name: step }).waitFor();
        }
        await page.getByRole('textbox', { name: 'Role name' }).fill(longRole);
        await press(page, 'Create role');
        await page.getByRole('heading', { level: 1, name: longRole }).waitFor();
        await visit(page, '#/ask');
        await employ(page);
        await enter(page);
        await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
        await visit(page, `#/sign-in/switch-role?account=111122223333&roleName=${longRole}`);
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Switch role' }).click();
        await dialog.getByRole('alert').waitFor();
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
        // Root reads what is secure, too, so the newest events have half of the place.
        await press(page, 'Sign-in and roles');
        await page.getByRole('menuitem', { name: /^Act as root/ }).click();
        await visit(page, '#/home');
        await page.getByRole('region', { name: 'Recent activity' }).getByText('Failed').first().waitFor();
      },
    },
    {
      name: 'sign-in-aside',
      arrange: async (page) => {
        await employ(page);
        await enter(page);
        await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
        await press(page, 'Sign-in and roles');
        await page.getByRole('menuitem', { name: /^Act as root/ }).click();
        await page.getByRole('heading', { name: 'alice is signed in' }).waitFor();
      },
    },
    {
      name: 'identity-menu',
      arrange: async (page) => {
        await employ(page);
        await enter(page);
        await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();
        await press(page, 'Sign-in and roles');
      },
    },
  ];
}
