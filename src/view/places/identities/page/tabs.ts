/** The tabs of an identity's page, in the words and order of AWS's console. AWS has no trail tab. */

import type { World } from '#core/model/world/world.ts';
import { permissionSources } from '#core/query/identities/permissions.ts';
import type { AwsWord } from '#view/ui/words/glossary.ts';
import type { Identity } from '../kinds.ts';

export type TabId =
  | 'permissions'
  | 'groups'
  | 'users'
  | 'tags'
  | 'credentials'
  | 'trust'
  | 'sessions'
  | 'accessed'
  | 'role'
  | 'trail';

export interface PageTab {
  readonly id: TabId;
  readonly label: string;
  readonly count?: number;
  readonly word?: AwsWord;
}

const accessed: PageTab = { id: 'accessed', label: 'Last accessed', word: 'last accessed' };
const trail: PageTab = { id: 'trail', label: 'Activity', word: 'event' };

export function tabsOf(world: World, identity: Identity): PageTab[] {
  const tags = (count: number): PageTab => ({ id: 'tags', label: 'Tags', count, word: 'tag' });
  const permissions = (): PageTab => ({
    id: 'permissions',
    label: 'Permissions',
    count:
      identity.kind === 'profile'
        ? 0
        : permissionSources(world, identity.row).filter(({ kind }) => kind !== 'boundary').length,
  });
  switch (identity.kind) {
    case 'user':
      return [
        permissions(),
        { id: 'groups', label: 'Groups', word: 'group', count: identity.row.groups.length },
        tags(identity.row.tags.length),
        { id: 'credentials', label: 'Security credentials' },
        accessed,
        trail,
      ];
    case 'group':
      return [
        {
          id: 'users',
          label: 'Users',
          word: 'IAM user',
          count: world.index.members.get(identity.row.id)?.size ?? 0,
        },
        permissions(),
        accessed,
      ];
    case 'role':
      return [
        permissions(),
        { id: 'trust', label: 'Trust relationships', word: 'trust policy' },
        tags(identity.row.tags.length),
        accessed,
        { id: 'sessions', label: 'Revoke sessions', word: 'session' },
        trail,
      ];
    case 'profile':
      return [{ id: 'role', label: 'Role', word: 'role' }, tags(identity.row.tags.length)];
  }
}
