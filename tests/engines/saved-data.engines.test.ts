/** The saved data while a page leaves and comes back, and where the browser does not open them. */

import { expect, inject } from 'vitest';
import { installed } from '../support/engines.ts';
import type { Person, Thing } from '../support/person.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };

/** Leaves the page, in the same moment in which a button is pressed if one is named. */
async function leave(person: Person, button?: string): Promise<void> {
  await person.evaluate(
    (texts, address) => {
      for (const each of document.querySelectorAll('button'))
        if (texts.some((text) => each.innerText.includes(text))) each.click();
      location.href = address;
    },
    button === undefined ? [] : [button],
    new URL('icon.svg', inject('site')).href,
  );
  await expect.poll(() => person.address(), { timeout: 20_000 }).toMatch(/\/icon\.svg$/);
}

/** Leaves the page and comes back. Firefox keeps a page as it was once it waits for nothing, Chromium under test never. */
async function comesBackAsItWas(person: Person, shown: Thing): Promise<boolean> {
  await person.evaluate(() => {
    document.body.dataset['kept'] = '';
  });
  await leave(person);
  await person.back();
  await person.see(shown);
  return person.evaluate(() => 'kept' in document.body.dataset);
}

test.for(installed)(
  'a page that is left during a write and comes back shows the account and goes on, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(inject('site'));
    await person.see({ ...answer, text: /^No/ });
    await leave(person, 'Attach ReadPayroll');
    await person.back();
    await person.see(answer);
    // A page whose code was cut off shows nothing and loads itself anew.
    await expect
      .poll(
        async () => {
          await person.goTo('#/identities');
          return person.texts({ role: 'link', name: /alice/, within: { role: 'main', name: 'Identities' } });
        },
        { timeout: 20_000 },
      )
      .not.toEqual([]);
    await person.click({ role: 'link', name: /alice/, within: { role: 'main' } });
    await person.see({ role: 'main', text: /alice/ });
    await person.reload();
    await person.see({ role: 'main', text: /alice/ });
    if (engine === 'Firefox')
      await expect
        .poll(() => comesBackAsItWas(person, { role: 'main', text: /alice/ }), { timeout: 60_000 })
        .toBe(true);
    await person.goTo('#/identities');
    await person.see({ role: 'main', name: 'Identities' });
    await person.reload();
    await person.see({ role: 'link', name: /alice/, within: { role: 'main', name: 'Identities' } });
    // A page that is left loads no further, which WebKit says as an error. Its first try to open the database may fail
    // then; Dexie tries again and says so.
    const known = [
      /^not loaded: <link|module script failed/,
      ...(engine === 'WebKit'
        ? [
            /^rejection: Error: Unable to preload CSS for/,
            /^console: Dexie: Workaround for Chrome UnknownError on open/,
          ]
        : []),
    ];
    const unknown = (await person.takeOffences()).filter((one) => !known.some((said) => said.test(one)));
    expect(unknown.join('\n')).toBe('');
  },
);

test.for(installed)(
  'a database that never answers leaves two ways out, and one of them works in memory, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine, {
      first: () => {
        if (location.search !== '?silent') return;
        IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
        // The five seconds that the page waits for an answer are over at once.
        const later = setTimeout;
        const sooner = (work: () => void, after?: number) => later(work, after === 5_000 ? 0 : after);
        Object.assign(window, { setTimeout: sooner });
      },
    });
    await person.open(inject('site'));
    await person.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
    await person.see({ ...answer, text: /^Yes/ });
    await person.open(`${inject('site')}?silent`);
    const waiting = { role: 'main', name: 'Waiting for the saved data' };
    await person.see({ role: 'button', name: 'Reload', within: waiting });
    await person.click({ role: 'button', name: 'Work in memory', within: waiting });
    await person.see({ ...answer, text: /^No/ });
    await person.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
    await person.see({ ...answer, text: /^Yes/ });
  },
);
