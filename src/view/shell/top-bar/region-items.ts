/** The regions of AWS as a person chooses among them; one that the account has not enabled says so. */

import type { Session } from '../../../app/session/session.svelte.ts';
import { regions } from '../../../core/model/request/regions.ts';

interface RegionItem {
  readonly name: string;
  readonly label: string;
  readonly detail: string;
  /** The first of those that an account must enable. */
  readonly apart: boolean;
}

export function regionItems(session: Session): RegionItem[] {
  const switchedOn = session.state.world.accounts.get(session.account)?.settings?.optInRegions ?? [];
  return regions.map(({ name, label, optIn }, at) => ({
    name,
    label,
    detail: optIn && !switchedOn.includes(name) ? `${name} · not enabled in this account` : name,
    apart: optIn && regions[at - 1]?.optIn === false,
  }));
}
