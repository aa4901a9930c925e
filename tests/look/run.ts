/**
 * `npm run look [name…]`: builds nothing, serves dist/ and takes a picture of every place and state, light and dark
 * on a laptop, in 1280 px, on a projector (medium, with scroll bars) and on a phone (narrow), into .look/ for a person
 * to look at. With names, only shots whose name contains one.
 * The primitives (`#/ui`) are of the development server, which is started for them. LOOK=light takes only the light ones.
 * A shot on paper is printed on A4 and Letter, from a dark page: .look/NAME-a4.pdf, and its pages as pictures where the
 * machine has pdftoppm. All texts go into .look/texts.json, and what tests/setup/words refuses of them is said.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { argv, env } from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { createServer, preview } from 'vite';
import { launch, launchWithBars } from '../setup/site.ts';
import { faultsOf, pageTexts } from '../setup/words/page.ts';
import type { Shown } from '../setup/words/rules.ts';
import { type Shot, shots } from './shots.ts';

const folder = resolve(import.meta.dirname, '../../.look');
const wanted = argv.slice(2);
const looks = [
  { name: 'light', width: 1366, height: 768, colorScheme: 'light', bars: false },
  { name: 'dark', width: 1366, height: 768, colorScheme: 'dark', bars: false },
  { name: 'laptop', width: 1280, height: 800, colorScheme: 'light', bars: false },
  { name: 'medium', width: 1024, height: 768, colorScheme: 'light', bars: true },
  { name: 'narrow', width: 390, height: 844, colorScheme: 'light', bars: false },
] as const;
const papers = ['A4', 'Letter'] as const;
const texts: Shown[] = [];

async function take(browser: Browser, site: string, shot: Shot, look: (typeof looks)[number]): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colorScheme,
    reducedMotion: 'reduce',
  });
  const page: Page = await context.newPage();
  await page.goto(site);
  await shot.arrange(page);
  await page.screenshot({
    path: join(folder, `${shot.name}-${look.name}.png`),
  });
  if (look.name === 'light' && !shot.inDevelopment) texts.push(...(await pageTexts(page, shot.name)));
  await context.close();
}

/** Prints with the margins of the page's own style sheet, as a person does who changes nothing in the print dialog. */
async function print(
  browser: Browser,
  site: string,
  shot: Shot,
  format: (typeof papers)[number],
): Promise<void> {
  const context = await browser.newContext({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(site);
  await shot.arrange(page);
  const path = join(folder, `${shot.name}-${format.toLowerCase()}`);
  await page.pdf({ format, path: `${path}.pdf` });
  spawnSync('pdftoppm', ['-r', '70', '-png', `${path}.pdf`, path]);
  await context.close();
}

const chosen = shots.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// INVARIANT: before the preview, which makes this a production process, where no server has `#/ui`.
const development = chosen.some(({ inDevelopment }) => inDevelopment)
  ? await (await createServer({ logLevel: 'error', server: { port: 4328 } })).listen()
  : undefined;
const server = await preview({ logLevel: 'error', preview: { port: 4327, strictPort: false } });
const site = server.resolvedUrls?.local[0] ?? '';
const primitives = `${development?.resolvedUrls?.local[0] ?? ''}#/ui`;
const browser = await launch();
const browserWithBars = await launchWithBars();
const chosenLooks = looks.filter(({ name }) => (env['LOOK'] ?? name) === name);
for (const shot of chosen) {
  if (shot.isPaper) {
    for (const paper of papers) await print(browser, site, shot, paper);
    continue;
  }
  for (const look of chosenLooks.filter(({ name }) => !shot.isLightOnly || name === 'light')) {
    try {
      await take(look.bars ? browserWithBars : browser, shot.inDevelopment ? primitives : site, shot, look);
    } catch (error) {
      console.error(`${shot.name}-${look.name}: ${String(error).split('\n')[0] ?? ''}`);
      process.exitCode = 1;
    }
  }
}
await browser.close();
await browserWithBars.close();
await server.close();
await development?.close();
writeFileSync(join(folder, 'texts.json'), JSON.stringify(texts, null, 1));
const faults = [...new Set(await faultsOf(texts))];
for (const fault of faults) console.log(fault);
if (faults.length > 0) process.exitCode = 1;
console.log(`${chosen.length} places and states in .look/, ${faults.length} faults of words`);
