/** Words of a cut: its name, and what each change takes away from whom. */

import type { CutOffer } from '#app/session/cut/offer.ts';
import { rootArn } from '#core/model/arn.ts';
import { upTo } from '#core/words/resource-words.ts';
import { summaryOf } from '#view/entity/consequences/summary.ts';
import { principalWords } from '#view/entity/consequences/words.ts';
import { counted, nameOfArn } from '#view/entity/names.ts';
import type { CallToSend } from '#view/requests/act.svelte.ts';
import type { FoundDryRun } from '#view/requests/dry-run/trial.svelte.ts';
import { aimName } from '../words.ts';

export interface CutAim {
  readonly to: string;
  /** Absent: everybody but the administrators. */
  readonly from?: string | undefined;
  readonly conditional: boolean;
}

/** Returns `the ways from alice to administrator`. */
export const waysWords = ({ from, to }: CutAim): string =>
  from === undefined ? `all ways to ${aimName(to)}` : `the ways from ${nameOfArn(from)} to ${aimName(to)}`;

/** Says whether less would do, and whether it is certain that no way is left. */
export function sizeWords({ isSmallest, isSure }: CutOffer): string {
  if (!isSure) return 'Not everything could be searched, so a way may be left.';
  return isSmallest ? 'Nothing smaller does.' : 'Fewer or smaller changes may do, but that is not certain.';
}

export const cutCallsOf = (requests: CutOffer['requests']): CallToSend[] =>
  requests.map(({ account, ...call }) => ({
    ...call,
    caller: { kind: 'principal', arn: rootArn(account) } as const,
  }));

const mostNames = 3;
const mostGroups = 2;

/** Returns `ann and ben lose iam:PassRole. Nobody else loses anything.` */
export function takenAwayWords({ found, gone }: FoundDryRun): string {
  const losing = found.shared.filter(({ lost }) => lost.length > 0);
  if (losing.length === 0) return summaryOf(found, gone);
  const sentences = losing.slice(0, mostGroups).map(({ principals, lost }) => {
    const names = principals.map((arn) => principalWords(arn, false));
    const who = names.length > mostNames ? counted(names.length, 'identity', 'identities') : listed(names);
    return `${who} ${names.length === 1 ? 'loses' : 'lose'} ${actionsWords(lost)}`;
  });
  const more = losing.slice(mostGroups).reduce((sum, { principals }) => sum + principals.length, 0);
  const gains = found.shared.some(({ gained }) => gained.length > 0);
  return [
    ...sentences,
    ...(more > 0 ? [`${counted(more, 'other identity', 'other identities')} lose something else`] : []),
    ...(gone > 0 ? [`${counted(gone, 'identity', 'identities')} ${gone === 1 ? 'is' : 'are'} deleted`] : []),
    ...(gains ? ['Some gain something'] : []),
    found.unsure.length > 0
      ? `Not looked at to the end: ${counted(found.unsure.length, 'identity', 'identities')}`
      : 'Nobody else loses anything',
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

function actionsWords(lost: FoundDryRun['found']['shared'][number]['lost']): string {
  const actions = [...new Set(lost.flatMap((one) => one.actions))];
  return actions.length > mostNames * 2 ? counted(actions.length, 'action') : upTo(mostNames, actions);
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Returns `Fewest changes: 2 changes`, or without a number while it is not known. */
export const modeLabel = (label: string, offer: CutOffer | undefined): string =>
  offer ? `${label}: ${counted(offer.changes.length, 'change')}` : label;
