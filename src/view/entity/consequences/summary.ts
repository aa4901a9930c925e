/** Sums up a dry run in a few short sentences. */

import { counted } from '../../entity/names.ts';
import type { Found } from './dry-run.svelte.ts';

/** Returns `2 identities lose permissions, 1 identity gains permissions. Nothing changes for 37 others.` */
export function summaryOf({
  found: { shared, looked, unsure },
  gone,
}: Pick<Found, 'found' | 'gone'>): string {
  const whoever = (kind: 'gained' | 'lost', [one, many]: readonly [string, string]): string[] => {
    const count = shared
      .filter((alike) => alike[kind].length > 0)
      .reduce((sum, { principals }) => sum + principals.length, 0);
    return count > 0 ? [`${identities(count)} ${count === 1 ? one : many} permissions`] : [];
  };
  const changed = [...whoever('lost', ['loses', 'lose']), ...whoever('gained', ['gains', 'gain'])].join(', ');
  const nothing =
    unsure.length > 0 ? 'No change was found' : 'No identity of this workspace gains or loses permissions';
  const same = looked - shared.reduce((sum, { principals }) => sum + principals.length, 0);
  return [
    changed || (gone > 0 ? 'No other identity of this workspace gains or loses permissions' : nothing),
    ...(gone > 0 ? [`${identities(gone)} ${gone === 1 ? 'is' : 'are'} deleted`] : []),
    ...(changed && same > 0 ? [`Nothing changes for ${counted(same, 'other')}`] : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

const identities = (count: number): string => counted(count, 'identity', 'identities');
