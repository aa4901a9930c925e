/** Presenter view, at a projector's size: what a teacher shows, and the notes in the second window. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  /** The same from any place. */
  readonly goOn: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export function presenterShots({ go, goOn, settled }: Means): Shot[] {
  /** Begins presenter view with a scenario that is looked at. */
  const present = async (page: Page, scenario: string) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await go(page, '#/learn/scenarios');
    await page.keyboard.press('p');
    await button(page, 'QR code').waitFor();
    await page.getByRole('button', { name: `Start ${scenario}` }).click();
    await page.getByText(`Preview of “${scenario}”`).waitFor();
    await settled(page);
  };
  const shot = (name: string, scenario: string, arrange: (page: Page) => Promise<unknown>): Shot => ({
    name: `presenter-${name}`,
    isLightOnly: true,
    arrange: async (page) => {
      await present(page, scenario);
      await arrange(page);
      await settled(page);
    },
  });
  const policy = `#/policies/${encodeURIComponent('arn:aws:iam::300030003000:policy/ProtectAudit')}`;
  return [
    shot('ask-hidden', 'A deny wins', () => Promise.resolve()),
    shot('ask-shown', 'A deny wins', async (page) => {
      await button(page, 'Show the answer').press('Enter');
      await page.getByRole('status', { name: 'Answer' }).waitFor();
    }),
    shot('statement', 'A deny wins', async (page) => {
      await button(page, 'Show the answer').press('Enter');
      await page.getByText('How AWS decided').evaluate((heading) => {
        heading.scrollIntoView();
      });
    }),
    shot('policy', 'A deny wins', (page) => goOn(page, policy)),
    shot('user', 'A deny wins', (page) => goOn(page, '#/identities/user/vera')),
    shot('graph', 'Small company', (page) => goOn(page, '#/graph')),
    shot('flow', 'A chain of roles', async (page) => {
      await button(page, 'Keep a copy').click();
      await page.getByText('Preview of').waitFor({ state: 'detached' });
      await goOn(page, '#/flows/assume-role');
      await button(page, 'Start').click();
      await page.getByRole('button', { name: /^Next:/ }).click();
    }),
    // A browser without pop-ups: the same notes, and what is said about the class that reads them too.
    shot('notes', 'A deny wins', async (page) => {
      await page.evaluate(() => {
        window.open = () => null;
      });
      await button(page, 'Notes').click();
      await page.getByRole('button', { name: 'Start the timer' }).waitFor();
    }),
    shot('qr', 'A deny wins', async (page) => {
      await page.keyboard.press('b');
      // The pictures come from this computer, whose address no phone opens: the file takes the place of the code.
      await button(page, 'Save as a file').waitFor();
    }),
  ];
}
