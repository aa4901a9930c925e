/** Code is loaded once, and anew only after a failure. */

import { expect, test, vi } from 'vitest';
import { once } from '#core/model/once.ts';

test('code that was loaded once is not asked for again, and code that did not load is', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('gone'))
    .mockResolvedValue('code');
  const loadOnce = once(load);
  await expect(loadOnce()).rejects.toThrow('gone');
  expect(await Promise.all([loadOnce(), loadOnce()])).toEqual(['code', 'code']);
  expect(load).toHaveBeenCalledTimes(2);
});
