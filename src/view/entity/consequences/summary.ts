/** Sums up a dry run or an edit in a few short sentences. */

import type { EditMeaning } from '#app/consequences/of-edit.ts';
import type { AccountConsequences, ChangedPermission } from '#core/analysis/consequences/consequence.ts';
import { isSame } from '#core/query/policies/compare-alone.ts';
import type { EditedPolicy } from '#core/query/policies/edited-policy.ts';
import { counted } from '../names.ts';
import { editedHolderWords, opensToAnybody } from './alone-words.ts';

/** Returns `2 identities lose permissions, 1 identity gains permissions. Nothing changes for 37 other identities.` */
export function summaryOf({ shared, looked, unsure }: AccountConsequences, gone = 0): string {
  const whoever = (gains: boolean, loses: boolean, [one, many]: readonly [string, string]): string[] => {
    const count = shared
      .filter(({ gained, lost }) => gained.some(isListed) === gains && lost.some(isListed) === loses)
      .reduce((sum, { principals }) => sum + principals.length, 0);
    return count > 0 ? [`${identities(count)} ${count === 1 ? one : many} permissions`] : [];
  };
  const changed = [
    ...whoever(true, true, ['gains and loses', 'gain and lose']),
    ...whoever(false, true, ['loses', 'lose']),
    ...whoever(true, false, ['gains', 'gain']),
  ].join(', ');
  const unlisted = shared
    .filter(({ gained, lost }) => ![...gained, ...lost].some(isListed))
    .reduce((sum, { principals }) => sum + principals.length, 0);
  const other = gone > 0 ? 'other ' : '';
  const same = looked - shared.reduce((sum, { principals }) => sum + principals.length, 0);
  return [
    ...(changed ? [changed] : []),
    ...(unlisted > 0
      ? [`AWS’s reference does not have the actions that change for ${identities(unlisted)}`]
      : []),
    ...(!changed && unlisted === 0 && unsure.length === 0
      ? [`No ${other}identity of this workspace gains or loses permissions`]
      : []),
    ...(unsure.length > 0 ? [`Not looked at to the end: ${identities(unsure.length)}`] : []),
    ...(gone > 0 ? [`${identities(gone)} ${gone === 1 ? 'is' : 'are'} deleted`] : []),
    ...(changed && same > 0
      ? [`Nothing changes for ${counted(same, 'other identity', 'other identities')}`]
      : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

/** AWS has the action, by its reference: it has an access level there. */
const isListed = ({ level }: ChangedPermission): boolean => level !== undefined;

const identities = (count: number): string => counted(count, 'identity', 'identities');

/** Returns one line about an edit, and about others than the identities of the workspace where it changes something. */
export function editSummary(edited: EditedPolicy, { isHeld, found, alone }: EditMeaning): string {
  if (!found) return editedHolderWords(edited, isHeld);
  const isForOthers = edited.kind === 'trust' || edited.kind === 'resource';
  if (!isForOthers || !alone || isSame(alone)) return summaryOf(found);
  if (opensToAnybody(alone)) return `Anybody, of any account, gains permissions. ${summaryOf(found)}`;
  return `${summaryOf(found)} Something changes for other accounts or services.`;
}
