/**
 * The checks are quiet where AWS is: what they find in AWS's own policies is listed, check by check, each with the
 * reason why it is right. `CHECK_REPORT=1` prints what is found.
 */

import { beforeAll, expect, test } from 'vitest';
import { lintPolicy } from '#core/lint/lint.ts';
import { createReference } from '#reference/reference.ts';
import { exceptions } from './managed-exceptions.ts';

const reference = createReference();
beforeAll(() => Promise.all([reference.loadAllActions(), reference.loadManagedPolicies()]));

test('what the checks find in AWS’s policies is what the list of exceptions says', () => {
  const found = new Map<string, Set<string>>();
  for (const { name, document } of reference.managedPolicies())
    for (const { id, message, span } of lintPolicy(document, {
      kind: 'identity-managed',
      reference,
      complete: true,
    })) {
      found.set(id, (found.get(id) ?? new Set()).add(name));
      if (process.env['CHECK_REPORT'] === id)
        process.stdout.write(`${name}: ${document.slice(span.start, span.end)} – ${message}\n`);
    }
  const counts: Readonly<Record<string, number>> = Object.fromEntries(
    [...found].map(([id, names]) => [id, names.size] as const),
  );
  if (process.env['CHECK_REPORT']) process.stdout.write(`${JSON.stringify(counts, null, 2)}\n`);
  const listed: Readonly<Record<string, number>> = Object.fromEntries(
    Object.entries(exceptions).map(([id, { policies }]) => [id, policies] as const),
  );
  expect(counts).toEqual(listed);
});
