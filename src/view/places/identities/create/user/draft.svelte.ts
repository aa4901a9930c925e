/** A user while the wizard is being filled in. */

import { PasswordDraft } from '../../credentials/password/draft.svelte.ts';
import type { DraftTag } from '../draft-tags.ts';
import type { PermissionsWay, UserPlan } from './plan.ts';

export class UserDraft {
  step = $state(0);
  name = $state('');
  path = $state('/');
  console = $state(false);
  readonly password = new PasswordDraft();
  way = $state<PermissionsWay>('groups');
  groups = $state<string[]>([]);
  copyFrom = $state('');
  policies = $state<string[]>([]);
  boundary = $state('');
  accessKey = $state(false);
  tags = $state<DraftTag[]>([]);

  /** `password` is the one to send. The review passes a placeholder. */
  plan(password: string): UserPlan {
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
