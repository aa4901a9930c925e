/** The acts on many identities of a kind, in the words of the buttons. */

import type { BulkAct } from '../../../../core/plans/bulk.ts';
import type { IconName } from '../../../ui/glyphs.ts';
import type { EntityKind } from '../kinds.ts';

export type BulkActKind = BulkAct['kind'];

interface BulkWord {
  readonly kind: BulkActKind;
  readonly label: string;
  readonly icon: IconName;
}

const group: BulkWord = { kind: 'add-to-group', label: 'Add to group', icon: 'identities' };
const attach: BulkWord = { kind: 'attach', label: 'Attach policy', icon: 'policies' };
const detach: BulkWord = { kind: 'detach', label: 'Detach policy', icon: 'minus' };
const tag: BulkWord = { kind: 'tag', label: 'Tag', icon: 'plus' };
const remove: BulkWord = { kind: 'delete', label: 'Delete', icon: 'trash' };

export const bulkActs: Readonly<Record<EntityKind, readonly BulkWord[]>> = {
  user: [group, attach, detach, tag, remove],
  group: [attach, detach, remove],
  role: [attach, detach, tag, remove],
  profile: [tag, remove],
};
