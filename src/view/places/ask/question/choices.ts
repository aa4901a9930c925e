/** Lists what the pickers of a question offer: principals, actions and resources. They are never a limit. */

import type { Session } from '#app/session/session.svelte.ts';
import { actionSuggestions, resourceSuggestions } from '#core/query/ask/question-options.ts';
import { ownedBy } from '#core/model/world/world.ts';
import { spokenResource } from '#core/model/labels.ts';
import { anyAccount } from '#core/model/request/unsigned-calls.ts';
import { identityOptions } from '#view/entity/options.ts';
import type { Option } from '#view/ui/controls/combobox.svelte.ts';

export const principalOptions = ({ state, account }: Session): Option[] =>
  identityOptions(state.world, account);

/** Returns the identities of the account, and callers without one: AWS sees them as two kinds (E-59). */
export const callerOptions = (session: Session): Option[] => [
  ...principalOptions(session),
  { value: '*', label: 'anyone without credentials', kind: 'outside', detail: 'the whole internet' },
  { value: anyAccount, label: 'anybody with an AWS account', kind: 'outside', detail: 'signed in elsewhere' },
];

/** Names of this account's policies come first, then AWS's catalogue as far as it is loaded. */
export const actionChoices = ({ state, account, catalogue }: Session): Option[] =>
  [...new Set([...actionSuggestions(state.world, account), ...catalogue.actionNames])].map((name) => ({
    value: name,
    label: name,
  }));

export const resourceChoices = ({ state, account }: Session): Option[] =>
  resourceSuggestions(state.world, account).map(({ arn, known }) => ({
    value: arn,
    label: spokenResource(arn),
    kind: arn.startsWith('arn:aws:iam:') ? 'role' : 'resource',
    ...(known ? {} : { detail: 'named by a policy' }),
  }));

/** Roles that a call can hand to a service; AWS keeps its own for itself. */
export const roleChoices = ({ state, account }: Session): Option[] =>
  ownedBy(state.world, 'roles', account)
    .filter(({ path }) => !path.startsWith('/aws-service-role/'))
    .map(({ arn, roleName }) => ({ value: arn, label: roleName, kind: 'role' }));
