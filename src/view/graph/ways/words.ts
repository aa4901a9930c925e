/** Words of ways: from whom, to what, and how a way is named in a list. */

import { href } from '../../../app/navigation/routes.svelte.ts';
import type { WayRow } from '../../../core/analysis/ways/rows.ts';
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

export const stepsText = ({ steps }: ReachRow, to: string): string =>
  steps > 0 ? counted(steps, 'step') : to === administrator ? 'is administrator' : 'has access';

/** Returns the names of the methods in their order: `Function with a passed role, then Policy attached to itself`. */
export const methodsText = (methods: readonly string[]): string => methods.join(', then ');

export const wayTitle = ({ steps }: WayRow): string => methodsText(steps.map(({ method }) => method.name));

/** Returns the names of the things that tell apart two ways of the same methods: the policy, the group, the function. */
export const thingsOf = ({ from, steps }: WayRow): string => {
  const known = new Set([from, '*', ...steps.flatMap((step) => [step.from, step.to])]);
  const things = steps.flatMap(({ permissions }) => permissions.map(({ resource }) => resource));
  return [...new Set(things)]
    .filter((arn) => !known.has(arn))
    .map(nameOfArn)
    .join(', ');
};
