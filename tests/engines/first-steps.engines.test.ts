/** The first minutes at the site: an answer, its fix, what is taken back, and what a reload keeps. */

import { expect, inject } from 'vitest';
import { beside } from '../support/engines.ts';
import type { Person } from '../support/person.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };
const no = { ...answer, text: /^No/ };
const yes = { ...answer, text: /^Yes/ };
const fix = { role: 'button', name: 'Attach ReadPayroll to alice' };
const undo = { role: 'button', name: /^Undo/, within: { role: 'group', name: 'History' } };

const fixed = async (person: Person): Promise<void> => {
  await person.open(inject('site'));
  await person.click(fix);
  await person.see(yes);
};

test.for(beside)('the first visit answers a question and says why, in %s', async (engine, { visit }) => {
  const person = await visit(engine);
  await person.open(inject('site'));
  await person.see(no);
  await person.see(/^Denied because no policy of alice allows it/);
  await person.see(fix);
  // Another question is asked by typing.
  const who = { role: 'combobox', name: 'Who' };
  await person.fill(who, 'mallory');
  await person.press(who, 'Enter');
  await person.see(yes);
});

test.for(beside)(
  'one press on the fix turns the answer, and the next goal is offered, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await fixed(person);
    await person.see({ role: 'link', name: /stop mallory/i });
    expect(await person.texts(fix)).toEqual([]);
  },
);

test.for(beside)('Undo takes a change back and Redo makes it again, in %s', async (engine, { visit }) => {
  const person = await visit(engine);
  await fixed(person);
  await person.click(undo);
  await person.see(no);
  await person.click({ ...undo, name: /^Redo/ });
  await person.see(yes);
});

test.for(beside)('a reload keeps a change and the way back from it, in %s', async (engine, { visit }) => {
  const person = await visit(engine);
  await fixed(person);
  await person.reload();
  await person.see(yes);
  await person.click(undo);
  await person.see(no);
  await person.reload();
  await person.see(no);
});
