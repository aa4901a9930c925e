/** One request that a change turns, for principals that there is no time to look at to the end. */

import { authorize } from '../../authz/authorize.ts';
import type { RequestContext } from '../../authz/decision.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { Candidate, NaturalResources } from '../difference/concrete.ts';
import { type Area, Search } from '../difference/search.ts';
import type { Actions } from '../effective/action-classes.ts';
import { naturalResources } from '../effective/natural-resources.ts';
import type { Region } from '../regions/region.ts';
import { isOfPrincipal } from '../layers/principal-layers.ts';
import { comparedText } from './compared-statements.ts';
import type { ChangedPermission, ChangedRequest, Consequence, Side } from './consequence.ts';
import { wholeOf } from './relevant.ts';
import type { Steps } from '../../model/steps.ts';

const mostExamples = 12;
/** Statements in which a request is searched that nothing else of the principal decides. */
const mostSearched = 20;

export class ConsequenceExamples {
  readonly #before: Side;
  readonly #after: Side;
  readonly #changed: readonly Region[];
  readonly #texts: ReadonlySet<string>;
  readonly #reference: Actions;
  readonly #natural: NaturalResources;
  readonly #known = new Map<StatementMatcher, readonly Candidate[]>();
  #past: RequestContext = {};

  constructor(before: Side, after: Side, changed: readonly StatementMatcher[], reference: Actions) {
    this.#before = before;
    this.#after = after;
    this.#changed = changed.flatMap((one) => wholeOf(one) ?? []);
    this.#texts = new Set(changed.map(({ source }) => comparedText(source)));
    this.#reference = reference;
    const [account] = after.world.accounts.keys();
    this.#natural = naturalResources(reference, account, after.world);
  }

  *read(denies: readonly StatementMatcher[]): Steps {
    this.#past = yield* contextPast(denies);
  }

  /** `statements`: those of the principal. `undefined`: no request was found that the change turns. */
  find(principal: string, statements: readonly StatementMatcher[]): Consequence | undefined {
    const denies = statements.filter(({ isDeny }) => isDeny);
    const isChanged = ({ source }: StatementMatcher) => this.#texts.has(comparedText(source));
    const allows = statements
      .filter(({ isDeny }) => !isDeny)
      .sort((a, b) => Number(isChanged(b)) - Number(isChanged(a)));
    let left = mostExamples;
    for (const candidate of this.#candidates(allows)) {
      if ((left -= 1) < 0) break;
      const context = { ...this.#past, ...candidate.context };
      const turned = this.#decide(principal, { ...candidate, context }) ?? this.#decide(principal, candidate);
      if (turned) return turned;
    }
    const kept = allows.filter((one) => !isChanged(one));
    for (const statement of allows.slice(0, mostSearched)) {
      const others = isChanged(statement) ? [...denies, ...kept] : denies;
      if (others.length === 0) continue;
      let found: Consequence | undefined;
      const outside = others.flatMap((one) => wholeOf(one) ?? []).map(withoutOwn);
      this.#search(statement, outside, (candidate) => {
        const context = { ...this.#past, ...candidate.context };
        found = this.#decide(principal, { ...candidate, context }) ?? this.#decide(principal, candidate);
        return found !== undefined;
      });
      if (found) return found;
    }
    return undefined;
  }

  #decide(principal: string, candidate: Candidate): Consequence | undefined {
    const question = { principal, ...candidate };
    const [isBefore, isAfter] = [this.#before, this.#after].map(
      ({ world, env }) => authorize(world, question, env).verdict === 'allowed',
    );
    return isBefore === isAfter ? undefined : this.#turned(question, isAfter === true);
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
    const found: Candidate[] = [];
    this.#search(statement, [], (candidate) => {
      found.push(candidate);
      return true;
    });
    return found;
  }

  #search(
    statement: StatementMatcher,
    outside: readonly Region[],
    isFound: (candidate: Candidate) => boolean,
  ): void {
    const region = wholeOf(statement);
    if (!region) return;
    const all = this.#changed;
    for (const changed of this.#texts.has(comparedText(statement.source)) ? [region] : all) {
      let tried = 0;
      const search = new Search<Candidate>({
        derived: new Map(),
        natural: this.#natural,
        confirm: ({ context, ...candidate }) => {
          tried += 1;
          const one = { ...candidate, context: withoutOwnKeys(context) };
          return isFound(one) ? one : undefined;
        },
        isOver: () => tried > mostExamples,
        actions: this.#actionsIn([region, changed]),
      });
      search.find([region, changed].map(withoutOwn), outside);
    }
  }

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

/** More Denies are not looked at: accounts have a few, in many policies. */
const mostDenies = 60;

/** Finds keys with which as many Denies as possible do not hold, one after the other. */
function* contextPast(denies: readonly StatementMatcher[]): Steps<RequestContext> {
  const areas = new Map<string, Area>();
  for (const [at, statement] of denies.entries()) {
    if (areas.size >= mostDenies) break;
    if (at % 20 === 0) yield;
    const tests = wholeOf(statement)?.tests.filter(({ key }) => !isOfPrincipal(key)) ?? [];
    if (tests.length === 0) continue;
    const key = JSON.stringify(
      tests.map(({ source: { operator, key: name, values } }) => [operator, name, values]),
    );
    areas.set(
      key,
      tests.map((test) => ({ kind: 'test', test, holds: true })),
    );
  }
  const passed: Area[] = [];
  let context: RequestContext = {};
  for (const area of areas.values()) {
    yield;
    const search = new Search<Candidate>({ derived: new Map(), confirm: (one) => one, isOver: () => false });
    const found = search.findIn([], [...passed, area]);
    if (typeof found !== 'object') continue;
    passed.push(area);
    context = found.found.context;
  }
  return withoutOwnKeys(context);
}

/** The principal's own keys are as they are; the engine reads them. */
const withoutOwn = (region: Region): Region => ({
  ...region,
  tests: region.tests.filter(({ key }) => !isOfPrincipal(key)),
});

const withoutOwnKeys = (context: RequestContext): RequestContext =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !isOfPrincipal(key.toLowerCase())));
