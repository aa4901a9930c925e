/**
 * A policy's matchers, each made when an action first reaches it, and indexed by action as actions are asked for:
 * which statements match an action depends on nothing else, so the answer is kept.
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

  /** The statements whose Action or NotAction matches, in document order. */
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

/** The program of a policy, made at its first use and kept with it. */
export function programOf(policy: CompiledPolicy): Program {
  if (policy.program === undefined) policy.program = new Program(policy);
  return policy.program as Program;
}
