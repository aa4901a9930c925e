/** A group while the wizard is being filled in. */

export class GroupDraft {
  step = $state(0);
  name = $state('');
  path = $state('/');
  users = $state<string[]>([]);
  policies = $state<string[]>([]);
}
