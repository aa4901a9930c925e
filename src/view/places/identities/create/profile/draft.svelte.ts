import type { DraftTag } from '../draft-tags.ts';

/** An instance profile while the wizard is being filled in. */
export class ProfileDraft {
  step = $state(0);
  name = $state('');
  path = $state('/');
  role = $state('');
  tags = $state<DraftTag[]>([]);
}
