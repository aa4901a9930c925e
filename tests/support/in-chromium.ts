/** Chromium as an engine, by Playwright. */

import type { Page } from 'playwright-core';
import { launch } from '../setup/site.ts';
import { type Engine, type Tab, type Target, called, desk } from './tab.ts';

export async function startChromium(): Promise<Engine> {
  const browser = await launch();
  return {
    async newTab(first, { scale, dark, ...viewport } = desk) {
      const context = await browser.newContext({
        viewport,
        deviceScaleFactor: scale ?? 1,
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      await context.addInitScript(first);
      return tabOf(await context.newPage());
    },
    close: () => browser.close(),
  };
}

function tabOf(page: Page): Tab {
  return {
    open: async (address) => void (await page.goto(address)),
    reload: async () => void (await page.reload()),
    back: async () => void (await page.goBack()),
    address: () => Promise.resolve(page.url()),
    run: (script, args) => page.evaluate(called(script, args)),
    async find(script, args): Promise<Target | undefined> {
      const element = (await page.evaluateHandle<HTMLElement | null>(called(script, args))).asElement();
      if (!element) return undefined;
      return {
        click: () => element.click(),
        type: (text) => page.keyboard.type(text),
        press: (key) => element.press(key),
        upload: (paths) => element.setInputFiles([...paths]),
      };
    },
    version: () => Promise.resolve(page.context().browser()?.version() ?? ''),
    picture: () => page.screenshot(),
    close: () => page.context().close(),
  };
}
