/** Tells where a quota leaves no room, by the same quotas as the API. */

import { entityOfArn } from '#core/authz/principal.ts';
import type { AccountId } from '#core/model/ids.ts';
import { type QuotaName, holderQuotas, quotaOf, tableQuotas } from '#core/model/quotas.ts';
import type { HolderTable } from '#core/model/records/lists.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import { type Holder, type World, countOwned, findByArn } from '#core/model/world/world.ts';
import { policySize } from '#core/policy/syntax/format.ts';
import { everythingText } from '../../everything.ts';
import type { AllowedCall } from '../changes.ts';

/** The name of an inline policy that a method writes, unless it replaces another one. */
const inlineName = 'Everything';

const mayHave = (world: World, account: AccountId, name: QuotaName, count: number): boolean =>
  count <= quotaOf(world.accounts.get(account) ?? { quotas: {} }, name);

const tableOf = (holder: Holder): HolderTable =>
  'userName' in holder ? 'users' : 'groupName' in holder ? 'groups' : 'roles';

/** Returns true for one who can have one more managed policy. */
export const hasRoomForPolicy = (world: World, holder: Holder): boolean =>
  mayHave(world, holder.account, holderQuotas[tableOf(holder)].attached, holder.attachedPolicies.length + 1);

/** Returns true for a user who can be in one more group. */
export const hasRoomForGroup = (world: World, { account, groups }: UserRecord): boolean =>
  mayHave(world, account, 'GroupsPerUser', groups.length + 1);

/** Returns true when an inline policy of that name can allow everything, beside the others. */
export function hasRoomInline(world: World, holder: Holder, name = inlineName): boolean {
  const others = holder.inlinePolicies.filter(({ policyName }) => policyName !== name);
  const size = others.reduce((sum, { document }) => sum + policySize(document), policySize(everythingText));
  return mayHave(world, holder.account, holderQuotas[tableOf(holder)].inline, size);
}

const tablesOfMakers: Readonly<Record<string, keyof typeof tableQuotas>> = {
  'iam:CreateUser': 'users',
  'iam:CreateGroup': 'groups',
  'iam:CreateRole': 'roles',
  'iam:CreatePolicy': 'policies',
  'iam:CreateInstanceProfile': 'instanceProfiles',
};

/** Returns true for a call that AWS refuses because of a quota. */
export function isOverQuota(world: World, call: AllowedCall): boolean {
  const { action, resource } = call;
  const table = tablesOfMakers[action];
  if (table) {
    const maker = entityOfArn(world, call.self);
    return (
      maker !== undefined &&
      !mayHave(world, maker.account, tableQuotas[table], countOwned(world, table, maker.account) + 1)
    );
  }
  if (action === 'iam:AddUserToGroup') {
    const user = findByArn(world, 'users', call.target);
    return user !== undefined && !hasRoomForGroup(world, user);
  }
  if (!changesHolder.test(action)) return false;
  const holder = entityOfArn(world, resource) ?? findByArn(world, 'groups', resource);
  if (!holder) return false;
  return action.startsWith('iam:Put')
    ? !hasRoomInline(world, holder, call.inline)
    : !hasRoomForPolicy(world, holder);
}

const changesHolder = /^iam:(Attach|Put)(User|Group|Role)Policy$/;
