/** Lists managed policies to attach: the account's own, then AWS's (those in use and the catalogue). */

import type { Session } from '../../app/session/session.svelte.ts';
import { awsAccount } from '../../core/model/ids.ts';
import { ownedBy } from '../../core/model/world/world.ts';
import type { Option } from '../ui/controls/combobox.svelte.ts';

export function policyOptions(session: Session): Option[] {
  const { state, account } = session;
  const own = ownedBy(state.world, 'policies', account);
  const used = ownedBy(state.world, 'policies', awsAccount);
  const known = new Set<string>(used.map(({ arn }) => arn));
  return [
    ...own.map(({ arn, policyName }): Option => ({
      value: arn,
      label: policyName,
      kind: 'policy',
      detail: 'customer managed',
    })),
    ...used.map(({ arn, policyName }): Option => aws(arn, policyName)),
    ...session.env.reference
      .managedPolicies()
      .filter(({ arn }) => !known.has(arn))
      .map(({ arn, name }): Option => aws(arn, name)),
  ];
}

const aws = (value: string, label: string): Option => ({
  value,
  label,
  kind: 'policy',
  detail: 'AWS managed',
});
