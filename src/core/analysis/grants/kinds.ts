/** The kinds of policies that are compared, and the request that tells two of them apart. */

import type { RequestContext } from '../../authz/decision.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';

export type GrantingKind = 'identity' | 'boundary' | 'resource' | 'trust' | 'scp' | 'rcp';

export interface Witness {
  /** Absent: user `w` of the resource's account. */
  readonly principal?: string;
  readonly action: string;
  /** An ARN, or `*` for a call without a resource. */
  readonly resource: string;
  /** All keys that matter; others are as the engine derives them, or absent. */
  readonly context: RequestContext;
}

export interface Documents {
  readonly before: CompiledPolicy;
  readonly after: CompiledPolicy;
}
