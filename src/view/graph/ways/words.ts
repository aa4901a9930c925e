/** Words of ways: from whom, to what, how a way is named in a list, and the addresses of their page. */

import { href } from '#app/navigation/routes.svelte.ts';
import type { WayRow, WayStepRow } from '#core/analysis/ways/rows.ts';
import { defined } from '#core/model/defined.ts';
import type { ReachRow } from '#core/query/ways/list.ts';
import { isOutside, outsiderName } from '#core/query/ways/outsiders.ts';
import { counted, thingKindOfArn, nameOfArn } from '../../entity/names.ts';
import type { KindOfThing } from '../../ui/data/kinds.ts';
import { layerHref } from '../state/address.svelte.ts';

export const administratorWord = 'administrator';

export const aimName = (to: string): string => (to === administratorWord ? administratorWord : nameOfArn(to));

/** Returns the name of a principal, of a thing, or of somebody outside. */
export const whoName = (who: string): string => (isOutside(who) ? outsiderName(who) : nameOfArn(who));

export const whoKind = (who: string): KindOfThing => (isOutside(who) ? 'outside' : thingKindOfArn(who));

/** Returns the title of the page. `from`: whose reach it shows. `key`: the access key that a thief has. */
export function pageTitle(shown: {
  readonly to: string;
  readonly from: string | undefined;
  readonly key: string | undefined;
}): string {
  const { to, from, key } = shown;
  if (from !== undefined && key) return `What could a thief do with access key ${key}?`;
  if (from !== undefined) return `What could ${whoName(from)} reach?`;
  if (to === administratorWord) return 'Who could become administrator?';
  const kind = thingKindOfArn(to);
  return `Who could ${kind === 'user' || kind === 'role' ? 'become' : 'reach'} ${nameOfArn(to)}?`;
}

interface WaysQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly conditional?: boolean;
  /** All that it could reach, instead of its ways to one end. */
  readonly reach?: boolean;
}

export const waysHref = (query: WaysQuery): string => href('graph', ['ways'], addressQuery(query));

/** Returns the address of the graph with the same ways; `way`: the short key of the one that is lit. */
export function drawnWaysHref({ from, to, conditional, reach }: WaysQuery, way?: string): string {
  const depends = conditional === true;
  const aim = to === administratorWord ? undefined : to;
  if (from !== undefined)
    return layerHref({ mode: reach ? 'all' : 'from', of: from, depends, ...defined({ to: aim }) }, way);
  return layerHref(
    aim === undefined ? { mode: 'administrator', depends } : { mode: 'to', of: aim, depends },
    way,
  );
}

export const playHref = (asked: AskedPlay): string =>
  href('graph', ['play'], { ...addressQuery(asked), way: asked.way });

const addressQuery = ({ from, to, conditional, reach }: WaysQuery) => ({
  from,
  to: to === administratorWord ? undefined : to,
  depends: conditional ? '1' : undefined,
  reach: reach ? '1' : undefined,
});

/** A way that is played. Its key is in the address, so that a reload plays the same way again. */
export interface AskedPlay {
  readonly from: string;
  readonly to: string;
  /** Ways count that depend on something. */
  readonly conditional: boolean;
  readonly way: string;
}

/** Returns `undefined` for an address that names no way. */
export function readPlay(query: Readonly<Record<string, string>>): AskedPlay | undefined {
  const { from, to = administratorWord, depends, way } = query;
  return from !== undefined && way !== undefined
    ? { from, to, conditional: depends === '1', way }
    : undefined;
}

/** Returns how many of a list come to the aim, and how many are there. `isComplete`: the search of their ways ended. */
export function sumText(coming: number, there: number, isComplete: boolean): string {
  const none = (who: string) =>
    isComplete
      ? `${who} could get there, by the methods that are known.`
      : `${who} was found who could get there, but the search was stopped: one may.`;
  if (coming + there === 0) return none('No user or role');
  const already = `${there} ${there === 1 ? 'is' : 'are'} there already`;
  if (coming === 0) return `${already}. ${none('No other user or role')}`;
  return `${counted(coming, 'principal')} could get there, ${already}.`;
}

export function stepsText({ steps, onlyWith }: ReachRow, to: string): string {
  if (steps > 0) return counted(steps, 'step');
  if (onlyWith === 'mfa') return 'only with MFA';
  if (onlyWith) return 'depends';
  return to === administratorWord ? 'is administrator' : 'has access';
}

/** Returns the names of the methods in their order: `Function with a passed role, then Policy attached to itself`. */
export const methodsText = (methods: readonly string[]): string => methods.join(', then ');

export const wayTitle = ({ steps }: WayRow): string => methodsText(steps.map(({ method }) => method.name));

/** Returns the names of what tells apart two ways of the same methods: whom they gain, the policy, the function. */
export const thingsOf = ({ from, steps }: WayRow): string => {
  const gained = steps.map(({ to }) => to);
  const things = steps.flatMap(({ permissions }) => permissions.map(({ resource }) => resource));
  return [...new Set([...gained, ...things])]
    .filter((arn) => arn !== from && arn !== '*')
    .map(nameOfArn)
    .filter((name, at, all) => all.indexOf(name) === at)
    .join(', ');
};

export const wayStepWords = ({ from, to, method }: WayStepRow): string => {
  if (from === to) return 'strengthens itself';
  return method.isPreparation ? 'strengthens' : 'then acts as';
};
