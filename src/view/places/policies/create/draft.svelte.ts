/** A policy that is being created. It stays while the person looks elsewhere, until created or cancelled. */

import type { Session } from '#app/session/session.svelte.ts';
import type { DraftTag } from '#core/plans/creation.ts';
import { starterPolicy } from './starter.ts';
import { memoBy } from '#core/model/memo.ts';

class PolicyDraft {
  step = $state<'permissions' | 'review'>('permissions');
  view = $state<'visual' | 'json' | 'summary'>('visual');
  document = $state(starterPolicy);
  generation = $state(0);
  name = $state('');
  path = $state('/');
  description = $state('');
  tags = $state<DraftTag[]>([]);
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

  begin(document: string): void {
    this.reset();
    this.write(document);
    this.view = 'json';
  }

  copy(name: string, document: string): void {
    if (this.copyOf === name) return;
    this.begin(document);
    this.copyOf = name;
    this.name = `${name}-copy`.slice(0, 128);
  }
}

export const policyDraftOf = memoBy((_: Session) => new PolicyDraft());
