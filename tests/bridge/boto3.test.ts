/**
 * The real boto3 through the bridge: its serializer, signer, parser, paginators and waiters against our wire,
 * and AWS's refusals as its users see them. The table is calls.py; each of its rows is a test here.
 */

import { describe, expect, it } from 'vitest';
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

if (!hasBoto) {
  it.skip(`boto3 is not installed for ${python}: its calls are skipped`, () => undefined);
} else {
  const rows = new Map(
    await Promise.all(
      families.map(async (family) => {
        const bridge = new Bridge();
        const found = await callRows(await bridge.start(), [family]);
        await bridge.stop();
        return [family, found] as const;
      }),
    ),
  );

  describe.each(families)('boto3: %s', (family) => {
    it.each((rows.get(family) ?? []).map(({ title, ...row }) => [title, row] as const))('%s', (_, row) => {
      expect(row.ok, row.got).toBe(true);
    });
  });

  it('they are at least 330 calls', () => {
    expect([...rows.values()].flat().length).toBeGreaterThanOrEqual(330);
  });
}
