/**
 * Checks every policy of an account, in steps of one document. Large accounts hold the same document many times, which
 * is checked once; and after a change only what is new is checked, as long as `CheckedTexts` is kept.
 */

import { type PolicyFinding, policyFindings } from '#core/lint/policy-findings.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { Reference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { type AccountPolicy, accountPoliciesOf } from './documents.ts';
import type { Steps } from '#core/model/steps.ts';
import { memoBy } from '#core/model/memo.ts';

/** A finding as a message carries it: without its fix, which is a function. */
export type AccountFinding = Omit<PolicyFinding, 'fix'>;

export interface AccountChecks {
  /** A position in `lists` for each policy, in the order of `policiesOf`. */
  readonly at: Uint32Array;
  /** The findings of equal documents, the gravest first. */
  readonly lists: readonly (readonly AccountFinding[])[];
}

/** Everything that is checked with one reference; `reference` must have all services of AWS. */
export class CheckedTexts {
  readonly #reference: Reference;
  #before: Texts = new Map();
  #now: Texts = new Map();

  constructor(reference: Reference) {
    this.#reference = reference;
  }

  /** Forgets texts that the last round did not ask about. */
  begin(): void {
    if (this.#now.size > 0) this.#before = this.#now;
    this.#now = new Map();
  }

  /** Returns the same list for the same document of the same kind. */
  findings(given: CheckedDocument): readonly AccountFinding[] {
    const { document, kind, resourceType = '' } = given;
    const of = `${kind} ${resourceType}`;
    const known = this.#now.get(of) ?? new Map<string, readonly AccountFinding[]>();
    this.#now.set(of, known);
    const found = known.get(document) ?? this.#before.get(of)?.get(document) ?? this.#check(given);
    known.set(document, found);
    return found;
  }

  #check({ document, kind, resourceType }: CheckedDocument): readonly AccountFinding[] {
    const options = { kind, reference: this.#reference, complete: true };
    const found = policyFindings(document, {
      ...options,
      ...(resourceType !== undefined && { resourceType }),
    });
    return found.length === 0 ? nothing : found.map(({ fix: _fix, ...finding }) => finding);
  }
}

const nothing: readonly AccountFinding[] = [];
type Texts = Map<string, Map<string, readonly AccountFinding[]>>;
export type CheckedDocument = Pick<AccountPolicy, 'document' | 'kind' | 'resourceType'>;

export const textsOf = memoBy((reference: Reference) => new CheckedTexts(reference));

/** Yields numbers from 0 to 1, one for each policy. */
export function* checksInSteps(
  world: World,
  account: AccountId,
  checked: CheckedTexts,
): Steps<AccountChecks> {
  const policies = [...accountPoliciesOf(world, account)];
  const at = new Uint32Array(policies.length);
  const positions = new Map<readonly AccountFinding[], number>();
  checked.begin();
  for (const [index, policy] of policies.entries()) {
    const found = checked.findings(policy);
    const position = positions.get(found) ?? positions.size;
    positions.set(found, position);
    at[index] = position;
    yield (index + 1) / policies.length;
  }
  return { at, lists: [...positions.keys()] };
}
