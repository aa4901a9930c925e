/** The saved data while a page leaves and comes back, and where the browser does not open them. */

import { expect, inject } from 'vitest';
import { installed } from '../support/engines.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };

test.for(installed)(
  'a page that is left during a write and comes back shows the account and goes on, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(inject('site'));
    await person.see({ ...answer, text: /^No/ });
    const elsewhere = new URL('icon.svg', inject('site')).href;
    await person.evaluate((address) => {
      const attach = [...document.querySelectorAll('button')].find(({ innerText }) =>
        innerText.includes('Attach ReadPayroll'),
      );
      attach?.click();
      location.href = address;
    }, elsewhere);
    await expect.poll(() => person.evaluate(() => location.pathname), { timeout: 20_000 }).toBe('/icon.svg');
    await person.back();
    await person.see(answer);
    // A page whose code was cut off loads itself anew, and what is pressed in that moment is lost.
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
    // A page that is left loads no further, which WebKit says as an error. Its first try to open the database may fail
    // then; Dexie tries again and says so.
    const known = [
      /^not loaded: <link|module script failed/,
      ...(engine === 'WebKit' ? [/^console: Dexie: Workaround for Chrome UnknownError on open/] : []),
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
        if (location.search === '?silent') IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
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
