/** Says a fix on screen: its commands, what it does to each policy, and which of several comes first. */

import type { AccountId } from '#core/model/ids.ts';
import type { Fix, FixRequest, PolicyEdit } from '#core/plans/fixes/fix.ts';
import { cliCommandLines } from '#core/words/cli-command.ts';
import { counted } from '#view/entity/names.ts';

/**
 * Returns the AWS CLI commands, with a comment that says whose credentials they need where that is not `home` alone.
 * Empty when there are none.
 */
export function commandsOf(requests: readonly FixRequest[], home: AccountId): string {
  const isElsewhere = requests.some(({ account }) => account !== home);
  let last: AccountId | undefined;
  return requests
    .flatMap((request) => {
      const command = cliCommandLines(request);
      if (command === undefined) return [];
      const { account, service } = request;
      const whose = `${service === 'organizations' ? 'the management ' : ''}account ${account}`;
      const comment = isElsewhere && account !== last ? [`# With credentials of ${whose}:`] : [];
      last = account;
      return [...comment, command];
    })
    .join('\n');
}

export function placeWords({ place, statement, before, after }: PolicyEdit): string {
  if (after === undefined) return `${opening(place)} is deleted, because nothing is left of it.`;
  if (statement === '') return `The Deny is taken out of ${place}.`;
  if (/"Effect":\s*"Deny"/.test(statement) && before !== undefined)
    return `In ${place}, in place of the statement that denies:`;
  return before === undefined ? `${opening(place)}:` : `Added to ${place}:`;
}

export function sharedWords({ layer, isShared }: PolicyEdit): string | undefined {
  if (!isShared) return undefined;
  return layer === 'resource'
    ? 'This policy counts for others too. A condition names this identity alone.'
    : 'Others have this policy too. A condition makes the statement count for this identity alone.';
}

export function leftOutWords({ leftOut }: PolicyEdit): string | undefined {
  if (!leftOut) return undefined;
  return `Other statements of this policy ask for ${list.format(new Set(leftOut.map(conditionWords)))}. This one does not.`;
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const conditionWords = (key: string): string => [...askedFor].find(([name]) => name.test(key))?.[1] ?? key;

const askedFor: ReadonlyMap<RegExp, string> = new Map([
  [/^aws:multifactorauth/i, 'MFA'],
  [/^sts:externalid$/i, 'an external ID'],
  [/^aws:(vpc)?sourceip$/i, 'a source address'],
]);

/** Says for how many others something changes. Who was not looked at to the end is not among them. */
export function othersWords(touched: number, unsure: number): string {
  if (touched === 0) return `It may change something for ${counted(unsure, 'other')}: the search was ended`;
  const more = unsure === 0 ? '' : `, and maybe for ${unsure.toLocaleString('en')} more`;
  return `It changes something for ${counted(touched, 'other')} too${more}`;
}

export function widerWords({ wider }: PolicyEdit): string | undefined {
  if (!wider) return undefined;
  return `IAM cannot take one resource out of a pattern. This lets ${wider.length > 0 ? 'all that the pattern names' : 'all resources'} through.`;
}

interface TaughtCall {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Chooses the fix that comes first: the one that a step of the scenario teaches, else the least. */
export function firstFix(own: readonly Fix[], taught: readonly TaughtCall[]): Fix | undefined {
  const narrow = own.filter(({ allowsEverything }) => !allowsEverything);
  const isTaught = (fix: Fix) =>
    fix.requests.every(({ operation, params }) =>
      taught.some((call) => call.operation === operation && isSame(call.params, params)),
    );
  return narrow.find(isTaught) ?? narrow[0];
}

const isSame = (one: TaughtCall['params'], other: TaughtCall['params']): boolean =>
  Object.keys({ ...one, ...other }).every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));

export const accountsOf = ({ requests }: Fix): AccountId[] => [
  ...new Set(requests.map(({ account }) => account)),
];

export const isOfAccount = (fix: Fix, account: AccountId): boolean =>
  accountsOf(fix).every((one) => one === account);

export function rootWords(fix: Fix): string {
  const accounts = accountsOf(fix);
  return accounts.length === 1
    ? `the root user of account ${accounts[0] ?? ''}`
    : `the root users of the accounts ${accounts.join(' and ')}`;
}

/** Begins a sentence with a place. A policy's own name keeps its spelling. */
export const opening = (place: string): string =>
  /^(?:the|an?) /.test(place) ? place.charAt(0).toUpperCase() + place.slice(1) : place;
