/** An account with one user, `w`, and every limit that its permissions can have. */

import { apply } from '#core/model/world/apply.ts';
import { created, replaced } from '#core/model/world/change.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { account, anAccount, user } from '../../accounts.ts';

export const w = user('w');

export interface Limits {
  /** The statements of each identity policy. */
  readonly identity: readonly (readonly object[])[];
  readonly boundary?: readonly object[];
  /** The statements of one SCP at the root, and of one at the account. */
  readonly scps?: readonly (readonly object[])[];
}

export function limitedAccount({ identity, boundary, scps }: Limits): World {
  const named = identity.map((statements, at) => [`Own${at}`, statements] as const);
  const world = anAccount({
    users: { w: { attached: named.map(([name]) => name), ...(boundary && { boundary: 'Limit' }) } },
    policies: { ...Object.fromEntries(named), ...(boundary && { Limit: boundary }) },
  });
  if (scps) join(world, scps);
  return world;
}

function join(world: World, scps: readonly (readonly object[])[]): void {
  const organization = unsafeEntityId('o-w');
  const owner = unsafeAccountId('999900001111');
  const before = world.accounts.get(account);
  if (!before) throw new Error('no account');
  const nodes = ['r-w', account];
  apply(world, [
    created('organizations', {
      id: organization,
      account: owner,
      arn: unsafeArn(`arn:aws:organizations::${owner}:organization/o-w`),
      rootId: 'r-w',
      featureSet: 'ALL',
      enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'],
      createDate: '2026-01-01T00:00:00Z',
    }),
    replaced('accounts', before, {
      ...before,
      membership: { organization, parent: 'r-w', joined: '2026-01-01T00:00:00Z', method: 'INVITED' },
    }),
    ...scps.map((statements, at) =>
      created('controlPolicies', {
        id: unsafeEntityId(`o-w/p-${at}`),
        account: owner,
        organization,
        policyId: `p-${at}`,
        arn: unsafeArn(`arn:aws:organizations::${owner}:policy/o-w/service_control_policy/p-${at}`),
        type: 'SERVICE_CONTROL_POLICY',
        name: `Scp${at}`,
        description: '',
        content: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
        awsManaged: false,
        targets: [nodes[at] ?? account],
      }),
    ),
  ]);
}
