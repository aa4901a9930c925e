/**
 * The region that requests are made in (`aws:RequestedRegion`): IAM is global and the same in all, other
 * services are regional. The top bar chooses it, and it is kept for the next visit if
 * the browser allows that.
 */

import { isGlobalService } from '../../core/model/request/regions.ts';
import { rememberInBrowser, rememberedInBrowser } from '../../platform/browser-memory.ts';

/** @internal */
export const defaultRegion = 'us-east-1';

class RegionChoice {
  #region = $state(saved());

  get region(): string {
    return this.#region;
  }

  choose(region: string): void {
    this.#region = region;
    rememberInBrowser('region', region);
  }
}

function saved(): string {
  const kept = rememberedInBrowser('region') ?? '';
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(kept) ? kept : defaultRegion;
}

export const regionChoice = new RegionChoice();

/** `aws:RequestedRegion` of an action by the choice; undefined where that is what a request has anyway. */
export function requestedRegion(action: string): string | undefined {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const { region } = regionChoice;
  return region === defaultRegion || service === 'sts' || isGlobalService(service) ? undefined : region;
}
