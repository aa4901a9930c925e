/** Fixes of what AWS refuses when a policy is saved, by check. */

import type { Span } from '../../policy/syntax/tree.ts';
import type { Fix } from '../finding.ts';
import { conditionRepairs } from '../conditions/repairs.ts';
import { principalRepairs } from '../principals/repairs.ts';

type Repair = (text: string, span: Span) => Fix | undefined;

const repairs: Readonly<Record<string, Repair>> = { ...conditionRepairs, ...principalRepairs };

/** Returns the fix of a refusal, if it is mechanical. */
export const repairOf = (text: string, { id, span }: { readonly id: string; readonly span: Span }) =>
  repairs[id]?.(text, span);
