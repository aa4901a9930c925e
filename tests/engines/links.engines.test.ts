/** A link made in an engine opens there as a preview, over work that stays as it was. */

import { expect, inject } from 'vitest';
import { beside } from '../support/engines.ts';
import type { Person } from '../support/person.ts';
import { test } from '../support/tests.ts';

const no = { role: 'status', name: 'Answer', text: /^No/ };
const yes = { role: 'status', name: 'Answer', text: /^Yes/ };

/** Makes the change of the first example, and a link of what is on screen. */
async function madeLink(person: Person): Promise<string> {
  await person.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
  await person.see(yes);
  await person.click({ role: 'button', name: 'Share' });
  const dialog = { role: 'dialog', name: 'Share this account' };
  await person.see({ text: /up to 600/, within: dialog });
  const link = await person.value({ role: 'textbox', name: 'Link', within: dialog });
  await person.click({ role: 'button', name: 'Done', within: dialog });
  return link;
}

test.for(beside)(
  'a link opens as a preview and leaves the own work as it was, in %s',
  async (engine, { visit }) => {
    const teacher = await visit(engine);
    await teacher.open(inject('site'));
    const link = await madeLink(teacher);
    expect(link).toMatch(/#s1\.e/);
    const student = await visit(engine);
    await student.open(inject('site'));
    // Work that is saved: a first visit is on screen before it is.
    await student.click({ role: 'button', name: 'Attach ReadPayroll to alice' });
    await student.see(yes);
    await student.click({ role: 'button', name: 'Undo' });
    await student.see(no);
    await student.open(link);
    await student.see(/^Preview of “First minutes”/);
    await student.see(yes);
    await student.reload();
    await student.see(/^Preview of “First minutes”/);
    await student.click({ role: 'button', name: /^Back to/ });
    await student.see(no);
  },
);
