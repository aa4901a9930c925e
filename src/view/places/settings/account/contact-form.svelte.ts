/** A contact of the account while a person edits it, and the calls that save and remove it. */

import type { Request } from '../../../../core/model/request/request.ts';
import { type Acting, type Refusal, useActing } from '../../../requests/act.svelte.ts';

export class ContactForm {
  editing = $state(false);
  values = $state<Record<string, string>>({});
  refusal = $state<Refusal>();
  readonly acting: Acting = useActing();

  edit(names: readonly string[], saved: Readonly<Record<string, string>> | undefined): void {
    this.values = Object.fromEntries(names.map((name) => [name, saved?.[name] ?? '']));
    this.refusal = undefined;
    this.editing = true;
  }

  async send(operation: string, params: Request['params'], done: string): Promise<void> {
    this.refusal = await this.acting.run(operation, params, done, 'account');
    if (!this.refusal) this.editing = false;
  }
}
