/**
 * A part of what a principal may do, in the terms of one statement: actions, resources and conditions. Parts are met, so
 * that what several layers allow becomes one statement.
 */

import { tokensOf } from '../../eval/glob.ts';
import type { Condition } from '../../policy/compile.ts';
import { type Tokens, includes, tokenLetters, meet, signs } from '../globs/meet.ts';
import { filledKeys } from '../regions/fill.ts';
import type { FixedKeys, Region } from '../regions/region.ts';
import { impliesConditions, joinConditions, spelled, widestPatterns } from './conditions.ts';
import { resourceOfTokens, resourceTokensOf } from './texts.ts';

export interface NamePatterns {
  readonly patterns: readonly Tokens[];
  readonly isListed: boolean;
}

export interface Part {
  readonly actions: NamePatterns;
  readonly resources: NamePatterns;
  readonly conditions: readonly Condition[];
  readonly without: { readonly actions: readonly Tokens[]; readonly resources: readonly Tokens[] };
}

/** Something that one policy cannot say. */
export class Unwritable {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

const nothingOut: Part['without'] = { actions: [], resources: [] };

/** `completes`: its layer completes short ARNs. `undefined`: the region has no request. */
export function equivalentPartOf(
  region: Region,
  completes: boolean,
  fixed: FixedKeys,
): Part | Unwritable | undefined {
  const { statement, tests } = region;
  const { actions, notActions = [], resources, notResources, variables } = statement;
  const conditions = joinConditions(
    [],
    tests.map(({ source }) => ({
      ...source,
      operator: spelled(source.operator),
      // A value that never matches stays as it is written, and never matches.
      values: source.values.map((value) => filledKeys(value, variables, fixed) ?? value),
    })),
  );
  if (conditions === 'never') return undefined;
  if (!conditions) return new Unwritable('a statement tests one key twice with the same operator');
  const texts = resources ?? notResources ?? ['*'];
  const patterns = texts.flatMap((text) => {
    const known = filledKeys(text, variables, fixed);
    const tokens = known === undefined ? undefined : resourceTokensOf(known, completes);
    return tokens ? [tokens] : [];
  });
  const unwritten = patterns.find((each) => resourceOfTokens(each) === undefined);
  if (unwritten) return new Unwritable(`no policy of an identity has the resource \`${signs(unwritten)}\``);
  const part: Part = {
    actions: { patterns: (actions ?? notActions).map(actionTokens), isListed: actions !== undefined },
    resources: { patterns, isListed: notResources === undefined },
    conditions,
    without: nothingOut,
  };
  return isNothing(part) ? undefined : narrowed(part);
}

/** Names of actions have no escapes. */
const actionTokens = (text: string): Tokens => tokenLetters(tokensOf(text));

const isNothing = ({ actions, resources }: Part): boolean =>
  [actions, resources].some(({ patterns, isListed }) => isListed && patterns.length === 0);

/** Leaves out patterns within others, and writes "all but nothing" as all. */
function narrowed(part: Part): Part {
  return { ...part, actions: plain(part.actions, true), resources: plain(part.resources, false) };
}

function plain({ patterns, isListed }: NamePatterns, ignoresCase: boolean): NamePatterns {
  const left = widestPatterns(patterns, ignoresCase);
  return !isListed && left.length === 0
    ? { patterns: [actionTokens('*')], isListed: true }
    : { patterns: left, isListed };
}

/** Returns the requests of both parts; `undefined`: there are none. */
export function meetParts(a: Part, b: Part): Part | Unwritable | undefined {
  const actions = meetNames(a.actions, b.actions, true);
  if (!actions || actions instanceof Unwritable) return actions;
  const resources = meetNames(a.resources, b.resources, false);
  if (!resources || resources instanceof Unwritable) return resources;
  const conditions = joinConditions(a.conditions, b.conditions);
  if (conditions === 'never') return undefined;
  if (!conditions) {
    const keys = [...new Set(b.conditions.map(({ key }) => key))].join(', ');
    return new Unwritable(`two conditions of one key have to hold, and no statement can say both: ${keys}`);
  }
  return {
    actions: actions.names,
    resources: resources.names,
    conditions,
    without: {
      actions: [...a.without.actions, ...b.without.actions, ...actions.without],
      resources: [...a.without.resources, ...b.without.resources, ...resources.without],
    },
  };
}

interface MetNames {
  readonly names: NamePatterns;
  readonly without: readonly Tokens[];
}

function meetNames(
  a: NamePatterns,
  b: NamePatterns,
  ignoresCase: boolean,
): MetNames | Unwritable | undefined {
  if (!a.isListed && !b.isListed)
    return {
      names: plain({ patterns: [...a.patterns, ...b.patterns], isListed: false }, ignoresCase),
      without: [],
    };
  if (!a.isListed) return meetNames(b, a, ignoresCase);
  if (!b.isListed) return lessNames(a, b.patterns, ignoresCase);
  const found: Tokens[] = [];
  for (const one of a.patterns)
    for (const other of b.patterns) {
      const both = meetPatterns(one, other, ignoresCase);
      if (both instanceof Unwritable) return both;
      found.push(...both);
    }
  if (found.length === 0) return undefined;
  return { names: plain({ patterns: found, isListed: true }, ignoresCase), without: [] };
}

/** More patterns of one overlap cannot be read by anybody. */
const mostOverlapPatterns = 24;

function meetPatterns(a: Tokens, b: Tokens, ignoresCase: boolean): readonly Tokens[] | Unwritable {
  if (includes(b, a, { ignoresCase })) return [a];
  if (includes(a, b, { ignoresCase })) return [b];
  const { patterns, isComplete } = meet(a, b, mostOverlapPatterns, { ignoresCase });
  const isWritten = ignoresCase || patterns.every((each) => resourceOfTokens(each) !== undefined);
  if (isComplete && isWritten) return widestPatterns(patterns, ignoresCase);
  return new Unwritable(`no list of patterns says what \`${signs(a)}\` and \`${signs(b)}\` have in common`);
}

/** Returns the names without those of `out`; what these have only in part has to be taken out by a Deny. */
function lessNames(names: NamePatterns, out: readonly Tokens[], ignoresCase: boolean): MetNames | undefined {
  if (names.patterns.some((each) => signs(each) === '*'))
    return { names: plain({ patterns: out, isListed: false }, ignoresCase), without: [] };
  const patterns = names.patterns.filter(
    (each) => !out.some((other) => includes(other, each, { ignoresCase })),
  );
  const without = out.filter((other) => patterns.some((each) => overlap(each, other, ignoresCase)));
  return patterns.length === 0 ? undefined : { names: { patterns, isListed: true }, without };
}

function overlap(a: Tokens, b: Tokens, ignoresCase: boolean): boolean {
  const { patterns, isComplete } = meet(a, b, 1, { ignoresCase });
  return patterns.length > 0 || !isComplete;
}

/** Returns the parts that a Deny has to take out of the part; none where nothing is left to take out. */
export function takenOut({ actions, resources, conditions, without }: Part): Part[] {
  const overlapping = (names: NamePatterns, out: readonly Tokens[], ignoresCase: boolean) =>
    widestPatterns(
      names.isListed
        ? out.filter((each) => names.patterns.some((one) => overlap(one, each, ignoresCase)))
        : out,
      ignoresCase,
    );
  const found: Part[] = [];
  const outActions = overlapping(actions, without.actions, true);
  if (outActions.length > 0)
    found.push({
      actions: { patterns: outActions, isListed: true },
      resources,
      conditions,
      without: nothingOut,
    });
  const outResources = overlapping(resources, without.resources, false);
  if (outResources.length > 0)
    found.push({
      actions,
      resources: { patterns: outResources, isListed: true },
      conditions,
      without: nothingOut,
    });
  return found;
}

const all: NamePatterns = { patterns: [actionTokens('*')], isListed: true };

/** Returns parts of all requests in none of the given ones; `undefined`: that is not so easily said. */
export function outsideOf(parts: readonly Part[]): Part[] | undefined {
  const isPlain = ({ conditions, actions, without }: Part) =>
    conditions.length === 0 &&
    without.actions.length + without.resources.length === 0 &&
    (actions.isListed || parts.length === 1);
  const isShared = parts.some((part, at) =>
    part.actions.patterns.some((each) =>
      parts.slice(at + 1).some(({ actions }) => actions.patterns.some((other) => overlap(each, other, true))),
    ),
  );
  if (isShared || !parts.every(isPlain)) return undefined;
  const listed = parts.flatMap(({ actions }) => actions.patterns);
  const isAll = (names: NamePatterns) => names.isListed && names.patterns.some((each) => signs(each) === '*');
  const other = (names: NamePatterns): NamePatterns => ({
    patterns: names.patterns,
    isListed: !names.isListed,
  });
  const deny = (actions: NamePatterns, resources: NamePatterns): Part => ({
    actions,
    resources,
    conditions: [],
    without: nothingOut,
  });
  const actions: NamePatterns =
    parts.length === 0
      ? all
      : other(parts.length === 1 && parts[0] ? parts[0].actions : { patterns: listed, isListed: true });
  return [
    ...(isAll(other(actions)) ? [] : [deny(actions, all)]),
    ...parts.flatMap(({ actions: ours, resources }) =>
      isAll(resources) ? [] : [deny(ours, other(resources))],
    ),
  ];
}

/** Says whether all requests of the part are of the other; false also where that is not easily seen. */
export const isWithin = (part: Part, other: Part): boolean =>
  other.without.actions.length === 0 &&
  other.without.resources.length === 0 &&
  impliesConditions(part.conditions, other.conditions) &&
  areWithin(part.resources, other.resources, false) &&
  areWithin(part.actions, other.actions, true);

function areWithin(names: NamePatterns, others: NamePatterns, ignoresCase: boolean): boolean {
  const isIn = (pattern: Tokens, list: readonly Tokens[]) =>
    list.some((wide) => includes(wide, pattern, { ignoresCase }));
  if (names.isListed && others.isListed) return names.patterns.every((each) => isIn(each, others.patterns));
  if (names.isListed)
    return names.patterns.every((each) => !others.patterns.some((out) => overlap(each, out, ignoresCase)));
  if (others.isListed) return others.patterns.some((each) => signs(each) === '*');
  return others.patterns.every((out) => isIn(out, names.patterns));
}
