/** Finds Sids that stand twice in a policy. */

import { writing } from '../edits/text.ts';
import type { DocumentCheck } from '../finding.ts';

const mayRepeat: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint']);

export const repeatedSids: DocumentCheck = ({ policy, kind, text }) => {
  const id = mayRepeat.has(kind) ? 'unique-sids-recommended' : 'unique-sids-required';
  const taken = new Set(policy.statements.flatMap(({ sid }) => sid?.value ?? []));
  const seen = new Set<string>();
  return policy.statements.flatMap(({ sid }) => {
    if (!sid || sid.value === '') return [];
    const { value, span } = sid;
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const fresh = freshName(value, taken);
    taken.add(fresh);
    const message = `Another statement is called “${value}” already.`;
    return [{ id, span, message, fix: writing(text, span, fresh) }];
  });
};

/** Returns the name with the first number that makes it new. */
function freshName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${name}${number}`)) return `${name}${number}`;
}
