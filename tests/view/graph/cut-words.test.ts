/** The dialog of a cut concludes only what a search that ended has proved, and names those whom it looked at. */

import { expect, test } from 'vitest';
import type { CutOffer } from '#app/session/cut/offer.ts';
import type { CallToSend } from '#view/requests/act.svelte.ts';
import type { FoundDryRun } from '#view/requests/dry-run/trial.svelte.ts';
import { closedWords, scopeWords, sizeWords, takenAwayWords, waysWords } from '#view/graph/ways/cut/words.ts';

const everybody = { to: 'administrator', conditional: false };
const ann = { ...everybody, from: 'arn:aws:iam::111122223333:user/ann' };
const offer = (changes: number, ways: number, isSure: boolean, isSmallest = false): CutOffer =>
  ({ changes: Array(changes).fill({}), ways: Array(ways).fill({}), isSure, isSmallest }) as never;

test('a cut that is proved closes every way of those whom the search looked at', () => {
  expect(closedWords(offer(2, 5, true), everybody)).toBe(
    '2 changes close every way of a user or role to administrator.',
  );
  expect(closedWords(offer(1, 5, true), ann)).toBe('1 change closes every way from ann to administrator.');
  expect(sizeWords(offer(2, 5, true, true))).toBe('No smaller set of such changes does.');
  expect(sizeWords(offer(2, 5, true))).toBe('A smaller set may do too, but the search for it was stopped.');
});

test('a cut of a stopped search closes the ways that were found, and says that others may be left', () => {
  expect(closedWords(offer(2, 5, false, true), everybody)).toBe(
    '2 changes close the 5 ways that were found.',
  );
  expect(sizeWords(offer(2, 5, false, true))).toBe(
    'The search was stopped. None of the 5 known ways is left, but there may be others.',
  );
  expect(closedWords(offer(1, 1, false), ann)).toBe('1 change closes the 1 way that was found.');
});

test('the dialog names whom the search did not look at', () => {
  expect(scopeWords(everybody)).toMatch(/^Outsiders are not part of this search: /);
  expect(scopeWords(ann)).toBe('Only ann is part of this search. Others may have ways of their own.');
  expect(waysWords(everybody)).toBe('the ways of users and roles to administrator');
});

test('who loses something is said of users and roles, and outsiders are left open where a policy lets them in', () => {
  const shared = [
    { principals: [ann.from], gained: [], lost: [{ actions: ['iam:PassRole'], resources: ['*'] }] },
  ];
  const found = { kind: 'found', gone: 0, found: { shared, looked: 3, unsure: [] } } as never as FoundDryRun;
  const call = (service: string, operation: string) =>
    ({ service, operation, params: {} }) as never as CallToSend;
  expect(takenAwayWords(found, [call('iam', 'PutUserPolicy')])).toBe(
    'ann loses iam:PassRole. No other user or role here loses anything.',
  );
  expect(takenAwayWords(found, [call('iam', 'UpdateAssumeRolePolicy')])).toMatch(
    / What outsiders lose was not compared\.$/,
  );
  expect(takenAwayWords(found, [call('s3', 'PutBucketPolicy')])).toMatch(/was not compared\.$/);
});
