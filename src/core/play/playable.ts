/**
 * The parts of a way that playing it reads. A way as the search found it has them, and so has a row, which a message or a
 * screen carries: then the very way that a person chose is played.
 */

import type { Choice } from '../analysis/ways/choices.ts';
import type { Method } from '../analysis/ways/format.ts';
import type { DecidedCall } from '../analysis/ways/method-works.ts';
import type { WayRow } from '../analysis/ways/rows.ts';

/** A permission that a step needs, on its concrete resource. */
export type NeededPermission = Omit<DecidedCall, 'decision'>;

export interface PlayableStep {
  readonly method: Pick<Method, 'isPreparation' | 'gain' | 'trusts' | 'through'>;
  readonly from: string;
  readonly to: string;
  readonly decided: readonly NeededPermission[];
  readonly choice: Choice;
}

export interface PlayableWay {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly PlayableStep[];
}

export const wayOfRow = ({ from, to, steps }: Pick<WayRow, 'from' | 'to' | 'steps'>): PlayableWay => ({
  from,
  to,
  steps: steps.map(({ permissions, ...step }) => ({
    ...step,
    decided: permissions.map(({ principal, action, resource, context = {} }) => ({
      ...{ principal, action, resource, context },
    })),
  })),
});
