/** The world that a long question is about, and the error that ends the question when the world changes meanwhile. */

import type { Reference } from '../../core/model/service-reference.ts';
import type { World } from '../../core/model/world/world.ts';

export interface WorldAt {
  readonly world: World;
  /** `now`: in milliseconds. */
  readonly env: { readonly now: number; readonly reference: Reference };
}

export class AccountChanged extends Error {
  override name = 'AccountChanged';
  constructor() {
    super('the account changed while it was looked at');
  }
}
