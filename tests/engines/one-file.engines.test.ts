/** The whole site in one file, opened from a disk: it starts, keeps what was done, opens a link and unpacks its data. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beside, installed } from '../support/engines.ts';
import { listen } from '../support/static-files.ts';
import { test } from '../support/tests.ts';
import links from '../share/fixtures/golden-links.json' with { type: 'json' };

const path = resolve('dist/iam-playground.html');
const oneFile = pathToFileURL(path).href;
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

test.for(installed)(
  'the one file shows AWS managed policies, licences and a level, also from a server that names another encoding, in %s',
  async (engine, { visit }) => {
    const server = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' });
      response.end(readFileSync(path));
    });
    try {
      const person = await visit(engine);
      for (const address of [oneFile, `${server.address}iam-playground.html`]) {
        await person.open(address);
        await person.see(no);
        await person.goTo('#/policies?tab=aws');
        await person.see('AdministratorAccess');
        await person.goTo('#/help/licences');
        await person.see(/cytoscape/);
        await person.goTo('#/learn/level/deny-wins');
        await person.see(/A deny wins/);
      }
    } finally {
      await server.close();
    }
  },
);
