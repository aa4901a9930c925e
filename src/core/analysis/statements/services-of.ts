/** Names the services that a policy's statements are about, so that an index finds it without reading it again. */

import type { CompiledPolicy } from '../../policy/compile.ts';
import { memoBy } from '../../model/memo.ts';

interface Services {
  /** Prefixes of action patterns, in lower case. */
  readonly services: ReadonlySet<string>;
  /** True when a pattern meets several services. */
  readonly isWide: boolean;
  /** True when a statement has NotAction. */
  readonly isAllBut: boolean;
}

export const servicesOf = memoBy(({ statements }: CompiledPolicy): Services => {
  const prefixes = new Set(
    statements.flatMap(({ actions = [] }) =>
      actions.map((pattern) => {
        const colon = pattern.indexOf(':');
        return colon < 0 ? '*' : pattern.slice(0, colon).toLowerCase();
      }),
    ),
  );
  const services = new Set([...prefixes].filter((prefix) => !/[*?]/.test(prefix)));
  return {
    services,
    isWide: services.size < prefixes.size,
    isAllBut: statements.some(({ notActions }) => notActions !== undefined),
  };
});
