/**
 * The classes of one teacher with the codes that came back, as the browser stores them and a backup holds them. The
 * reader refuses what it does not know with its place, and caps what there may be.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Result } from '../../core/model/result.ts';
import { type Misfit, readValue } from '../../core/model/schema/fault.ts';
import { few, fileOf, made, members } from '../../core/model/schema/members.ts';
import { matching, type Stated } from '../../core/model/schema/words.ts';
import { readCode } from './code.ts';
import { type ClassPlan, classPlan, planFile } from './read.ts';
import { foldedName } from './student.ts';

const heldFormat = 'iam-playground/classes';
const heldVersion = 1;
const mostClasses = 200;
const mostCodes = 2_000;

const heldClass = members({
  plan: classPlan,
  /** Codes of this class whose seal is right, in the order in which they came. */
  codes: few(matching(/^[A-Z0-9-]{1,8000}$/, 'a code'), mostCodes),
});
export interface HeldClass extends Stated<typeof heldClass> {}

/** The oldest first. */
export type HeldClasses = readonly HeldClass[];

export const heldClasses = made(
  fileOf(
    { format: heldFormat, version: heldVersion, otherwise: 'these are no classes' },
    { classes: few(heldClass, mostClasses) },
  ),
  ({ classes }): HeldClasses => mergedHeld([], classes),
);

export const readHeld = (value: unknown): Result<HeldClasses, Misfit> => readValue(heldClasses, value);

export const heldFile = (classes: HeldClasses): object => ({
  format: heldFormat,
  version: heldVersion,
  classes: classes.map(({ plan, codes }) => ({ plan: planFile(plan), codes })),
});

/** Merges two copies without loss. Of a class in both, title and key are `one`'s; codes of another key go. */
export function mergedHeld(one: HeldClasses, other: HeldClasses): HeldClasses {
  const byId = new Map(one.map((held) => [held.plan.id, held]));
  for (const held of other) {
    const mine = byId.get(held.plan.id);
    if (!mine) byId.set(held.plan.id, held);
    else if (mine.plan.key === held.plan.key) byId.set(held.plan.id, withCodes(mine, held.codes));
  }
  return [...byId.values()].toSorted(({ plan: a }, { plan: b }) => (ageOf(a) < ageOf(b) ? -1 : 1));
}

/** Adds codes. Where they are too many, a student who sent several loses the oldest of them. */
export function withCodes(held: HeldClass, added: readonly string[], most = mostCodes): HeldClass {
  const codes = [...new Set([...held.codes, ...added])];
  return { ...held, codes: codes.length > most ? thinned({ ...held, codes }, most) : codes };
}

/** Returns as many codes as there may be; more, where so many students sent one. The newest of each student stays. */
function thinned({ plan, codes }: HeldClass, most: number): readonly string[] {
  const sent = codes.map((code) => ({ code, outcome: readCode(code, plan) }));
  const newest = new Map<string, string>();
  for (const { outcome } of sent) {
    if (outcome.kind !== 'ok') continue;
    const { student, at } = outcome.result;
    const key = foldedName(student);
    if ((newest.get(key) ?? '') < at) newest.set(key, at);
  }
  const older = sent
    .flatMap(({ code, outcome }) => (outcome.kind === 'ok' ? [{ code, ...outcome.result }] : []))
    .filter(({ student, at }) => at !== newest.get(foldedName(student)))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))
    .slice(0, codes.length - most);
  const dropped = new Set(older.map(({ code }) => code));
  return codes.filter((code) => !dropped.has(code));
}

const ageOf = ({ madeAt, id }: ClassPlan): string => `${madeAt} ${id}`;
