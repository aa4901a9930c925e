/** Names the statement behind a region, so that whatever is found can be traced to it. */

import type { Layer } from '../../model/policy-layers.ts';
import type { Region } from '../regions/region.ts';

export interface Source {
  readonly layer: Layer;
  /** The policy's name in NamedPolicy (authz/gather.ts): an ARN, or `{holder ARN}#{name}`. */
  readonly policy: string;
  /** Position of the statement in the document, from 0. */
  readonly statement: number;
  readonly sid?: string;
  /** Control policies: the level of the organization, 0 is the root. Scope-down policies: the oldest is 0. */
  readonly level?: number;
}

export interface SourcedRegion extends Region {
  readonly source: Source;
}
