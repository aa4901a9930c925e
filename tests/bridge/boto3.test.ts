/**
 * The real boto3 talks to the bridge: its serializer, signer, parser, paginators and waiters meet our wire,
 * and AWS's refusals come as its users see them. The table is calls.py; each of its rows is a test here.
 */

import { expect, test } from 'vitest';
import { callRows, hasBoto, python } from './clients.ts';
import { Bridge } from './server.ts';

const families = [
  'users',
  'policies',
  'roles',
  'credentials',
  'services',
  'sessions',
  'organization',
  'resources',
] as const;

/** There are no calls where boto3 is missing, and the test of their number is skipped. */
const rows = await Promise.all(
  (hasBoto ? families : []).map(async (family) => {
    const bridge = new Bridge();
    const found = await callRows(await bridge.start(), [family]);
    await bridge.stop();
    return found.map(({ title, ...row }) => [family, title, row] as const);
  }),
);

test.each(rows.flat())('boto3 gets the answer of the table for %s: %s', (_family, _title, row) => {
  expect(row.ok, row.got).toBe(true);
});

test.skipIf(!hasBoto)(`the table has at least 330 calls of boto3 (${python})`, () => {
  expect(rows.flat().length).toBeGreaterThanOrEqual(330);
});
