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

/** Returns `the ways from alice to administrator`; without `from`, those of users and roles. */
export const waysWords = ({ from, to }: CutAim): string =>
  `the ways ${from === undefined ? 'of users and roles' : `from ${nameOfArn(from)}`} to ${aimName(to)}`;

/** Says what the changes close: every way only where a search of the account as it would be has ended. */
export function closedWords({ changes, ways, isSure }: CutOffer, { from, to }: CutAim): string {
  const close = `${counted(changes.length, 'change')} ${changes.length === 1 ? 'closes' : 'close'}`;
  if (!isSure)
    return `${close} the ${counted(ways.length, 'way')} that ${ways.length === 1 ? 'was' : 'were'} found.`;
  const whose = from === undefined ? 'of a user or role' : `from ${nameOfArn(from)}`;
  return `${close} every way ${whose} to ${aimName(to)}.`;
}

/** Says whether less would do, or what a search that was stopped leaves open. */
export function sizeWords({ ways, isSmallest, isSure }: CutOffer): string {
  if (!isSure) return `The search was stopped. ${noneKnownWords(ways.length)}, but there may be others.`;
  return isSmallest
    ? 'No smaller set of such changes does.'
    : 'A smaller set may do too, but the search for it was stopped.';
}

/** Returns `None of the 5 known ways is left`. */
export const noneKnownWords = (known: number): string =>
  known === 1 ? 'The known way is closed' : `None of the ${known.toLocaleString('en')} known ways is left`;

/** Says whom the search did not look at. */
export const scopeWords = ({ from }: CutAim): string =>
  from === undefined
    ? 'Outsiders are not part of this search: other accounts, identity providers, and anybody on the internet. Administrators keep what they have.'
    : `Only ${nameOfArn(from)} is part of this search. Others may have ways of their own.`;

export const cutCallsOf = (requests: CutOffer['requests']): CallToSend[] =>
  requests.map(({ account, ...call }) => ({
    ...call,
    caller: { kind: 'principal', arn: rootArn(account) } as const,
  }));

const mostNames = 3;
const mostGroups = 2;

/** Trust policies and policies of resources let others in than users and roles, and nobody compares what those lose. */
const letsOutsidersIn = (calls: readonly CallToSend[]): boolean =>
  calls.some(
    ({ service, operation }) =>
      operation === 'UpdateAssumeRolePolicy' || (service !== 'iam' && service !== 'organizations'),
  );

/** Returns `ann and ben lose iam:PassRole. No other user or role here loses anything.` */
export function takenAwayWords({ found, gone }: FoundDryRun, calls: readonly CallToSend[]): string {
  const outside = letsOutsidersIn(calls) ? ' What outsiders lose was not compared.' : '';
  const losing = found.shared.filter(({ lost }) => lost.length > 0);
  if (losing.length === 0) return `${summaryOf(found, gone)}${outside}`;
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
      : 'No other user or role here loses anything',
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ')
    .concat(outside);
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
