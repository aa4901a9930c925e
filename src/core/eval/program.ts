/**
 * A policy's matchers, made when an action first reaches them. An index by action caches which statements
 * match an action, because that depends on nothing else.
 */

import type { CompiledPolicy, CompiledStatement } from '../policy/compile.ts';
import type { ActionName } from './action.ts';
import { matchesAction, StatementMatcher } from './statement.ts';

export class Program {
  readonly #sources: readonly CompiledStatement[];
  readonly #matchers: (StatementMatcher | undefined)[] = [];
  #byAction = new Map<string, readonly StatementMatcher[]>();

  constructor(policy: CompiledPolicy) {
    this.#sources = policy.statements;
  }

  get statements(): readonly StatementMatcher[] {
    return this.#sources.map((source) => this.#matcherOf(source));
  }

  /** Returns the statements whose Action or NotAction matches, in document order. */
  forAction(action: ActionName): readonly StatementMatcher[] {
    const known = this.#byAction.get(action.full);
    if (known) return known;
    let matching: StatementMatcher[] | undefined;
    for (const source of this.#sources)
      if (matchesAction(source, action)) (matching ??= []).push(this.#matcherOf(source));
    if (this.#byAction.size >= actionsKept) this.#byAction = new Map();
    this.#byAction.set(action.full, matching ?? noStatements);
    return matching ?? noStatements;
  }

  #matcherOf(source: CompiledStatement): StatementMatcher {
    return (this.#matchers[source.index] ??= new StatementMatcher(source));
  }
}

const noStatements: readonly StatementMatcher[] = [];
const actionsKept = 128;

/** Returns the program of a policy, which is made at first use and stored in it. */
export function programOf(policy: CompiledPolicy): Program {
  if (policy.program === undefined) policy.program = new Program(policy);
  return policy.program as Program;
}
