/** An instance profile while the wizard is being filled in. */

import type { DraftTag } from '../../../../../core/plans/creation.ts';

export class ProfileDraft {
  step = $state(0);
  name = $state('');
  path = $state('/');
  role = $state('');
  tags = $state<DraftTag[]>([]);
}
