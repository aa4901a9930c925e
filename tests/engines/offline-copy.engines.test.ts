/**
 * The offline copy is installed in every engine, says that a newer one waits only when one does, and needs no server. It
 * is 10 MB, so one person per engine goes through all of it.
 */

import { expect } from 'vitest';
import { type DistServer, serveDist } from '../support/dist-server.ts';
import { installed } from '../support/engines.ts';
import type { Person } from '../support/person.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };
const newer = /A newer version of this page is ready/;

/** Page code: notes when the page asks for its offline copy, and when it has registered it. */
function noteRegistration(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
  const asked = new Promise<Promise<unknown>[]>((resolve) => {
    navigator.serviceWorker.register = (...wanted) => {
      const registration = register(...wanted);
      // A list keeps the promise from being waited for here.
      resolve([registration]);
      return registration;
    };
  });
  Object.assign(window, { asked });
}

const asked = (person: Person): Promise<boolean> =>
  person.evaluate(async () => {
    await (window as unknown as { asked: Promise<unknown> }).asked;
    return true;
  });

const registered = (person: Person): Promise<boolean> =>
  person.evaluate(async () => {
    const [registration] = await (window as unknown as { asked: Promise<Promise<unknown>[]> }).asked;
    await registration;
    return true;
  });

/** Waits until the first version is in use. */
const active = (person: Person): Promise<boolean> =>
  person.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active && active.state !== 'activated')
      await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
    return true;
  });

/** Gives a server for as long as the work takes; the work may stop it earlier. */
async function withServer(work: (server: DistServer) => Promise<void>): Promise<void> {
  const server = await serveDist();
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

// Firefox and WebKit answer a second registration only when the first installation has ended.
test.for(installed)(
  'an offline copy is no news at first, gives way to a newer version, and goes on without a server, in %s',
  (engine, { visit }) =>
    withServer(async (server) => {
      // A reload during the first installation says nothing of a newer version.
      const last = server.hold('/scenario.schema.json');
      const person = await visit(engine, { offline: true, first: noteRegistration });
      await person.open(server.address);
      await registered(person);
      await last.asked;
      await person.reload();
      await asked(person);
      last.release();
      await registered(person);
      await active(person);
      expect(await person.texts(newer)).toEqual([]);

      // A newer version says so, and takes over when the person agrees.
      server.append('/sw.js', '\n// A newer version.');
      await person.reload();
      const before = server.requests.length;
      await person.see(newer);
      await person.evaluate(() => {
        document.title = 'the page before';
      });
      await person.click({ role: 'button', name: 'Update now' });
      await person.seeGone(newer);
      await person.see(answer);
      expect(await person.evaluate(() => document.title)).not.toBe('the page before');
      // The first copy was whole: only the code of the newer one had to be fetched.
      const fetched = server.requests.slice(before).map(({ path }) => path);
      expect(fetched.filter((path) => !/^\/(?:sw|workbox-\w+)\.js$/.test(path))).toEqual([]);

      // The site opens and goes on when its server has stopped.
      await server.close();
      await person.reload();
      await person.see({ ...answer, text: /^No/ });
      await person.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
      await person.see({ ...answer, text: /^Yes/ });
      // The code of a place that was not open yet comes from the copy too.
      await person.goTo('#/identities');
      await person.see({ role: 'main', text: /mallory/ });
      await person.reload();
      await person.see({ role: 'main', text: /mallory/ });
    }),
);

test.for(installed)('no request of the page says where it comes from, in %s', (engine, { visit }) =>
  withServer(async (server) => {
    const person = await visit(engine);
    await person.open(server.address);
    await person.see(answer);
    expect(server.requests.length).toBeGreaterThan(4);
    // The page leaves before its server stops.
    await person.open('about:blank');
    expect(server.requests.filter(({ referer }) => referer !== undefined)).toEqual([]);
  }),
);
