/** The three engines give tests the same page, and the same ways to use it (tests/support). */

import { afterAll, expect, inject, test } from 'vitest';
import { closeEngines, engineNames, installed, lacking, personIn } from '../support/engines.ts';

afterAll(closeEngines);

for (const name of engineNames) {
  const reason = lacking(name);
  if (reason) console.log(`skipped: the tests in ${name}, as there is ${reason}`);
  test.skipIf(reason !== undefined)(`the engine ${name} is installed`, () => {
    expect(installed).toContain(name);
  });
}

test.each(installed)(
  'a person asks, changes, reloads and takes back in %s, and nothing goes wrong',
  async (engine) => {
    const person = await personIn(engine);
    const answer = { role: 'status', name: 'Answer' };
    await person.open(inject('site'));
    await person.see({ ...answer, text: /^No/ });
    await person.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
    await person.see({ ...answer, text: /^Yes/ });
    await person.reload();
    await person.see({ ...answer, text: /^Yes/ });
    await person.click({ role: 'button', name: /^Undo/, within: { role: 'group', name: 'History' } });
    await person.see({ ...answer, text: /^No/ });
    const who = { role: 'combobox', name: 'Who' };
    await person.fill(who, 'mallory');
    await person.press(who, 'Enter');
    await person.see({ ...answer, text: /^Yes/ });
    expect(await person.offences()).toEqual([]);
    await person.leave();
  },
);

test.each(installed)(
  'an error, a console error and a violation of the policy are noted in %s',
  async (engine) => {
    const person = await personIn(engine, { first: () => console.error('said at the start') });
    await person.open(inject('site'));
    await person.see({ role: 'status', name: 'Answer' });
    await person.evaluate(async () => {
      const picture = new Image();
      picture.src = 'http://127.0.0.2/picture.png';
      await new Promise((resolve) => addEventListener('securitypolicyviolation', resolve, { once: true }));
      void Promise.reject(new Error('nobody catches this'));
      await new Promise((resolve) => addEventListener('unhandledrejection', resolve, { once: true }));
    });
    const offences = (await person.offences()).join('\n');
    expect(offences).toContain('console: said at the start');
    expect(offences).toContain('policy: img-src http://127.0.0.2/picture.png');
    expect(offences).toContain('nobody catches this');
    await person.leave();
  },
);
