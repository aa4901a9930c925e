/**
 * Makes statements few and short without changing what they allow: it joins those that differ in one list only, and drops
 * every statement, name, condition and value that a search shows to be unnecessary.
 */

import { star } from '../../eval/glob.ts';
import { GlobSet } from '../globs/automaton.ts';
import { type Tokens, meet } from '../globs/meet.ts';
import type { Search } from '../difference/search.ts';
import { type FixedKeys, type Region, ResourceSet } from '../regions/region.ts';
import { eitherCondition, isWild, slotOf, equivalentConditionText, widestPatterns } from './conditions.ts';
import { type NamePatterns, type Part, isWithin } from './part.ts';
import { resourceOfTokens } from './texts.ts';
import { type EquivalentStatement, namesText, regionOfStatement } from './written.ts';
import type { Steps } from '../../model/steps.ts';

/** Joins parts that differ in one list only, and leaves out those within others, in short steps. */
export function* joinedParts(parts: readonly Part[]): Steps<Part[]> {
  let found = [...parts];
  for (let before = -1; before !== found.length;) {
    before = found.length;
    yield;
    found = joinedBy(found, 'actions', ({ resources, conditions }) => [
      namesText(resources),
      blockText(conditions),
    ]);
    found = joinedBy(found, 'resources', ({ actions, conditions }) => [
      namesText(actions),
      blockText(conditions),
    ]);
    found = joinedConditions(found);
  }
  return yield* withoutInner(found);
}

const blockText = (conditions: Part['conditions']): string =>
  conditions.map(equivalentConditionText).sort().join('\n');

function joinedBy(
  parts: readonly Part[],
  list: 'actions' | 'resources',
  keyOf: (part: Part) => readonly string[],
): Part[] {
  const groups = new Map<string, Part>();
  for (const [at, part] of parts.entries()) {
    const isAlone = !part[list].isListed || isCut(part);
    const key = isAlone ? String(at) : JSON.stringify(keyOf(part));
    const before = groups.get(key);
    groups.set(
      key,
      before ? { ...before, [list]: bothNames(before[list], part[list], list === 'actions') } : part,
    );
  }
  return [...groups.values()];
}

const isCut = ({ without }: Part): boolean => without.actions.length > 0 || without.resources.length > 0;

const bothNames = (a: NamePatterns, b: NamePatterns, ignoresCase: boolean): NamePatterns => ({
  isListed: true,
  patterns: widestPatterns([...a.patterns, ...b.patterns], ignoresCase),
});

function joinedConditions(parts: readonly Part[]): Part[] {
  const groups = new Map<string, { readonly part: Part; readonly slot: string }>();
  const found: Part[] = [];
  for (const part of parts) {
    const names = [namesText(part.actions), namesText(part.resources)];
    const keyOf = (slot: string) =>
      JSON.stringify([...names, slot, blockText(part.conditions.filter((one) => slotOf(one) !== slot))]);
    const match = isCut(part)
      ? undefined
      : part.conditions.map(slotOf).find((slot) => groups.has(keyOf(slot)));
    const group = match === undefined ? undefined : groups.get(keyOf(match));
    const joined = group && joinedAt(group.part, part, group.slot);
    if (group && joined) {
      found[found.indexOf(group.part)] = joined;
      for (const [key, known] of groups) if (known.part === group.part) groups.delete(key);
      groups.set(keyOf(group.slot), { part: joined, slot: group.slot });
      continue;
    }
    found.push(part);
    if (isCut(part)) continue;
    for (const one of part.conditions) groups.set(keyOf(slotOf(one)), { part, slot: slotOf(one) });
  }
  return found;
}

function joinedAt(a: Part, b: Part, slot: string): Part | undefined {
  const [ours, theirs] = [a, b].map(({ conditions }) => conditions.find((one) => slotOf(one) === slot));
  const either = ours && theirs && eitherCondition(ours, theirs);
  if (!either) return undefined;
  return { ...a, conditions: a.conditions.map((one) => (one === ours ? either : one)) };
}

/** Leaves out parts within others; of two that are the same, the first stays. */
function* withoutInner(parts: readonly Part[]): Steps<Part[]> {
  const left = [...parts];
  for (let at = left.length - 1; at >= 0; at--) {
    yield;
    const part = left[at] as Part;
    if (left.some((other, place) => place !== at && isWithin(part, other))) left.splice(at, 1);
  }
  return left;
}

interface Draft extends EquivalentStatement {
  readonly region: Region;
}

const effects = ['Allow', 'Deny'] as const;
/** More searches than this are not made; what was not looked at stays. */
const mostSearches = 4000;

/** Drops statements and names of a policy, until each is needed. */
export class Dropping {
  readonly #search: Search<true>;
  readonly #fixed: FixedKeys;
  readonly #isOver: () => boolean;
  #left = mostSearches;
  #drafts: Draft[];

  constructor(
    statements: readonly EquivalentStatement[],
    { search, fixed, isOver }: { search: Search<true>; fixed: FixedKeys; isOver: () => boolean },
  ) {
    this.#search = search;
    this.#fixed = fixed;
    this.#isOver = isOver;
    this.#drafts = statements.flatMap((one) => this.#draftOf(one) ?? []);
  }

