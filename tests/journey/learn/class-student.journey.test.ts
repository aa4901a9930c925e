/**
 * A student joins a class from a link, plays, and has a code that the teacher can read. class-student-one-file does it from the
 * page as one file.
 */

import { expect, inject, test } from 'vitest';
import { encodeClassLink } from '#learn/class/link.ts';
import { plan } from '../../learn/class/sample.ts';
import { codeOn, joinAs } from '../../support/by-hand/class.ts';
import { leave, theBrowser, visit } from '../visit.ts';

const { questions: _, ...withoutQuestions } = plan;

test('a link joins a class, and the work in its level is in the code, also after a reload', async () => {
  const person = await visit(await theBrowser());
  const { page } = person;
  await page.goto('about:blank');
  await page.goto(`${inject('site')}${encodeClassLink(withoutQuestions)}`);
  await joinAs(page, 'Ana');
  await page.getByRole('link', { name: 'Begin with the first level' }).click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByRole('button', { name: 'Start this level' }).click();
  await page.getByRole('complementary', { name: 'Level' }).getByRole('link', { name: 'Level 1' }).click();
  await page.getByRole('link', { name: 'Back to the class' }).click();
  await page.reload();
  await page.getByText(/^Ana · variant [a-z2-9]{6}$/).waitFor();
  expect(await codeOn(page)).toMatchObject({
    kind: 'ok',
    result: { student: 'Ana', levels: [{ id: 'first-policy', guesses: [false] }] },
  });
  await leave(person);
});
