/**
 * The real boto3 talks to the bridge: its serializer, signer, parser, paginators and waiters meet our wire,
 * and AWS's refusals come as its users see them. The tables are the scripts in calls/; each row is a test here.
 */

import { expect, test } from 'vitest';
import { callRows, hasBoto, python } from './clients.ts';
import { Bridge } from './server.ts';

/** The scripts in calls/, each with its families. Each family has an account of its own. */
const scripts = {
  iam_calls: ['users', 'policies', 'roles', 'credentials', 'services', 'sessions'],
  recorded_calls: [
    'validation',
    'attachments',
    'roles',
    'simulator',
    'sessions',
    'credentials',
    'documents',
    'linked_roles',
  ],
  organization_calls: ['organization', 'delegation'],
  service_calls: ['resources', 'recorded'],
};

const families = Object.entries(scripts).flatMap(([script, names]) =>
  names.map((family) => [script, family] as const),
);

/** There are no calls where boto3 is missing, and the test of their number is skipped. */
const rows = await Promise.all(
  (hasBoto ? families : []).map(async ([script, family]) => {
    const bridge = new Bridge();
    const found = await callRows(await bridge.start(), script, family);
    await bridge.stop();
    return found.map(({ title, ...row }) => [script, family, title, row] as const);
  }),
);

test.each(rows.flat())('boto3 gets the answer of its row in %s, %s: %s', (_script, _family, _title, row) => {
  expect(row.ok, row.got).toBe(true);
});

test.skipIf(!hasBoto)(`the tables have at least 400 calls of boto3 (${python})`, () => {
  expect(rows.flat().length).toBeGreaterThanOrEqual(400);
});
