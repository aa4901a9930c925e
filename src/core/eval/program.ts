import type { CompiledPolicy } from '../policy/compile.ts';
import type { ActionName } from './action.ts';
import { StatementMatcher } from './statement.ts';

/**
 * A policy's matchers, indexed twice as actions are asked for: by service and by action. Which statements match
 * an action depends on nothing else, so the answer is kept.
 */
export class Program {
  readonly statements: readonly StatementMatcher[];
  readonly #byService = new Kept();
  readonly #byAction = new Kept();

  constructor(policy: CompiledPolicy) {
    this.statements = policy.statements.map((statement) => new StatementMatcher(statement));
  }

  /** The statements whose Action or NotAction matches, in document order. */
  forAction(action: ActionName): readonly StatementMatcher[] {
    return this.#byAction.get(action.full, () =>
      this.#ofService(action.service).filter((statement) => statement.matchesAction(action)),
    );
  }

  /** Statements that may match in that service, in document order. */
  #ofService(service: string): readonly StatementMatcher[] {
    if (service === '') return this.statements;
    const start = `${service}:`;
    return this.#byService.get(service, () => this.statements.filter((one) => one.mayMatch(start)));
  }
}

const noStatements: readonly StatementMatcher[] = [];
const mostKept = 128;

class Kept {
  #lists = new Map<string, readonly StatementMatcher[]>();

  get(name: string, find: () => readonly StatementMatcher[]): readonly StatementMatcher[] {
    let list = this.#lists.get(name);
    if (list === undefined) {
      list = find();
      if (list.length === 0) list = noStatements;
      if (this.#lists.size >= mostKept) this.#lists = new Map();
      this.#lists.set(name, list);
    }
    return list;
  }
}

/** The program of a policy, made at its first use and kept with it. */
export function programOf(policy: CompiledPolicy): Program {
  if (policy.program === undefined) policy.program = new Program(policy);
  return policy.program as Program;
}
