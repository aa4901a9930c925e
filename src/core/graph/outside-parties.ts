/**
 * Finds the node of a principal that a trust or resource policy names: somebody of this account, or a party
 * outside it (another account, a service, a provider, everyone).
 */

import { arnName, parseArn } from '../model/arn.ts';
import type { AccountId } from '../model/ids.ts';
import type { RoleRecord } from '../model/records/identities.ts';
import { accountNameIn, accountWordsIn } from '../model/world/account-names.ts';
import { type World, findByArn, findByName } from '../model/world/world.ts';
import { type Flavour, everyoneId } from './model.ts';
import type { TrustedPrincipal } from '../model/trust-principals.ts';

export interface NamedParty {
  readonly id: string;
  /** Set when the party is outside: how its node looks. */
  readonly outside?: { readonly flavour: Flavour; readonly label: string };
}

const outside = (id: string, flavour: Flavour, label: string): NamedParty => ({
  id,
  outside: { flavour, label },
});

/**
 * Returns the party behind a principal of a policy. `trustedIds` of a role decide whether a named user or
 * role is still the one that was meant when the policy was saved (G-52).
 */
export function namedParty(
  world: World,
  account: AccountId,
  principal: TrustedPrincipal,
  trustedIds: RoleRecord['trustedIds'] = {},
): NamedParty {
  const { type, value } = principal;
  if (type === 'Service') return outside(value, 'service', value);
  if (type === 'Federated')
    return outside(value, 'provider', value.startsWith('arn:') ? arnName(value) : value);
  if (type === 'CanonicalUser') return outside(value, 'account', `canonical user ${value.slice(0, 8)}…`);
  if (value === '*') return outside(everyoneId, 'everyone', 'everyone');
  if (/^\d{12}$/.test(value)) return accountParty(world, account, value);
  const arn = parseArn(value);
  if (!arn) return outside(value, 'deleted', value);
  if (arn.resource === 'root') return accountParty(world, account, arn.account);
  if (arn.account !== account)
    return outside(
      value,
      'principal',
      `${arnName(value)} of ${accountNameIn(world, arn.account) ?? arn.account}`,
    );
  return ownParty(world, account, value, trustedIds);
}

function accountParty(world: World, account: AccountId, id: string): NamedParty {
  const root = `arn:aws:iam::${id}:root`;
  if (id === account) return { id: root };
  return outside(root, 'account', accountWordsIn(world, id));
}

function ownParty(
  world: World,
  account: AccountId,
  value: string,
  trustedIds: RoleRecord['trustedIds'],
): NamedParty {
  const session = /^assumed-role\/([^/]+)\//.exec(parseArn(value)?.resource ?? '');
  if (session?.[1]) {
    const role = findByName(world, 'roles', account, session[1]);
    if (role) return { id: role.arn };
  }
  const row = findByArn(world, 'users', value) ?? findByArn(world, 'roles', value);
  const meant = trustedIds[value];
  if (row && (meant === undefined || meant === row.id)) return { id: value };
  return outside(`deleted ${value}`, 'deleted', `${arnName(value)} (deleted)`);
}
