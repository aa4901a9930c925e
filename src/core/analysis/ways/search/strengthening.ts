/** Tells methods after which somebody has other rights from those that only gain the rights that somebody has. */

import type { Method } from '../format.ts';

/** Returns true for a method of which the actor, or the one that is gained, has other rights afterwards. */
export const isStrengthening = (method: Method): boolean =>
  method.gain === 'self' || method.isPreparation === true || strengthensTarget(method);

/** Returns true for a method that gives another one more rights and then gains it. */
export const strengthensTarget = ({ gain, isPreparation, needs, withTag }: Method): boolean =>
  (gain === 'user' || gain === 'role') &&
  !isPreparation &&
  (withTag === true || needs.some(({ action }) => changing.test(action)));

const changing =
  /^iam:((Attach|Put)(User|Role)Policy|CreatePolicyVersion|SetDefaultPolicyVersion|(Put|Delete)(User|Role)PermissionsBoundary)$/;
