/** The offline copy is installed in every engine that has service workers, and says only then that a newer one waits. */

import { afterAll, expect, test } from 'vitest';
import { type DistServer, serveDist } from '../support/dist-server.ts';
import { closeEngines, installed, personIn } from '../support/engines.ts';
import type { Person } from '../support/person.ts';

afterAll(closeEngines);

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

async function withServer(work: (server: DistServer) => Promise<void>): Promise<void> {
  const server = await serveDist();
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

// Firefox and WebKit answer a second registration only when the first installation has ended.
test.each(installed)(
  'a reload during the first installation of the offline copy says nothing of a newer version, in %s',
  (engine) =>
    withServer(async (server) => {
      const last = server.hold('/scenario.schema.json');
      const person = await personIn(engine, { offline: true, first: noteRegistration });
      await person.open(server.address);
      await registered(person);
      await last.asked;
      await person.reload();
      await asked(person);
      last.release();
      await registered(person);
      await active(person);
      expect(await person.texts(newer)).toEqual([]);
      expect(await person.offences()).toEqual([]);
      await person.leave();
    }),
);

test.each(installed)(
  'a newer version of the site says so and takes over when the person agrees, in %s',
  (engine) =>
    withServer(async (server) => {
      const person = await personIn(engine, { offline: true, first: noteRegistration });
      await person.open(server.address);
      await registered(person);
      await active(person);
      server.append('/sw.js', '\n// A newer version.');
      await person.reload();
      await person.see(newer);
      await person.evaluate(() => {
        document.title = 'the page before';
      });
      await person.click({ role: 'button', name: 'Update now' });
      await person.seeGone(newer);
      await person.see({ role: 'status', name: 'Answer' });
      expect(await person.evaluate(() => document.title)).not.toBe('the page before');
      await person.leave();
    }),
);

test.each(installed)('no request of the page says where it comes from, in %s', (engine) =>
  withServer(async (server) => {
    const person = await personIn(engine);
    await person.open(server.address);
    await person.see({ role: 'status', name: 'Answer' });
    expect(server.requests.length).toBeGreaterThan(10);
    expect(server.requests.flatMap(({ referer }) => referer ?? [])).toEqual([]);
    await person.leave();
  }),
);
