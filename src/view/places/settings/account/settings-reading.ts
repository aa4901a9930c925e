/**
 * Makes a Get call of account management. Returns the answer, the refusal, or nothing when the value was
 * never set, which AWS reports as ResourceNotFoundException.
 */

import type { Session } from '../../../../app/session/session.svelte.ts';
import type { Request } from '../../../../core/model/request/request.ts';
import { type Refusal, refusalOf } from '../../../requests/act.svelte.ts';

export type Reading =
  | { readonly kind: 'loading' | 'nothing' }
  | { readonly kind: 'answer'; readonly response: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export function readSetting(session: Session, operation: string, params: Request['params'] = {}): Reading {
  const outcome = session.read(operation, params, 'account');
  if (!outcome) return { kind: 'loading' };
  if (outcome.ok) return { kind: 'answer', response: outcome.response };
  if (outcome.error.code === 'ResourceNotFoundException') return { kind: 'nothing' };
  return { kind: 'refused', refusal: refusalOf(session, outcome.error) };
}
