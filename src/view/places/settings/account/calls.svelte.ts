/** Calls of account management: reads a setting, and saves or removes a contact while a person edits it. */

import type { Session } from '#app/session/session.svelte.ts';
import type { Request } from '#core/model/request/request.ts';
import { type Acting, type ShownRefusal, shownRefusalOf, useActing } from '#view/requests/act.svelte.ts';

type Reading =
  | { readonly kind: 'loading' | 'nothing' }
  | { readonly kind: 'answer'; readonly response: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly refusal: ShownRefusal };

/** Returns nothing for a value that was never set, which AWS reports as ResourceNotFoundException. */
export function readSetting(session: Session, operation: string, params: Request['params'] = {}): Reading {
  const outcome = session.read(operation, params, 'account');
  if (!outcome) return { kind: 'loading' };
  if (outcome.ok) return { kind: 'answer', response: outcome.response };
  if (outcome.error.code === 'ResourceNotFoundException') return { kind: 'nothing' };
  return { kind: 'refused', refusal: shownRefusalOf(session, outcome.error) };
}

export class ContactForm {
  editing = $state(false);
  values = $state<Record<string, string>>({});
  readonly acting: Acting = useActing();

  edit(names: readonly string[], saved: Readonly<Record<string, string>> | undefined): void {
    this.values = Object.fromEntries(names.map((name) => [name, saved?.[name] ?? '']));
    this.acting.refusal = undefined;
    this.editing = true;
  }

  async send(operation: string, params: Request['params'], done: string): Promise<void> {
    if (!(await this.acting.run(operation, params, done, 'account'))) this.editing = false;
  }
}
