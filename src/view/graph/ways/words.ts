/** Words of ways: from whom, to what, and how a way is named in a list. */

import { href } from '../../../app/navigation/routes.svelte.ts';
import type { WayRow, WayStepRow } from '../../../core/analysis/ways/rows.ts';
import type { ReachRow } from '../../../core/query/ways/list.ts';
import { counted, nameOfArn } from '../../entity/names.ts';

export const administrator = 'administrator';

export const aimName = (to: string): string => (to === administrator ? administrator : nameOfArn(to));

/** Returns the address of the ways of one principal, or of everybody's. */
export const waysHref = (query: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): string =>
  href('graph', ['ways'], { from: query.from, to: query.to === administrator ? undefined : query.to });

/** Returns what its shortest way takes, or what it is there with. */
export function stepsText({ steps, onlyWith }: ReachRow, to: string): string {
  if (steps > 0) return counted(steps, 'step');
  if (onlyWith === 'mfa') return 'only with MFA';
  if (onlyWith) return 'depends';
  return to === administrator ? 'is administrator' : 'has access';
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

/** Returns what a step does to whom it is about. */
export const stepWords = ({ from, to, method }: WayStepRow): string => {
  if (from === to) return 'strengthens itself';
  return method.isPreparation ? 'strengthens' : 'then acts as';
};
