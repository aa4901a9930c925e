/**
 * A statement as a region: the requests that it is about, as a set of actions, a set of resources and tests of context
 * keys. A request lies in the region when it lies in every part.
 */

import { type ResourceToken, innerOne, innerStar, resourceTokens } from '../../eval/arn.ts';
import { testHolds } from '../../eval/condition.ts';
import { one, star, tokensOf } from '../../eval/glob.ts';
import type { PolicyPlace } from '../../eval/statement.ts';
import { type ContextLookup, compileTemplate, substituteTokens } from '../../eval/variables.ts';
import { type CompiledStatement, type Condition, compile } from '../../policy/compile.ts';
import { KeyTest } from '../cells/key-test.ts';
import { GlobSet } from '../globs/automaton.ts';
import { filledKeys } from './fill.ts';
import { memoBy, memoByKey } from '../../model/memo.ts';
import { policyPlaces } from '../../authz/applicable-statements.ts';

export interface Region {
  readonly statement: CompiledStatement;
  readonly actions: ActionSet;
  readonly resources: ResourceSet;
  readonly tests: readonly KeyTest[];
}

export interface ActionSet {
  readonly set: GlobSet;
  readonly isListed: boolean;
}

export interface FixedKeys extends ContextLookup {
  /** `key`: in lower case. Such a key is absent when it has no value. */
  readonly isFixed: (key: string) => boolean;
}

export const nothingFixed: FixedKeys = { value: () => undefined, isFixed: () => false };

/** Returns `undefined` for a statement that applies to no request. `place`: the rules of its layer. */
export function regionOf(
  statement: CompiledStatement,
  place: PolicyPlace,
  fixed: FixedKeys = nothingFixed,
): Region | undefined {
  const { actions, effect, conditions = [], variables } = statement;
  const isDeny = effect === 'Deny';
  const tests: KeyTest[] = [];
  for (const condition of conditions) {
    const test = testOf(variables ? filledCondition(condition, fixed) : condition, variables);
    const keys = [test.key, ...test.variables];
    // An unknown operator never holds for Allow and always for Deny.
    if (!test.test.some) {
      if (!isDeny) return undefined;
    } else if (!keys.every(fixed.isFixed)) tests.push(test);
    else if (!testHolds(test.test, fixed)) return undefined;
  }
  const resources = resourcesOf(statement, place, fixed);
  if (!resources) return undefined;
  return {
    statement,
    actions: { set: actionsOf(statement), isListed: actions !== undefined },
    resources,
    tests,
  };
}

// Sets are kept with their statements: a policy of a thousand principals is read once.
const actionsOf = memoBy(
  ({ actions, notActions }: CompiledStatement) =>
    new GlobSet(
      (actions ?? notActions ?? []).map((pattern) => tokensOf(pattern)),
      { ignoresCase: true },
    ),
);
const testOf = memoBy((condition: Condition, variables: boolean) => new KeyTest(condition, variables));

/** Numbers, dates, addresses and binary values take no variables: what is written there never matches. */
const takesNone = /numeric|date|ipaddress|binary/i;

/** A value that never matches stays as it is written. */
const filledCondition = (condition: Condition, fixed: FixedKeys): Condition =>
  condition.values.some((value) => value.includes('${')) && !takesNone.test(condition.operator)
    ? { ...condition, values: condition.values.map((value) => filledKeys(value, true, fixed) ?? value) }
    : condition;

function resourcesOf(
  statement: CompiledStatement,
  place: PolicyPlace,
  fixed: FixedKeys,
): ResourceSet | undefined {
  const { resources, notResources, effect, variables } = statement;
  const texts = resources ?? notResources;
  const { completesArns } = place;
  if (!texts) return !place.impliesResource && effect === 'Allow' ? undefined : all;
  return hasVariables(statement)
    ? new ResourceSet(texts, resources !== undefined, variables, completesArns, fixed)
    : unvariedResources(statement, completesArns, texts, fixed);
}

const hasVariables = memoBy(({ resources, notResources, variables }: CompiledStatement) =>
  (resources ?? notResources ?? []).some((text) => variablesOf(text, variables).length > 0),
);
/** Nothing that is known of a principal changes a set without variables. */
const unvariedResources = memoByKey(
  (
    { resources, variables }: CompiledStatement,
    completesArns: boolean,
    texts: readonly string[],
    fixed: FixedKeys,
  ) => new ResourceSet(texts, resources !== undefined, variables, completesArns, fixed),
);

/** A short ARN that is not completed covers nothing (G-43), but for a star that covers more than its field (G-42). */
const isShort = (text: string): boolean => /^[^*?]*$/.test(text) && text.split(':').length < 6;

