/** A policy that is being created. It stays while the person looks elsewhere, until created or cancelled. */

import type { Session } from '../../../../app/session/session.svelte.ts';
import type { DraftTag } from '../../../../core/plans/creation.ts';
import { starterPolicy } from './starter.ts';
import { memoBy } from '../../../../core/model/memo.ts';

class PolicyDraft {
  step = $state<'permissions' | 'review'>('permissions');
  view = $state<'visual' | 'json' | 'summary'>('visual');
  document = $state(starterPolicy);
  generation = $state(0);
  name = $state('');
  path = $state('/');
  description = $state('');
  tags = $state<DraftTag[]>([]);
  /** Name of the policy that it is a copy of. */
  copyOf = $state<string>();

  reset(): void {
    this.step = 'permissions';
    this.view = 'visual';
    this.write(starterPolicy);
    this.name = this.description = '';
    this.path = '/';
    this.tags = [];
    this.copyOf = undefined;
  }

  write(text: string): void {
    this.document = text;
    this.generation += 1;
  }

  /** Begins with a document in place of what was there. */
  begin(document: string): void {
    this.reset();
    this.write(document);
    this.view = 'json';
  }

  /** Begins a copy of a policy, or continues the one that was already begun. */
  copy(name: string, document: string): void {
    if (this.copyOf === name) return;
    this.begin(document);
    this.copyOf = name;
    this.name = `${name}-copy`.slice(0, 128);
  }
}

/** Returns the policy that the person of this session is creating. */
export const policyDraftOf = memoBy((_: Session) => new PolicyDraft());
