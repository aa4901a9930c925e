/** Firefox as an engine, by Puppeteer over WebDriver BiDi. */

import { type Browser, type ElementHandle, type Page, launch } from 'puppeteer-core';
import { type Engine, type Tab, type Target, called, desk, unlessLeaving } from './tab.ts';

export function startFirefox(executablePath: string): Engine {
  /** The scheme of colours is a preference of the whole browser. */
  const running = new Map<boolean, Promise<Browser>>();
  const browserFor = (dark: boolean): Promise<Browser> => {
    const browser =
      running.get(dark) ??
      launch({
        browser: 'firefox',
        executablePath,
        headless: true,
        defaultViewport: null,
        extraPrefsFirefox: {
          'ui.prefersReducedMotion': 1,
          'ui.systemUsesDarkTheme': dark ? 1 : 0,
          'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
        },
      });
    running.set(dark, browser);
    return browser;
  };
  return {
    async newTab(first, { width, height, scale, dark } = desk) {
      const context = await (await browserFor(dark ?? false)).createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, height, deviceScaleFactor: scale ?? 1 }).catch((error: unknown) => {
        // Firefox 140 sets the size and does not know the second half of it, the orientation of a screen.
        if (!String(error).includes('unknown command emulation.setScreenOrientationOverride')) throw error;
      });
      await page.evaluateOnNewDocument(first);
      return tabOf(page, () => context.close());
    },
    async close() {
      for (const browser of running.values()) await (await browser).close();
      running.clear();
    },
  };
}

function tabOf(page: Page, close: () => Promise<void>): Tab {
  return {
    open: async (address) => void (await page.goto(address)),
    async reload() {
      const before = await page.evaluate(() => performance.timeOrigin);
      // A page that reloads itself in the same moment takes the place of this reload; here alone that is an error.
      await page.reload().catch((error: unknown) => {
        if (!String(error).includes('NS_BINDING_ABORTED')) throw error;
      });
      // Puppeteer's waitForFunction compiles text in the page, which the page's policy refuses and Firefox 140 obeys.
      for (let now: number | undefined = before; now === undefined || now === before;) {
        now = await page.evaluate(() => performance.timeOrigin).catch(unlessLeaving);
        if (now === before) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    // Puppeteer's own waits for a load, and a page out of the back-forward cache does not load.
    back: () => page.evaluate(() => history.back()),
    address: () => Promise.resolve(page.url()),
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
    version: async () => (await page.browser().version()).replace(/^.*\//, ''),
    picture: () => page.screenshot(),
    close,
  };
}
