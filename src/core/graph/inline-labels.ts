/** Names inline policies by their owner, because many accounts call each of them `policy` or `inline`. */

import type { GroupRecord, InlinePolicy, RoleRecord, UserRecord } from '../model/records/identities.ts';
import { meaningWords, policyMeaning, shortMeaning } from '../words/policy-meaning.ts';
import { memoBy } from '../model/memo.ts';

type Holder = UserRecord | GroupRecord | RoleRecord;

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
  holders: readonly Holder[],
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
