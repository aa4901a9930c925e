/**
 * The `test` of everything that visits the site in several engines. `visit` opens a tab for a person; when the test ends
 * each of them leaves, and what went wrong in their page fails the test. Nobody has to remember that.
 */

import { test as base } from 'vitest';
import { type EngineName, type PersonOptions, type Stay, closeEngines, comeIn } from './engines.ts';
import type { Person } from './person.ts';

export const test = base
  // The engines of a process end with it: a start for each file would cost as much as a visit.
  .extend('comeIn', { scope: 'worker' }, ({}, { onCleanup }) => {
    onCleanup(closeEngines);
    return comeIn;
  })
  .extend('visit', ({ comeIn }, { onCleanup }) => {
    const stays: Stay[] = [];
    onCleanup(async () => {
      const offences: string[] = [];
      for (const { person, leave } of stays) {
        offences.push(...(await person.takeOffences()));
        await leave();
      }
      if (offences.length > 0) throw new Error(`the page did wrong:\n${offences.join('\n')}`);
    });
    return async (engine: EngineName, options?: PersonOptions): Promise<Person> => {
      const stay = await comeIn(engine, options);
      stays.push(stay);
      return stay.person;
    };
  });
