/** The address of a flow at a step: `#/flows/saml?login=…&role=…&step=4`. Codes and other secrets are never in it. */

import type { FlowInfo, Values } from '../../../app/flows/list.ts';
import { go, href, route } from '../../../app/navigation/routes.svelte.ts';

const secret: ReadonlySet<string> = new Set(['code']);
type Query = Readonly<Record<string, string>>;

export const stepOf = ({ step = '' }: Query): number => (/^\d{1,3}$/.test(step) ? Number(step) : 0);

/** Returns the choices in an address. An empty object leaves all of them open. */
const choices = (query: Query): Query =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'step'));

export const isSameStart = (_info: FlowInfo, values: Values, query: Query): boolean =>
  Object.entries(choices(query)).every(([name, value]) => (values[name] ?? '') === value);

/** Writes the choices and the step into the address bar without adding a step to Back. */
export function showAddress({ id }: FlowInfo, values: Values, step: number): void {
  const open = Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)));
  const query = { ...open, step: step > 0 ? String(step) : undefined };
  // This runs outside of the calling effect: an address written inside an effect opens the place anew.
  setTimeout(() => {
    const { place, path } = route.current;
    const isHere = place === 'flows' && path[0] === id;
    if (isHere && location.hash !== href('flows', [id], query)) go('flows', [id], query, { replace: true });
  });
}
