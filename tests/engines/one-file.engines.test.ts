/** The whole site in one file, opened from a disk: it starts, keeps what was done, and opens a link. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beside } from '../support/engines.ts';
import { test } from '../support/tests.ts';
import links from '../share/fixtures/golden-links.json' with { type: 'json' };

const oneFile = pathToFileURL(resolve('dist/iam-playground.html')).href;
const no = { role: 'status', name: 'Answer', text: /^No/ };
const yes = { role: 'status', name: 'Answer', text: /^Yes/ };

/** A link to the first example. */
const { link } = links['s1, codec d: first minutes'];

test.for(beside)(
  'the one file starts, a reload keeps what was done, and a link opens as a preview over it, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(oneFile);
    await person.see(no);
    await person.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
    await person.see(yes);
    await person.reload();
    await person.see(yes);
    await person.open(`${oneFile}${link}`);
    await person.see(/^Preview of “First minutes”/);
    await person.see(no);
    await person.click({ role: 'button', name: /^Back to/ });
    await person.see(yes);
  },
);
