/** Searches for a request that one policy, or all of a principal, allows and another does not. */

import type { Region } from '../regions/region.ts';
import type { SearchResult, Search } from './search.ts';
import type { Steps } from '../../model/steps.ts';

export interface Layered {
  /** A request is allowed that lies in a region of every layer, and in no deny. */
  readonly allow: readonly (readonly Region[])[];
  readonly deny: readonly Region[];
}

/** A request of `more` is none of `less` when a layer of `less` is silent about it, or a deny takes it away. */
export function exceeds<T>(search: Search<T>, more: Layered, less: Layered): SearchResult<T> {
  const steps = exceedsInSteps(search, more, less);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export function* exceedsInSteps<T>(search: Search<T>, more: Layered, less: Layered): Steps<SearchResult<T>> {
  let isCertain = true;
  // Nothing is outside of a layer that allows everything.
  const limits = less.allow.filter((layer) => !layer.some(isEverything));
  for (const allowing of choices(more.allow)) {
    const searches: (readonly [readonly Region[], readonly Region[]])[] = [
      ...limits.map((layer) => [allowing, [...more.deny, ...layer]] as const),
      ...less.deny.map((denying) => [[...allowing, denying], more.deny] as const),
    ];
    for (const [inside, outside] of searches) {
      const found = search.find(inside, outside);
      if (typeof found === 'object') return found;
      if (found === 'unknown') isCertain = false;
      yield;
    }
  }
  return isCertain ? 'none' : 'unknown';
}

const isEverything = ({ actions, resources, tests, statement }: Region): boolean =>
  tests.length === 0 &&
  actions.isListed &&
  resources.isListed &&
  resources.hasAll &&
  (statement.actions?.includes('*') ?? false);

/** Yields one region of each layer; none when a layer has none. */
function* choices(layers: Layered['allow']): Generator<readonly Region[]> {
  const [first, ...rest] = layers;
  if (!first) {
    yield [];
    return;
  }
  for (const region of first) for (const others of choices(rest)) yield [region, ...others];
}
