/** The form of an entry in the list of flows. */

import type { AnyStateMachine } from 'xstate';
import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import type { FlowField, FormState, Values } from './fields.ts';

export const levels = ['beginner', 'intermediate', 'advanced'] as const;

export interface FlowInfo {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly level: (typeof levels)[number];
  /** The time that a first reading of all its messages takes. */
  readonly minutes: number;
  /** One line about what a person learns here. */
  readonly lesson: string;
  /** True when the flow signs and checks something, which needs WebCrypto. */
  readonly signs?: true;
  readonly machine: () => Promise<AnyStateMachine>;
  readonly fields: (world: World, account: AccountId, form?: FormState) => readonly FlowField[];
  readonly input: (values: Values, world: World, account: AccountId) => object;
}
