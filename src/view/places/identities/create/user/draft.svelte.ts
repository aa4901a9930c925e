/** A user while the wizard is being filled in. */

import { PasswordDraft } from '../../credentials/password/draft.svelte.ts';
import type { DraftTag, NewUser } from '../../../../../core/plans/creation.ts';

export class UserDraft {
  step = $state(0);
  name = $state('');
  path = $state('/');
  console = $state(false);
  readonly password = new PasswordDraft();
  way = $state<NewUser['way']>('groups');
  groups = $state<string[]>([]);
  copyFrom = $state('');
  policies = $state<string[]>([]);
  boundary = $state('');
  accessKey = $state(false);
  tags = $state<DraftTag[]>([]);

  /** `password` is the one to send. The review passes a placeholder. */
  plan(password: string): NewUser {
    const { name, path, way, groups, copyFrom, policies, boundary, accessKey, tags } = this;
    return {
      name,
      path,
      way,
      groups,
      copyFrom,
      policies,
      boundary,
      accessKey,
      tags,
      ...(this.console ? { console: { password, mustChange: this.password.mustChange } } : {}),
    };
  }
}