  *run(): Steps<EquivalentStatement[]> {
    // An Allow that a Deny takes away goes before the Deny does.
    for (const effect of effects) {
      yield* this.#dropStatements(effect);
      for (const draft of this.#drafts.filter((one) => one.effect === effect)) {
        const shorter = yield* this.#shorter(draft, 'actions');
        this.#replace(draft, shorter);
        this.#replace(shorter, yield* this.#shorter(shorter, 'resources'));
      }
    }
    // A Deny that repeats a condition of an Allow is gone by now, so that the condition stays.
    for (const effect of effects) {
      const before = this.#drafts;
      for (const draft of before)
        if (draft.effect === effect) this.#replace(draft, yield* this.#freer(draft));
      if (this.#drafts.some((one) => !before.includes(one))) yield* this.#dropStatements(effect);
    }
    return this.#drafts.map(({ effect, part }) => ({ effect, part }));
  }

  *#dropStatements(effect: EquivalentStatement['effect']): Steps {
    for (const draft of this.#drafts.filter((one) => one.effect === effect).reverse()) {
      yield;
      const others = this.#drafts.filter((one) => one !== draft);
      if (!this.#matters(draft, draft.region, others)) this.#drafts = others;
    }
  }

  #replace(draft: Draft, by: Draft): void {
    if (by !== draft) this.#drafts = this.#drafts.map((one) => (one === draft ? by : one));
  }

  *#freer(given: Draft): Steps<Draft> {
    const others = this.#drafts.filter((one) => one !== given);
    let draft = given;
    for (const slot of given.part.conditions.map(slotOf)) {
      const rest = draft.part.conditions.filter((one) => slotOf(one) !== slot);
      yield;
      const without = this.#sameWith(draft, rest, others);
      if (without) {
        draft = without;
        continue;
      }
      const condition = draft.part.conditions.find((one) => slotOf(one) === slot);
      let values = condition?.values ?? [];
      for (const value of values.toReversed()) {
        if (!condition || values.length === 1) break;
        const fewer = values.filter((one) => one !== value);
        yield;
        const shorter = this.#sameWith(draft, [...rest, { ...condition, values: fewer }], others);
        if (shorter) [draft, values] = [shorter, fewer];
      }
    }
    return draft;
  }

  /** Returns the statement with other conditions if it allows or denies the same, beside the others. */
  #sameWith(draft: Draft, conditions: Part['conditions'], others: readonly Draft[]): Draft | undefined {
    const { effect, part } = draft;
    const other = this.#draftOf({ effect, part: { ...part, conditions } });
    if (!other) return undefined;
    const isMore = (one: Draft, than: Draft) => this.#matters(one, one.region, [...others, than]);
    return isMore(other, draft) || isMore(draft, other) ? undefined : other;
  }

  #draftOf(statement: EquivalentStatement): Draft | undefined {
    const region = regionOfStatement(statement, this.#fixed);
    return region && { ...statement, region };
  }

  *#shorter(given: Draft, list: 'actions' | 'resources'): Steps<Draft> {
    let draft = given;
    const others = this.#drafts.filter((one) => one !== given);
    for (const pattern of [...given.part[list].patterns].reverse()) {
      if (this.#left <= 0 || this.#isOver()) break;
      const { patterns, isListed } = draft.part[list];
      if (patterns.length === 1 && isListed) break;
      const rest = patterns.filter((one) => one !== pattern);
      const ignoresCase = list === 'actions';
      // Lists have no names within others, so that only patterns with wildcards share something.
      const isBeside = (one: Tokens) =>
        isWild(one) && meet(one, pattern, 1, { ignoresCase }).patterns.length > 0;
      const beside = !isListed ? patterns : isWild(pattern) ? rest.filter(isBeside) : [];
      const left =
        beside.length === 0
          ? undefined
          : isListed
            ? this.#draftOf(withNames(draft, list, { patterns: beside, isListed }))
            : draft;
      const region = { ...draft.region, [list]: listOf(pattern, list, this.#fixed) };
      yield;
      if (this.#matters(draft, region, left ? [...others, left] : others)) continue;
      draft = this.#draftOf(withNames(draft, list, { patterns: rest, isListed })) ?? draft;
    }
    return draft;
  }

  /** Says whether requests of the region would be decided otherwise without the statement. */
  #matters({ effect }: EquivalentStatement, region: Region, others: readonly Draft[]): boolean {
    const regions = (wanted: EquivalentStatement['effect']) =>
      others.flatMap((one) => (one.effect === wanted ? [one.region] : []));
    const [allow, deny] = [regions('Allow'), regions('Deny')];
    if (effect === 'Allow') return this.#isSome([region], [...allow, ...deny]);
    return allow.some((each) => this.#isSome([region, each], deny));
  }

  #isSome(inside: readonly Region[], outside: readonly Region[]): boolean {
    if ((this.#left -= 1) < 0 || this.#isOver()) return true;
    return this.#search.find(inside, outside) !== 'none';
  }
}

function withNames(
  draft: EquivalentStatement,
  list: 'actions' | 'resources',
  { patterns, isListed }: NamePatterns,
): EquivalentStatement {
  const all: NamePatterns = { patterns: [[star]], isListed: true };
  const names = patterns.length === 0 && !isListed ? all : { patterns, isListed };
  return { effect: draft.effect, part: { ...draft.part, [list]: names } };
}

const listOf = (pattern: NamePatterns['patterns'][number], list: 'actions' | 'resources', fixed: FixedKeys) =>
  list === 'actions'
    ? { set: new GlobSet([pattern], { ignoresCase: true }), isListed: true }
    : new ResourceSet([resourceOfTokens(pattern) ?? ''], true, true, true, fixed);
