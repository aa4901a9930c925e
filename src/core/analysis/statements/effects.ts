/** The effects of statements on one question as bits, so that those of many policies are added up by `|`. */

/** Counts whatever the context of the request is. */
export const allows = 1;
export const denies = 2;
/** Counts where the conditions hold, or for a part of the resource. */
export const mayAllow = 4;
export const mayDeny = 8;
export const isConditional = 16;
/** The conditions hold for the request as it is asked. */
export const allowsNow = 32;
export const deniesNow = 64;
/** The conditions that another context can fulfil: none are left, or some. Neither bit: none can. */
export const canAllow = 128;
export const allowsOnConditions = 256;
export const mustDeny = 512;
export const deniesOnConditions = 1024;
/** Keys of the principal itself count. */
export const readsOwn = 2048;
/** An organization that nobody knows counts. */
export const asksOrganization = 4096;
/** More than all bits. */
export const beyond = 8192;

/** Returns 1 for an Allow that counts, 2 for a Deny, 3 for both. */
export const effectOutcome = (effect: number): number =>
  (effect & (allows | allowsNow) ? allows : 0) | (effect & (denies | deniesNow) ? denies : 0);

export interface Limits {
  readonly isConditional: boolean;
  /** Some of them allow without an identity policy. */
  readonly grants: boolean;
}

/** Tells if conditions may decide. `effects`: of the principal's own layers, which must all allow. */
export function canDepend(effects: readonly number[], { isConditional: isLimited, grants }: Limits): boolean {
  const effect = effects.reduce((all, one) => all | one);
  if ((effect & denies) > 0) return false;
  if (isLimited || grants) return isLimited || (effect & isConditional) > 0;
  const isSure = effects.every((one) => (one & allows) > 0) && (effect & mayDeny) === 0;
  const isNever = effects.some((one) => (one & (allows | mayAllow)) === 0);
  return !isSure && !isNever && (effect & isConditional) > 0;
}

/** Tells if some conditions, and no others, are needed for all layers to allow. */
export function needsConditions(effects: readonly number[]): boolean {
  let needs = false;
  for (const effect of effects) {
    const isFree = (effect & (allows | canAllow)) > 0;
    if ((effect & mustDeny) > 0 || (!isFree && (effect & allowsOnConditions) === 0)) return false;
    needs ||= !isFree || (effect & deniesOnConditions) > 0;
  }
  return needs;
}
