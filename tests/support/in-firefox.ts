/** Firefox as an engine, by Puppeteer over WebDriver BiDi. */

import { type ElementHandle, type Page, launch } from 'puppeteer-core';
import { type Engine, type Tab, type Target, called, screen } from './tab.ts';

export async function startFirefox(executablePath: string): Promise<Engine> {
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
  });
  return {
    async newTab(first) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(screen);
      await page.evaluateOnNewDocument(first);
      return tabOf(page, () => context.close());
    },
    close: () => browser.close(),
  };
}

function tabOf(page: Page, close: () => Promise<void>): Tab {
  return {
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    back: async () => void (await page.goBack()),
    run: (script, args) => page.evaluate(called(script, args)),
    async find(script, args): Promise<Target | undefined> {
      const handle = await page.evaluateHandle(called(script, args));
      const element = handle.asElement() as ElementHandle<HTMLInputElement> | null;
      if (!element) return undefined;
      return {
        click: () => element.click(),
        type: (text) => page.keyboard.type(text),
        press: (key) => element.press(key),
        upload: (paths) => element.uploadFile(...paths),
      };
    },
    close,
  };
}
