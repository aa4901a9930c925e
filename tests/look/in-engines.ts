/**
 * `npm run look:engines [engine or place…]`: builds nothing, serves dist/ and takes a picture of every place in Chromium,
 * Firefox and WebKit: light, dark, as a phone and at 200 % zoom, with a sheet of all for each engine and look. They are in
 * .look/ for a person to look at.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { argv } from 'node:process';
import { preview } from 'vite';
import { type EngineName, closeEngines, comeIn, installed } from '../support/engines.ts';
import type { Person } from '../support/person.ts';
import { comeToRest } from './come-to-rest.ts';
import { contactSheet } from './sheet.ts';

const folder = resolve(import.meta.dirname, '../../.look');

const looks = [
  { look: 'light', screen: { width: 1440, height: 900 }, sheet: { columns: 3, width: 600 } },
  { look: 'dark', screen: { width: 1440, height: 900, dark: true }, sheet: { columns: 3, width: 600 } },
  { look: 'phone', screen: { width: 390, height: 844 }, sheet: { columns: 5, width: 312 } },
  // A page zoomed to 200 % is laid out for half the window.
  { look: 'zoom', screen: { width: 720, height: 450, scale: 2 }, sheet: { columns: 3, width: 600 } },
] as const;

const shownPolicy = encodeURIComponent('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess');

/** The places of the navigation, and pages in them with forms, editors and tables of their own. */
const places = {
  ...{ ask: '', graph: '', identities: '', policies: '', providers: '', flows: '', activity: '' },
  ...{ 'sign-in': '', settings: '', workspaces: '', rules: '' },
  ...{ 'create-user': 'identities/create/user', 'create-policy': 'policies/create' },
  ...{ policy: `policies/${shownPolicy}`, flow: 'flows/assume-role', storage: 'settings/storage' },
};

const wanted = argv.slice(2).map((word) => word.toLowerCase());
const chosen = <T extends string>(names: readonly T[]): readonly T[] => {
  const some = names.filter((name) => wanted.includes(name.toLowerCase()));
  return some.length > 0 ? some : names;
};

/** Opens an example with many people as a workspace. */
async function atHome(person: Person, site: string): Promise<void> {
  await person.open(site);
  await person.see({ role: 'status', name: 'Answer' });
  await person.goTo('#/workspaces');
  await person.see({ role: 'button', name: 'Start Small company' });
  await person.evaluate(comeToRest);
  await person.click({ role: 'button', name: 'Start Small company' });
  await person.click({ role: 'button', name: 'Keep a copy' });
  await person.see({ role: 'button', name: /Workspace: Small company/ });
}

async function take(engine: EngineName, { look, screen, sheet }: (typeof looks)[number], site: string) {
  const { person, leave } = await comeIn(engine, { screen });
  const pictures: Uint8Array[] = [];
  const names = chosen(Object.keys(places) as (keyof typeof places)[]);
  try {
    await atHome(person, site);
    for (const name of names) {
      await person.goTo(`#/${places[name] || name}`);
      await person.see({ role: 'main' });
      await person.evaluate(comeToRest);
      const picture = await person.picture();
      pictures.push(picture);
      writeFileSync(join(folder, `${name}-${engine.toLowerCase()}-${look}.png`), picture);
    }
    for (const offence of await person.takeOffences()) console.error(`${engine}, ${look}: ${offence}`);
  } catch (error) {
    console.error(`${engine}, ${look}: ${String(error)}`);
    process.exitCode = 1;
  }
  if (pictures.length > 1)
    writeFileSync(
      join(folder, `sheet-${engine.toLowerCase()}-${look}.png`),
      contactSheet(pictures, sheet.columns, sheet.width),
    );
  await leave();
}

mkdirSync(folder, { recursive: true });
const server = await preview({ logLevel: 'error', preview: { port: 4329, strictPort: false } });
const site = server.resolvedUrls?.local[0] ?? '';
for (const engine of chosen(installed)) {
  const began = performance.now();
  for (const look of looks) await take(engine, look, site);
  console.log(`${engine}: ${Math.round((performance.now() - began) / 1000)} s, pictures in .look/`);
}
await closeEngines();
await server.close();
