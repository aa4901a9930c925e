import type { CompiledPolicy } from '../policy/compile.ts';
import type { ActionName } from './action.ts';
import { StatementMatcher } from './statement.ts';

/**
 * A policy's matchers, indexed twice: by service when the policy is compiled, and by action as actions are
 * asked for. Which statements match an action depends on nothing else, so the answer is kept.
 */
export class Program {
  readonly statements: readonly StatementMatcher[];
  /** Statements that may match in that service, in document order; those for every service included. */
  readonly #byService = new Map<string, StatementMatcher[]>();
  readonly #everyService: readonly StatementMatcher[];
  #byAction = new Map<string, readonly StatementMatcher[]>();

  constructor(policy: CompiledPolicy) {
    this.statements = policy.statements.map((statement) => new StatementMatcher(statement));
    const scopes = this.statements.map(servicesOf);
    this.#everyService = this.statements.filter((_, index) => scopes[index] === undefined);
    for (const service of new Set(scopes.flatMap((scope) => scope ?? []))) {
      const ofService = this.statements.filter((_, index) => scopes[index]?.includes(service) ?? true);
      this.#byService.set(service, ofService);
    }
  }

  /** The statements whose Action or NotAction matches, in document order. */
  forAction(action: ActionName): readonly StatementMatcher[] {
    const known = this.#byAction.get(action.full);
    if (known) return known;
    const possible = this.#byService.get(action.service) ?? this.#everyService;
    const matching = possible.filter((statement) => statement.matchesAction(action));
    const kept = matching.length === 0 ? noStatements : matching;
    if (this.#byAction.size >= actionsKept) this.#byAction = new Map();
    this.#byAction.set(action.full, kept);
    return kept;
  }
}

const noStatements: readonly StatementMatcher[] = [];
const actionsKept = 128;

/** The services a statement's patterns name, or undefined where it may match in any. */
function servicesOf(statement: StatementMatcher): string[] | undefined {
  if (!statement.listsActions) return undefined;
  const services: string[] = [];
  for (const { service } of statement.actions) {
    if (service === undefined) return undefined;
    if (!services.includes(service)) services.push(service);
  }
  return services;
}

/** The program of a policy, made at its first use and kept with it. */
export function programOf(policy: CompiledPolicy): Program {
  if (policy.program === undefined) policy.program = new Program(policy);
  return policy.program as Program;
}
