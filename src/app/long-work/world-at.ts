/** A question is asked about a world, at a time, with as much of AWS's reference as is known there. */

import type { Reference } from '../../core/model/service-reference.ts';
import type { World } from '../../core/model/world/world.ts';

export interface WorldAt {
  readonly world: World;
  /** `now`: in milliseconds. */
  readonly env: { readonly now: number; readonly reference: Reference };
}
