/** Makes examples read like requests that people send: on a resource that the action takes, in a region that exists. */

import { type ResourceToken, innerStar } from '../../eval/arn.ts';
import { one, star } from '../../eval/glob.ts';
import type { NaturalResources } from '../difference/concrete.ts';
import type { World } from '../../model/world/world.ts';
import { GlobSet } from '../globs/automaton.ts';
import { sample } from '../globs/sample.ts';
import { type Actions, shortestFirst } from './action-classes.ts';
import { memoBy } from '../../model/memo.ts';

const known = new Map<string, GlobSet>();
const mostCachedPatterns = 10_000;

/** `account`: absent where the demands say it. `world`: its own resources come first. */
export function naturalResources(reference: Actions, account?: string, world?: World): NaturalResources {
  const held = world && heldIn(world, account);
  return (action, region = 'us-east-1') => {
    const formats = reference.action(action)?.resourceTypes.flatMap(({ arnFormat }) => arnFormat.split(', '));
    if (!formats) return undefined;
    const [shortest, ...others] = shortestFirst(formats);
    if (shortest === undefined) return [];
    const sets = [shortest, ...others].map((format) => setOf(format, account, region));
    const own = held ? sets.flatMap((set) => held(set) ?? []).slice(0, 1) : [];
    return [...own, setOf(named(shortest), account, region), ...sets];
  };
}

const heldOfEach = 5;

function heldIn(world: World, account: string | undefined): (set: GlobSet) => GlobSet | undefined {
  const { users, groups, roles, policies, resources } = world;
  const ofTables = [groups, users, roles, policies, resources].map((table) =>
    firstOf(table.values(), account),
  );
  const sets = ofTables.flat().map((arn) => ({ arn, set: exactly(arn) }));
  const found = new Map<GlobSet, GlobSet | undefined>();
  return (set) => {
    if (!found.has(set)) found.set(set, sets.find(({ arn }) => set.has(arn))?.set);
    return found.get(set);
  };
}

function firstOf(
  rows: Iterable<{ readonly arn: string; readonly account: string }>,
  account?: string,
): string[] {
  const found: string[] = [];
  for (const row of rows) {
    if (account === undefined || row.account === account) found.push(row.arn);
    if (found.length >= heldOfEach) break;
  }
  return found;
}

const exactly = (arn: string): GlobSet => new GlobSet([[arn]]);

const textOf = memoBy((set: GlobSet): string => {
  const found = sample([set], []);
  return typeof found === 'object' ? found.text : '';
});

/** Returns the resource that reads best, or a star for an action that takes none. */
export function naturalTexts(sets: ReturnType<NaturalResources>): readonly string[] {
  const [set] = sets ?? [];
  if (!set) return sets ? ['*'] : [];
  const text = textOf(set);
  return text === '' ? [] : [text];
}

function setOf(format: string, account: string | undefined, region: string): GlobSet {
  const key = `${account ?? ''} ${region} ${format}`;
  let set = known.get(key);
  if (!set) {
    if (known.size >= mostCachedPatterns) known.clear();
    set = new GlobSet([format.split(/(\$\{\w+\})/).flatMap((part) => tokensFor(part, account, region))]);
    known.set(key, set);
  }
  return set;
}

/** Names each variable of a format by itself, as `bucketname/objectname`; buckets have small letters only. */
const named = (format: string): string =>
  format.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) =>
    /^(?:Partition|Region|Account)$/.test(name)
      ? whole
      : format.startsWith('arn:${Partition}:s3:')
        ? name.toLowerCase()
        : name.replace(/WithPath$/, ''),
  );

function tokensFor(part: string, account: string | undefined, region: string): ResourceToken[] {
  switch (part) {
    case '':
      return [];
    case '${Partition}':
      return ['aws'];
    case '${Region}':
      return [region];
    case '${Account}':
      return [account ?? innerStar];
    default:
      return part.startsWith('${') ? [one, star] : [part];
  }
}
