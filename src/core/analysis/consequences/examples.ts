/**
 * One request that a change turns, for principals that there is no time to look at to the end: a request in one of their
 * statements and in a changed one, decided on both sides.
 */

import { authorize } from '../../authz/authorize.ts';
import type { Decision, RequestContext } from '../../authz/decision.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { Candidate } from '../difference/concrete.ts';
import { Search } from '../difference/search.ts';
import type { Actions } from '../effective/action-classes.ts';
import type { Region } from '../regions/region.ts';
import { isOfPrincipal } from '../layers/principal-layers.ts';
import type { ChangedPermission, ChangedRequest, Consequence, Side } from './consequence.ts';
import { wholeOf } from './relevant.ts';

/** Requests that are tried for one principal. */
const most = 12;
/** Many accounts deny everything without it. */
const withMfa = { 'aws:MultiFactorAuthPresent': 'true' };

export class Examples {
  readonly #before: Side;
  readonly #after: Side;
  readonly #changed: readonly Region[];
  readonly #reference: Actions;
  readonly #known = new Map<StatementMatcher, readonly Candidate[]>();

  constructor(before: Side, after: Side, changed: readonly StatementMatcher[], reference: Actions) {
    this.#before = before;
    this.#after = after;
    this.#changed = changed.flatMap((one) => wholeOf(one) ?? []);
    this.#reference = reference;
  }

  /** `statements`: those of the principal that allow something. `undefined`: no request was found that the change turns. */
  find(principal: string, statements: readonly StatementMatcher[]): Consequence | undefined {
    let left = most;
    let given: RequestContext = {};
    for (const { context, ...candidate } of this.#candidates(statements)) {
      for (;;) {
        if ((left -= 1) < 0) return undefined;
        const question = { principal, ...candidate, context: { ...given, ...context } };
        const [before, after] = [this.#before, this.#after].map(({ world, env }) =>
          authorize(world, question, env),
        ) as [Decision, Decision];
        if (before.verdict !== after.verdict) return this.#turned(question, after.verdict === 'allowed');
        if (before.reason !== 'explicit-deny' || given === withMfa) break;
        given = withMfa;
      }
    }
    return undefined;
  }

  #turned(question: ChangedRequest, isGained: boolean): Consequence {
    const { principal } = question;
    const row = this.#rowOf(question);
    return { principal, gained: isGained ? [row] : [], lost: isGained ? [] : [row], isComplete: false };
  }

  *#candidates(statements: readonly StatementMatcher[]): Generator<Candidate> {
    for (const statement of statements) {
      let found = this.#known.get(statement);
      if (!found) this.#known.set(statement, (found = this.#inBoth(statement)));
      yield* found;
    }
  }

  #inBoth(statement: StatementMatcher): readonly Candidate[] {
    const region = wholeOf(statement);
    if (!region) return [];
    return this.#changed.flatMap((changed) => {
      const search = new Search<Candidate>({
        derived: new Map(),
        confirm: ({ context, ...candidate }) => ({ ...candidate, context: withoutOwnKeys(context) }),
        isOver: () => false,
        actions: this.#actionsIn([region, changed]),
      });
      const found = search.find([region, changed].map(withoutOwn), []);
      return typeof found === 'object' ? [found.found] : [];
    });
  }

  /** Lists the actions of a service that the regions name. */
  #actionsIn(regions: readonly Region[]): readonly string[] {
    const services = regions.flatMap(({ statement }) =>
      (statement.actions ?? []).map((text) => text.split(':', 1)[0]?.toLowerCase() ?? ''),
    );
    const service = services.find((prefix) => /^[a-z0-9-]+$/.test(prefix)) ?? 's3';
    return (this.#reference.service?.(service)?.actions ?? []).map(
      ({ name }) => `${service}:${name.slice(name.indexOf(':') + 1)}`,
    );
  }

  #rowOf(witness: ChangedRequest): ChangedPermission {
    const { action, resource } = witness;
    const level = this.#reference.action(action)?.accessLevel;
    return {
      service: action.slice(0, action.indexOf(':')),
      ...(level && { level }),
      actions: [action],
      isWholeLevel: false,
      resources: [resource],
      except: [],
      from: [],
      limits: [],
      unchanged: [],
      witness,
    };
  }
}

/** The principal's own keys are as they are; the engine reads them. */
const withoutOwn = (region: Region): Region => ({
  ...region,
  tests: region.tests.filter(({ key }) => !isOfPrincipal(key)),
});

const withoutOwnKeys = (context: RequestContext): RequestContext =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !isOfPrincipal(key.toLowerCase())));
