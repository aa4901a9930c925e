/**
 * A file is read in a worker and written by the page: so it comes in wherever the page was opened from. In WebKit the
 * worker of a page from a disk has another, empty database.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, inject } from 'vitest';
import { installed } from '../support/engines.ts';
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

const answer = { role: 'status', name: 'Answer' };
const dialog = { role: 'dialog' };
/** The button that names a workspace in the list of all. */
const listed = (name: string | RegExp) => ({ role: 'button', name, within: { role: 'main' } });
const restored = listed('Rename First minutes (2)');

async function uploads(person: Person, file: string): Promise<void> {
  await person.goTo('#/workspaces?tab=import');
  await person.upload('input[data-import]', [file]);
}

/** Closes the note of an import, and asks about somebody who came in. */
async function isAsked(person: Person): Promise<void> {
  await person.click({ role: 'button', name: 'Ask something', within: dialog });
  const who = { role: 'combobox', name: 'Who' };
  await person.fill(who, 'zora');
  await person.press(who, 'Enter');
  await person.see({ ...answer, text: /^Yes.* zora can/ });
}

/** Backs everything up. Not every engine gives a test the file that the page saves, so the page remembers it. */
async function backedUp(person: Person): Promise<string> {
  await person.goTo('#/workspaces?tab=export');
  await person.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file: Blob) => {
      Object.assign(window, { saved: file });
      return make(file);
    };
  });
  await person.click({ role: 'button', name: 'Back up everything' });
  await person.see(/is in the backup file/);
  return person.evaluate(() => (window as unknown as { saved: Blob }).saved.text());
}

test.for(places)(
  'a file that is cut off changes nothing, a backup and an account come in, and a reload keeps them, in $engine from $from',
  async ({ engine, from, address }, { visit }) => {
    const person = await visit(engine);
    await person.open(address());
    await person.see(answer);

    // A file that is cut off names its place, and nothing changes.
    const cut = join(folder, 'cut.json');
    writeFileSync(cut, '{"UserDetailList": [');
    await uploads(person, cut);
    await person.see({ ...dialog, name: 'The import failed', text: /cut\.json[\s\S]*line 1/ });
    await person.click({ role: 'button', name: 'OK', within: dialog });

    // A backup comes back as a workspace of its own.
    const backup = join(folder, `${engine}.json`);
    writeFileSync(backup, await backedUp(person));
    await uploads(person, backup);
    await person.goTo('#/workspaces');
    await person.see(restored);
    expect(await person.texts(listed(/^Rename/))).toHaveLength(2);

    // An account comes in, and answers.
    await uploads(person, account);
    await isAsked(person);

    // All is there after a reload.
    await person.reload();
    await person.see(answer);
    await person.goTo('#/identities');
    await person.see({ role: 'main', text: /Robot_1/ });
    await person.goTo('#/workspaces');
    await person.see(restored);

    if (from === 'a disk') return;
    // A file that falls on the page becomes a workspace too.
    await person.drop([account]);
    await isAsked(person);
    await person.goTo('#/workspaces');
    await person.see(listed('Rename Account 210987654321 (2)'));
  },
);
