/** The first minutes at the site: an answer, its fix, what is taken back, and what a reload keeps. */

import { expect, inject } from 'vitest';
import { beside } from '../support/engines.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };
const no = { ...answer, text: /^No/ };
const yes = { ...answer, text: /^Yes/ };
const fix = { role: 'button', name: 'Attach ReadPayroll to alice' };
const undo = { role: 'button', name: /^Undo/, within: { role: 'group', name: 'History' } };

test.for(beside)(
  'the first visit answers and says why, one press turns the answer, and a reload keeps that and the way back, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(inject('site'));
    await person.see(no);
    await person.see(/^Denied because no policy of alice allows it/);

    // One press on the fix turns the answer, and the next goal is offered.
    await person.click(fix);
    await person.see(yes);
    await person.see({ role: 'link', name: /stop mallory/i });
    expect(await person.texts(fix)).toEqual([]);

    // Undo takes the change back, and Redo makes it again.
    await person.click(undo);
    await person.see(no);
    await person.click({ ...undo, name: /^Redo/ });
    await person.see(yes);

    // A reload keeps the change, and the way back from it.
    await person.reload();
    await person.see(yes);
    await person.click(undo);
    await person.see(no);
    await person.reload();
    await person.see(no);

    // Another question is asked by typing.
    const who = { role: 'combobox', name: 'Who' };
    await person.fill(who, 'mallory');
    await person.press(who, 'Enter');
    await person.see(yes);
  },
);
