/**
 * The address of a flow at a step: `#/flows/saml?login=…&role=…&step=4`. Whoever opens it finds the same choices,
 * begins, and is taken to that step. Codes and other secrets are never in it.
 */

import type { FlowInfo, Values } from '../../../app/flows/list.ts';
import { go, href, route } from '../../../app/navigation/routes.svelte.ts';

const secret: ReadonlySet<string> = new Set(['code']);
type Query = Readonly<Record<string, string>>;

export const stepOf = ({ step = '' }: Query): number => (/^\d{1,3}$/.test(step) ? Number(step) : 0);

/** The choices that an address makes; empty: it leaves all open. */
const choices = (query: Query): Query =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'step'));

/** Whether an address speaks of what was begun with these values: all that it says is so. */
export const isSameStart = (_info: FlowInfo, values: Values, query: Query): boolean =>
  Object.entries(choices(query)).every(([name, value]) => (values[name] ?? '') === value);

/** Puts it into the address bar, without a new step for Back. */
export function showAddress({ id }: FlowInfo, values: Values, step: number): void {
  const open = Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)));
  const query = { ...open, step: step > 0 ? String(step) : undefined };
  // Outside of the effect that asks for it: an address that is written in one opens the whole place anew.
  setTimeout(() => {
    const { place, path } = route.current;
    const isHere = place === 'flows' && path[0] === id;
    if (isHere && location.hash !== href('flows', [id], query)) go('flows', [id], query, { replace: true });
  });
}
