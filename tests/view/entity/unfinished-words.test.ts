/** A search that was stopped, or a policy that could not be read, ends in no sentence that concludes. */

import { expect, test } from 'vitest';
import { administratorWords } from '#core/analysis/administrator.ts';
import type { EffectivePermissions } from '#core/analysis/effective/permission.ts';
import { summaryOf } from '#view/entity/consequences/summary.ts';
import { summaryWords } from '#view/entity/effective/words.ts';
import { risesWords } from '#view/graph/legend/badge-words.ts';

const labels = { principal: (arn: string) => arn, policy: (name: string) => name };

test('an administrator that the search did not settle is not said to be none', () => {
  const words = administratorWords({ isAdministrator: false }, labels as never);
  expect(words).toBe(
    'The search did not settle whether it may do everything that the account leaves to others.',
  );
  expect(administratorWords({ isAdministrator: false, onlyWith: 'mfa' }, labels as never)).not.toMatch(
    /^Only/,
  );
});

test('the badges of the graph say that no other could rise only after a search that ended', () => {
  const found = { status: 'known', ids: new Set<string>() } as const;
  expect(risesWords({ ...found, isComplete: true })).toMatch(/^No other user or role could become/);
  expect(risesWords({ ...found, isComplete: false })).toMatch(/was found .* but the search was stopped/);
  expect(risesWords({ status: 'known', ids: new Set(['a']), isComplete: false })).toBe(
    '1 principal could become administrator. The search was stopped, so there may be more.',
  );
});

test('a principal with a policy that could not be read is not said to have no rights', () => {
  const none: EffectivePermissions = {
    principal: 'arn:aws:iam::111122223333:user/alice',
    permissions: [],
    taken: [],
    limits: [],
    granted: 0,
    left: 0,
    isEverything: false,
  };
  const alice = { name: 'alice', kind: 'user' } as const;
  expect(summaryWords(none, alice)[0]).toBe('The policies of alice allow nothing.');
  expect(summaryWords(none, alice, false)[0]).toBe('The policies of alice that could be read allow nothing.');
});

test('an action that AWS’s reference lacks is no gain, and nobody is said to be as before', () => {
  const one = { actions: ['s3:ListBuckets'], resources: ['*'], unchanged: [] };
  const shared = { principals: ['ann'], gained: [one], lost: [], isComplete: true, weight: 1 };
  const found = { shared: [shared], looked: 1, unsure: [] } as unknown as Parameters<typeof summaryOf>[0];
  expect(summaryOf(found)).toBe('AWS’s reference does not have the actions that change for 1 identity.');
  const listed = { ...shared, gained: [{ ...one, level: 'List' }] };
  expect(summaryOf({ ...found, shared: [listed] } as unknown as typeof found)).toBe(
    '1 identity gains permissions.',
  );
});
