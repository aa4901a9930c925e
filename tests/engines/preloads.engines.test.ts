/** Scripts are asked for once: nothing is fetched ahead that runs already, which Firefox reports as an error. */

import { expect, inject } from 'vitest';
import { beside } from '../support/engines.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };

/** Keeps the addresses of links that failed, in the document, from its first moment on. */
const keepFailures = () => {
  document.addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLLinkElement)) return;
      const { documentElement: root } = document;
      root.dataset['failed'] = `${root.dataset['failed'] ?? ''} ${target.href}`;
    },
    true,
  );
};

test.for(beside)(
  'the page’s own script is not fetched ahead of itself, and no link fails, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine, { first: keepFailures });
    await person.open(inject('site'));
    await person.see(answer);
    for (const place of ['#/graph', '#/policies', '#/flows', '#/settings', '#/help/rules']) {
      await person.goTo(place);
      await person.see({ css: 'main h1' });
      await person.seeGone({ css: 'main .loading' });
    }
    const found = await person.evaluate(() => {
      const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[type="module"][src]')];
      const own = new Set(scripts.map(({ src }) => src));
      const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')];
      return {
        scripts: own.size,
        twice: links.map(({ href }) => href).filter((href) => own.has(href)),
        failed: document.documentElement.dataset['failed'] ?? '',
      };
    });
    expect(found).toEqual({ scripts: 1, twice: [], failed: '' });
  },
);
