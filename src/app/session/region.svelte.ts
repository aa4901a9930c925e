/**
 * The region that requests are made in (`aws:RequestedRegion`): IAM is global and the same in all, other
 * services are regional. The top bar chooses it, and it is kept for the next visit if
 * the browser allows that.
 */

import { isGlobalService } from '../../core/model/request/regions.ts';

const key = 'iam-playground/region';
/** @internal */
export const defaultRegion = 'us-east-1';

class RegionChoice {
  #region = $state(saved());

  get region(): string {
    return this.#region;
  }

  choose(region: string): void {
    this.#region = region;
    try {
      localStorage.setItem(key, region);
    } catch {
      // Storage may be off: the choice then lasts as long as the page.
    }
  }
}

function saved(): string {
  try {
    const kept = localStorage.getItem(key);
    return kept !== null && /^[a-z]{2}(-[a-z]+)+-\d$/.test(kept) ? kept : defaultRegion;
  } catch {
    return defaultRegion;
  }
}

export const regionChoice = new RegionChoice();

/** `aws:RequestedRegion` of an action by the choice; undefined where that is what a request has anyway. */
export function requestedRegion(action: string): string | undefined {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const { region } = regionChoice;
  return region === defaultRegion || service === 'sts' || isGlobalService(service) ? undefined : region;
}
