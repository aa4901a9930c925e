/** The three engines give tests the same page, and the same ways to use it (tests/support). */

import { readFileSync } from 'node:fs';
import { expect, inject } from 'vitest';
import { engineNames, installed, lacking } from '../support/engines.ts';
import { test } from '../support/tests.ts';

for (const name of engineNames) {
  const reason = lacking(name);
  if (reason) console.log(`skipped: the tests in ${name}, as there is ${reason}`);
  test.skipIf(reason !== undefined)(`the engine ${name} is installed`, () => {
    expect(installed).toContain(name);
  });
}

const readme = readFileSync('README.md', 'utf8');

test.for(installed)(
  'these tests run in a version of %s that the README promises',
  async (engine, { visit }) => {
    const person = await visit(engine);
    const version = await person.version();
    const first = new RegExp(`Tested in three engines:[^.]*?\\b${engine}(?:GTK)? (\\d+(?:\\.\\d+)?)`).exec(
      readme,
    )?.[1];
    console.log(`${engine} ${version}; the README says from ${first ?? 'nothing'} on`);
    expect(first).toMatch(/^\d/);
    expect(version.localeCompare(first ?? '', 'en', { numeric: true }), version).toBeGreaterThanOrEqual(0);
  },
);

test.for(installed)(
  'an error, a console error and a violation of the policy are noted in %s',
  async (engine, { visit }) => {
    const person = await visit(engine, { first: () => console.error('said at the start') });
    await person.open(inject('site'));
    await person.see({ role: 'status', name: 'Answer' });
    await person.evaluate(async () => {
      const picture = new Image();
      picture.src = 'http://127.0.0.2/picture.png';
      await new Promise((resolve) => addEventListener('securitypolicyviolation', resolve, { once: true }));
      void Promise.reject(new Error('nobody catches this'));
      await new Promise((resolve) => addEventListener('unhandledrejection', resolve, { once: true }));
    });
    const offences = (await person.takeOffences()).join('\n');
    expect(offences).toContain('console: said at the start');
    expect(offences).toContain('policy: img-src http://127.0.0.2/picture.png');
    expect(offences).toContain('nobody catches this');
  },
);
