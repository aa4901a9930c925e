/** An answer leaves Ask: as a page for a colleague, and pinned in a file that is compared later. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import { whyNotPinned } from '#app/guide/answers-file.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage } from '../../mounted.ts';
import { answer, button, fromMenu, person } from './page.ts';

let session: Session;
beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session);
  await answer('No');
});

const page = () => screen.findByRole('article', { name: 'The page' });

test('the page for a colleague has the answer, and no name once they are replaced', async () => {
  await fromMenu(/For a colleague/);
  within(await page()).getByRole('heading', { name: /^alice cannot do s3:GetObject on payroll/ });
  await within(await page()).findByText(/Denied because no policy of alice allows it/);
  await person.click(screen.getByRole('checkbox', { name: /Replace names/ }));
  await within(await page()).findByRole('heading', { name: /^user-1 cannot do s3:GetObject on / });
  expect((await page()).textContent).not.toMatch(/alice|payroll/i);
  const printed = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  await person.click(await button('Print'));
  expect(printed).toHaveBeenCalledOnce();
});

test('a question with a policy that the account does not hold cannot be saved, and says why', async () => {
  await fromMenu(/Add a policy to this question/);
  await person.click(await button('Add an example'));
  await fromMenu(/Pinned answers as a file/);
  await screen.findByText(/^It cannot be saved: The question on screen includes policies/);
  expect(screen.queryByText(/There is nothing to save yet/)).toBeNull();
});

test('a saved file of answers says later which of them differ, and a bad one names the place', async () => {
  let saved: Blob | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved = blob as Blob;
    return 'blob:none';
  });
  await fromMenu(/Pinned answers as a file/);
  await person.click(await button('Save pinned answers as a file'));
  await waitFor(() => expect(saved).toBeDefined());
  const text = (await saved?.text()) ?? '';
  expect(JSON.parse(text)).toMatchObject({ format: 'iam-playground/answers', version: 1 });
  await person.keyboard('{Escape}');
  await person.click(await button('Attach ReadPayroll to alice'));
  await answer('Yes');

  await fromMenu(/Pinned answers as a file/);
  const input = () => document.querySelector<HTMLInputElement>('.dialog-panel input[type="file"]');
  const give = async (content: string) => {
    const field = await waitFor(() => {
      const found = input();
      if (!found) throw new Error('the dialog takes no file');
      return found;
    });
    await person.upload(field, new File([content], 'pinned.json', { type: 'application/json' }));
  };
  await give(text);
  const compared = await screen.findByRole('region', { name: 'Compared with the file' });
  await within(compared).findByText(/of \d+ differs? now\.|1 of 1 differs now\./);
  within(compared).getAllByText(/No →/);
  await give(text.replace('"denied"', '"maybe"'));
  await screen.findByText(/pinned\.json, line \d+, column \d+ \(answers\[\d\]\.expected\)/);
});

test('a question that assumes no organization says so when it cannot be saved', () => {
  const question = { principal: 'arn:aws:iam::111122223333:user/ann', action: 's3:GetObject', resource: '*' };
  expect(whyNotPinned({ ...question, assume: { organizations: { 111122223333: 'none' } } })).toMatch(
    /^The question on screen assumes the organization of an account, or none\./,
  );
});
