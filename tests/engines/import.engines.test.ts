/**
 * A file is read in a worker and written by the page: so it comes in wherever the page was opened from. In WebKit the
 * worker of a page from a disk has another, empty database.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, inject } from 'vitest';
import { beside, installed } from '../support/engines.ts';
import type { Person } from '../support/person.ts';
import { test } from '../support/tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
afterAll(() => rmSync(folder, { recursive: true }));

const account = resolve('tests/share/fixtures/quirky-account.json');
const oneFile = pathToFileURL(resolve('dist/iam-playground.html')).href;
const places = installed.flatMap((engine) => [
  { engine, from: 'a server', address: () => inject('site') },
  { engine, from: 'a disk', address: () => oneFile },
]);

/** Closes the note of an import, and asks about somebody who came in. */
async function isAsked(person: Person): Promise<void> {
  await person.click({ role: 'button', name: 'Ask something', within: { role: 'dialog' } });
  const who = { role: 'combobox', name: 'Who' };
  await person.fill(who, 'zora');
  await person.press(who, 'Enter');
  await person.see({ role: 'status', name: 'Answer', text: /^Yes/ });
}

test.for(beside)(
  'a file that falls on the page becomes a workspace and answers, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(inject('site'));
    await person.see({ role: 'status', name: 'Answer' });
    await person.drop([account]);
    await isAsked(person);
  },
);

test.for(places)(
  'an account comes in, answers, and is there after a reload, in $engine from $from',
  async ({ engine, address }, { visit }) => {
    const person = await visit(engine);
    await person.open(address());
    await person.see({ role: 'status', name: 'Answer' });
    await person.goTo('#/workspaces?tab=import');
    await person.upload('input[data-import]', [account]);
    await isAsked(person);
    await person.reload();
    await person.see({ role: 'status', name: 'Answer' });
    await person.goTo('#/identities');
    await person.see({ role: 'main', text: /Robot_1/ });
  },
);

test.for(places)(
  'a file that is cut off names its place, and nothing changes, in $engine from $from',
  async ({ engine, address }, { visit }) => {
    const cut = join(folder, 'cut.json');
    writeFileSync(cut, '{"UserDetailList": [');
    const person = await visit(engine);
    await person.open(address());
    await person.see({ role: 'status', name: 'Answer' });
    await person.goTo('#/workspaces?tab=import');
    await person.upload('input[data-import]', [cut]);
    await person.see({ role: 'dialog', name: 'The import failed', text: /cut\.json[\s\S]*line 1/ });
  },
);

test.for(places)(
  'a backup comes back as a workspace of its own, in $engine from $from',
  async ({ engine, address }, { visit }) => {
    const person = await visit(engine);
    await person.open(address());
    await person.see({ role: 'status', name: 'Answer' });
    await person.goTo('#/workspaces?tab=export');
    // Not every engine gives a test the file that the page saves, so the page remembers it.
    await person.evaluate(() => {
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (file: Blob) => {
        Object.assign(window, { saved: file });
        return make(file);
      };
    });
    await person.click({ role: 'button', name: 'Back up everything' });
    await person.see(/is in the backup file/);
    const backup = join(folder, `${engine}.json`);
    writeFileSync(backup, await person.evaluate(() => (window as unknown as { saved: Blob }).saved.text()));
    await person.goTo('#/workspaces?tab=import');
    await person.upload('input[data-import]', [backup]);
    await person.goTo('#/workspaces');
    await person.see({ role: 'button', name: 'Rename First minutes (2)' });
    await person.reload();
    await person.see({ role: 'button', name: 'Rename First minutes (2)' });
  },
);
