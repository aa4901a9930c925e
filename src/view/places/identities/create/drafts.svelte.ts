/**
 * Keeps what was typed into a wizard while the page is open, so that a person can look something up elsewhere
 * and come back. Each workspace has its own drafts. Creating or cancelling ends one.
 */

import type { Session } from '#app/session/session.svelte.ts';
import { PasswordDraft } from '../credentials/password/draft.svelte.ts';
import type { DraftTag, NewRole, NewUser } from '#core/plans/creation.ts';
import { TrustDraft } from './role/trust-draft.svelte.ts';
import { memoBy } from '#core/model/memo.ts';

class EntityDraft {
  step = $state(0);
  name = $state('');
  path = $state('/');
}

export class GroupDraft extends EntityDraft {
  users = $state<string[]>([]);
  policies = $state<string[]>([]);
}

export class ProfileDraft extends EntityDraft {
  role = $state('');
  tags = $state<DraftTag[]>([]);
}

export class RoleDraft extends EntityDraft {
  readonly trust: TrustDraft;
  description = $state('');
  policies = $state<string[]>([]);
  boundary = $state('');
  tags = $state<DraftTag[]>([]);
  duration = $state('3600');

  constructor(account: string) {
    super();
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

export class UserDraft extends EntityDraft {
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

const draftsOf = memoBy((_: Session) => new Map<string, unknown>());

interface UnsentDraft<Draft> {
  readonly draft: Draft;
  readonly end: () => void;
}

export function keptDraft<Draft>(session: Session, kind: string, make: () => Draft): UnsentDraft<Draft> {
  const drafts = draftsOf(session);
  const key = `${session.workspaces.current?.id ?? ''}/${session.account}/${kind}`;
  let draft = drafts.get(key) as Draft | undefined;
  if (!draft) drafts.set(key, (draft = make()));
  return { draft, end: () => drafts.delete(key) };
}
