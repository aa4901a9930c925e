/** Makes examples read like requests that people send: on a resource that the action takes, in a region that exists. */

import { type ResourceToken, innerStar } from '../../eval/arn.ts';
import { one, star } from '../../eval/glob.ts';
import type { NaturalResources } from '../difference/concrete.ts';
import { GlobSet } from '../globs/automaton.ts';
import { sample } from '../globs/sample.ts';
import { type Actions, shortestFirst } from './action-classes.ts';

const known = new Map<string, GlobSet>();
const kept = 10_000;

/** `account`: absent where the demands say it. */
export function naturalResources(reference: Actions, account?: string): NaturalResources {
  return (action) => {
    const formats = reference.action(action)?.resourceTypes.flatMap(({ arnFormat }) => arnFormat.split(', '));
    return formats && shortestFirst(formats).map((format) => setOf(format, account));
  };
}

const texts = new WeakMap<GlobSet, string>();

/** Returns the resource that reads best, or a star for an action that takes none. */
export function naturalTexts(sets: ReturnType<NaturalResources>): readonly string[] {
  const [set] = sets ?? [];
  if (!set) return sets ? ['*'] : [];
  let text = texts.get(set);
  if (text === undefined) {
    const found = sample([set], []);
    texts.set(set, (text = typeof found === 'object' ? found.text : ''));
  }
  return text === '' ? [] : [text];
}

function setOf(format: string, account: string | undefined): GlobSet {
  const key = `${account ?? ''} ${format}`;
  let set = known.get(key);
  if (!set) {
    if (known.size >= kept) known.clear();
    set = new GlobSet([format.split(/(\$\{\w+\})/).flatMap((part) => tokensFor(part, account))]);
    known.set(key, set);
  }
  return set;
}

function tokensFor(part: string, account: string | undefined): ResourceToken[] {
  switch (part) {
    case '':
      return [];
    case '${Partition}':
      return ['aws'];
    case '${Region}':
      return ['us-east-1'];
    case '${Account}':
      return [account ?? innerStar];
    default:
      return part.startsWith('${') ? [one, star] : [part];
  }
}
