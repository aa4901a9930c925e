/** The part of a way that a cut looks at. A way with no steps belongs to a principal that has the power already. */

import type { Decided } from '../../analysis/ways/method-works.ts';

export interface WayToCut {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly {
    readonly from: string;
    readonly to: string;
    readonly decided: readonly Decided[];
  }[];
}
