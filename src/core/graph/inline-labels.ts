/** Labels of inline policies: owner and name, or owner and meaning where the name tells nothing. */

import { memoBy } from '../model/memo.ts';
import type { InlinePolicy } from '../model/records/identities.ts';
import { meaningWords, policyMeaning, shortMeaning } from '../words/policy-meaning.ts';

interface InlineLabel {
  readonly label: string;
  readonly about: string;
}

/** Names that people and tools give when they must give one. */
const emptyNames =
  /^(p|pol|(in-?line|default|my|new|test|user|role|group)?[-_ ]?(policy|access|permissions?)|in-?line|default|test)[-_ ]?\d*$/i;

const meaningOf = memoBy((policy: InlinePolicy) => policyMeaning(policy.document));

/** Returns the labels of one account. A name that several owners use tells nothing either. */
export function inlineLabels(
  holders: readonly { readonly inlinePolicies: readonly InlinePolicy[] }[],
): (owner: string, policy: InlinePolicy) => InlineLabel {
  const uses = new Map<string, number>();
  for (const { inlinePolicies } of holders)
    for (const { policyName } of inlinePolicies) uses.set(policyName, (uses.get(policyName) ?? 0) + 1);
  return (owner, policy) => {
    const { policyName: name } = policy;
    const meaning = meaningOf(policy);
    const isTelling = (uses.get(name) ?? 0) < 2 && !emptyNames.test(name);
    return {
      label: isTelling ? `${owner} · ${name}` : `${owner}: ${shortMeaning(meaning)}`,
      about: `inline policy ${name}, ${meaningWords(meaning)}`,
    };
  };
}
