/**
 * The classes of one teacher with the codes that came back, as the browser stores them and a backup holds them. The
 * reader refuses what it does not know with its place, and caps what there may be.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Result } from '../../core/model/result.ts';
import { readShape, Shape, type ShapeFault } from '../../share/json/shape.ts';
import type { ClassPlan } from './format.ts';
import { planFile, planOf } from './read.ts';

export interface HeldClass {
  readonly plan: ClassPlan;
  /** Codes of this class whose seal is right, in the order in which they came. */
  readonly codes: readonly string[];
}

/** The oldest first. */
export type HeldClasses = readonly HeldClass[];

const heldFormat = 'iam-playground/classes';
const heldVersion = 1;
const mostClasses = 200;
const mostCodes = 2_000;

/** Reads a value that is already parsed. */
export const readHeld = (value: unknown): Result<HeldClasses, ShapeFault> =>
  readShape(() => heldOf(new Shape(value)));

/** Throws a `ShapeProblem`, so that it reads a member of another file too. */
export function heldOf(file: Shape): HeldClasses {
  if (file.optional('format')?.value !== heldFormat)
    file.fail(`these are no classes: \`"format": "${heldFormat}"\` is missing`);
  const version = file.member('version');
  if (version.whole(1) > heldVersion)
    version.fail(
      `made by a newer version: format ${version.whole(1)}, this page reads up to ${heldVersion}; reload it`,
    );
  file.only('format', 'version', 'classes');
  const classes = few(file.member('classes'), mostClasses).map((one): HeldClass => {
    one.only('plan', 'codes');
    return {
      plan: planOf(one.member('plan')),
      codes: few(one.member('codes'), mostCodes).map((code) =>
        code.matching(/^[A-Z0-9-]{1,8000}$/, 'a code'),
      ),
    };
  });
  return mergedHeld(classes, []);
}

function few(shape: Shape, most: number): Shape[] {
  const list = shape.list();
  return list.length > most ? shape.fail(`it holds ${list.length} entries, and ${most} is the most`) : list;
}

export const heldFile = (classes: HeldClasses): object => ({
  format: heldFormat,
  version: heldVersion,
  classes: classes.map(({ plan, codes }) => ({ plan: planFile(plan), codes })),
});

/** Merges two copies. No class and no code gets lost; the oldest class comes first. */
export function mergedHeld(one: HeldClasses, other: HeldClasses): HeldClasses {
  const byId = new Map<string, HeldClass>();
  for (const held of [...other, ...one]) {
    const before = byId.get(held.plan.id);
    const codes = [...new Set([...(before?.codes ?? []), ...held.codes])];
    byId.set(held.plan.id, { plan: held.plan, codes });
  }
  return [...byId.values()].toSorted(({ plan: a }, { plan: b }) => (ageOf(a) < ageOf(b) ? -1 : 1));
}

const ageOf = ({ madeAt, id }: ClassPlan): string => `${madeAt} ${id}`;
