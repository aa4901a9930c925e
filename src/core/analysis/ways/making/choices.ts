/** Lists what an actor can make, and the tags that it can set, so that a condition of a later call holds. */

import { arnMatches, compileArnPattern } from '#core/eval/arn.ts';
import type { Tag } from '#core/model/records/tag.ts';
import type { World } from '#core/model/world/world.ts';
import { administratorAccess, strongPolicies } from '../../everything.ts';
import { freshName, withoutWildcards } from '../placeholders.ts';
import type { SearchEnv } from '../search-env.ts';
import { type MadeKind, newArns } from './names.ts';
import { type OwnRules, conditionsOn, instanceRulesOf, rulesOf, valuesOf } from './own-rules.ts';

export interface Making {
  readonly made: string;
  readonly boundary?: string;
  /** `{key}={value}` each. */
  readonly tags?: readonly string[];
}

const mostBoundaries = 4;
const mostTags = 6;

export function makings(
  world: World,
  kind: MadeKind,
  { arn, account }: { readonly arn: string; readonly account: string },
  env: SearchEnv,
): Making[] {
  const rules = rulesOf(world, arn, env);
  const boundaries = kind === 'user' || kind === 'role' ? boundariesAsked(world, account, rules) : [];
  const tags = kind === 'group' ? [] : tagSets(rules);
  return newArns(world, kind, account, rules).flatMap((made) =>
    [undefined, ...boundaries].flatMap((boundary) =>
      [undefined, ...tags].map((set) => ({
        made,
        ...(boundary !== undefined && { boundary }),
        ...(set && { tags: set }),
      })),
    ),
  );
}

function boundariesAsked(world: World, account: string, rules: OwnRules): string[] {
  const asked = conditionsOn(rules, /^iam:permissionsboundary$/i);
  if (asked.length === 0) return [];
  const own = [...world.policies.values()].filter((one) => one.account === account);
  const all = [...new Set<string>([...strongPolicies.keys(), ...own.map(({ arn }) => arn)])];
  const fitting = asked.flatMap((one) => {
    // Any boundary will do where a statement only asks for one.
    if (/^null$/i.test(one.operator)) return all.slice(0, mostBoundaries);
    const patterns = valuesOf(rules, one).map((value) => compileArnPattern(value));
    return all.filter((arn) => patterns.some((pattern) => arnMatches(pattern, arn)));
  });
  return [...new Set(fitting)]
    .toSorted((a, b) => Number(b === administratorAccess) - Number(a === administratorAccess))
    .slice(0, mostBoundaries);
}

const onRequest = /^aws:requesttag\/(.+)$/i;
const onThing = /^(?:aws|iam|ec2|ssm):resourcetag\/(.+)$/i;

/** Returns sets of tags that statements ask for: all together, then those of each statement. */
function tagSets(rules: OwnRules): (readonly string[])[] {
  const sets = rules.statements.map((statement) => {
    const asked = { ...rules, statements: [statement] };
    return new Map([...tagsAsked(asked, onRequest), ...tagsAsked(asked, onThing)].toReversed());
  });
  const all = new Map(sets.flatMap((set) => [...set]));
  const texts = [all, ...sets].map((set) => [...set].map(([key, value]) => `${key}=${value}`));
  return [
    ...new Map(texts.filter((set) => set.length > 0).map((set) => [set.join('\n'), set])).values(),
  ].slice(0, mostTags);
}

/** Returns keys and values, the first that would do for each condition. */
function tagsAsked(rules: OwnRules, keys: RegExp): [string, string][] {
  return conditionsOn(rules, keys).flatMap((one): [string, string][] => {
    const name = keys.exec(one.key)?.[1];
    if (name === undefined) return [];
    if (/^null$/i.test(one.operator)) return one.values[0] === 'false' ? [[name, freshName]] : [];
    if (/not/i.test(one.operator)) return [];
    const [value] = valuesOf(rules, one);
    return value === undefined ? [] : [[name, withoutWildcards(value)]];
  });
}

export function tagsToSet(
  world: World,
  self: { readonly arn: string },
  tags: readonly Tag[],
  env: SearchEnv,
): string[] {
  return tagsThatRulesAsk(rulesOf(world, self.arn, env), tags);
}

export const tagsForInstances = (world: World, self: { readonly arn: string }, env: SearchEnv): string[] =>
  tagsThatRulesAsk(instanceRulesOf(world, self.arn, env), []);

function tagsThatRulesAsk(rules: OwnRules, tags: readonly Tag[]): string[] {
  const found = new Set<string>();
  for (const one of conditionsOn(rules, onThing)) {
    const name = onThing.exec(one.key)?.[1] ?? '';
    // The value of another condition is one that this one does not ask for.
    const values = /^null$/i.test(one.operator)
      ? []
      : valuesOf(rules, one).map((each) => withoutWildcards(each));
    for (const value of [...values.slice(0, 1), freshName])
      if (!tags.some((tag) => tag.key === name && tag.value === value)) found.add(`${name}=${value}`);
  }
  return [...found].slice(0, mostTags);
}

export function tagsToTakeAway(
  world: World,
  self: { readonly arn: string },
  tags: readonly Tag[],
  env: SearchEnv,
): string[] {
  const asked = conditionsOn(rulesOf(world, self.arn, env), /^(?:aws|iam):(?:resource|principal)tag\//i);
  const keys = new Set(asked.map(({ key }) => key.slice(key.indexOf('/') + 1).toLowerCase()));
  return tags.flatMap(({ key }) => (keys.has(key.toLowerCase()) ? [key] : []));
}
