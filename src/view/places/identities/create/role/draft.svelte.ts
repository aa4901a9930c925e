/** A role while the wizard is being filled in. */

import type { DraftTag, NewRole } from '../../../../../core/plans/creation.ts';
import { TrustDraft } from './trust-draft.svelte.ts';

export class RoleDraft {
  step = $state(0);
  readonly trust: TrustDraft;
  name = $state('');
  path = $state('/');
  description = $state('');
  policies = $state<string[]>([]);
  boundary = $state('');
  tags = $state<DraftTag[]>([]);
  duration = $state('3600');

  constructor(account: string) {
    this.trust = new TrustDraft(account);
  }

  plan(): NewRole {
    const { name, path, description, policies, boundary, tags } = this;
    return {
      name,
      path,
      description,
      policies,
      boundary,
      tags,
      trust: this.trust.document,
      duration: Number(this.duration),
      instanceProfile: this.trust.kind === 'service' && this.trust.service === 'ec2.amazonaws.com',
    };
  }
}