/** Patterns of `Resource`, or of `NotResource`, whose variables are not known yet. */
export class ResourceSet {
  readonly isListed: boolean;
  readonly open: readonly string[];
  /** The resources that are in the patterns for sure. */
  readonly sure: GlobSet;
  /** `*` is among the patterns, the only one for actions without a resource. */
  readonly hasAll: boolean;
  /** The patterns that cover anything, as policies write them, with the values of the variables that are known. */
  readonly texts: readonly string[];
  readonly #fixed: readonly (readonly ResourceToken[])[];
  readonly #possible = new Map<string, GlobSet>();

  constructor(
    texts: readonly string[],
    isListed: boolean,
    substitutes: boolean,
    completes: boolean,
    fixed: FixedKeys,
  ) {
    this.isListed = isListed;
    this.hasAll = texts.includes('*');
    const isOpen = (text: string) => variablesOf(text, substitutes).some((key) => !fixed.isFixed(key));
    this.open = texts.filter(isOpen);
    this.#fixed = texts.flatMap((text) =>
      isOpen(text) ? [] : fixedPatterns(text, substitutes, completes, fixed),
    );
    this.sure = new GlobSet(this.#fixed);
    const covering = completes ? texts : texts.filter((text) => !isShort(text));
    this.texts = covering.flatMap((text) =>
      isOpen(text) || variablesOf(text, substitutes).length === 0
        ? [text]
        : fixedPatterns(text, substitutes, completes, fixed).map(writtenOf),
    );
  }

  /**
   * The resources that may be in the patterns: each variable may be any text. Patterns of `without` are left out, whose
   * resources are excluded whatever the values are.
   */
  possible(without: ReadonlySet<string>): GlobSet {
    const left = this.open.filter((text) => !without.has(text));
    if (left.length === 0) return this.sure;
    const key = left.join('\n');
    let set = this.#possible.get(key);
    if (!set) {
      set = new GlobSet([...this.#fixed, ...left.flatMap((text) => openPattern(text, unknown, [star]))]);
      this.#possible.set(key, set);
    }
    return set;
  }

  /** The set with the values of the variables; a variable without a value covers nothing. */
  with(lookup: ContextLookup): GlobSet {
    if (this.open.length === 0) return this.sure;
    return new GlobSet([...this.#fixed, ...this.open.flatMap((text) => openPattern(text, lookup))]);
  }

  get variables(): string[] {
    return this.open.flatMap((text) => compileTemplate(sixthOf(text), true)?.keys ?? []);
  }
}

const signs: ReadonlyMap<ResourceToken, string> = new Map<ResourceToken, string>([
  [star, '*'],
  [innerStar, '*'],
  [one, '?'],
  [innerOne, '?'],
]);

const writtenOf = (tokens: readonly ResourceToken[]): string =>
  tokens
    .map((token) =>
      typeof token === 'string' ? token.replaceAll(/[*?$]/g, '${$&}') : (signs.get(token) ?? ''),
    )
    .join('');

const unknown: ContextLookup = { value: () => undefined };

const sixthOf = (text: string): string => resourceTokens(text).sixth ?? '';

const variablesOf = (text: string, substitutes: boolean): readonly string[] =>
  compileTemplate(sixthOf(text), substitutes)?.keys ?? [];

/** Returns the patterns of a text; none when one of its variables has no value. */
function fixedPatterns(
  text: string,
  substitutes: boolean,
  completes: boolean,
  fixed: FixedKeys,
): (readonly ResourceToken[])[] {
  if (text === '*') return [[star]];
  const { fields, completed, sixth } = resourceTokens(text);
  if (sixth === undefined) return completes ? [fields, completed] : [fields];
  const template = compileTemplate(sixth, substitutes);
  const rest = template ? substituteTokens(template, fixed) : tokensOf(sixth);
  return rest ? [[...fields, ...rest]] : [];
}

/** Returns the pattern with the values of its variables; none when one has no value. `otherwise` replaces them all. */
function openPattern(
  text: string,
  lookup: ContextLookup,
  otherwise?: readonly ResourceToken[],
): (readonly ResourceToken[])[] {
  const { fields, sixth = '' } = resourceTokens(text);
  const template = compileTemplate(sixth, true);
  if (!template) return [];
  const tokens = otherwise
    ? template.parts.flatMap((part): readonly ResourceToken[] =>
        part.kind === 'raw' ? tokensOf(part.text) : part.kind === 'literal' ? [part.text] : otherwise,
      )
    : substituteTokens(template, lookup);
  return tokens ? [[...fields, ...tokens]] : [];
}

const all = new ResourceSet(['*'], true, false, false, nothingFixed);

export function regionsOf(statement: object): Region[] {
  const { statements } = compile(JSON.stringify({ Statement: { Effect: 'Allow', ...statement } }));
  return statements.flatMap((one) => regionOf(one, policyPlaces.identity) ?? []);
}

/** Requests that are not asked about, because no policy counts for them. */
export const needNoPermission = regionsOf({
  Action: ['sts:GetCallerIdentity', 'sts:GetSessionToken'],
  Resource: '*',
});
