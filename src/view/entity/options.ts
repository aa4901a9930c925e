/** Lists identities and groups as options of a combobox. The options are built when a list opens. */

import { roleArn, rootArn } from '../../core/model/arn.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { ownedBy, type World } from '../../core/model/world/world.ts';
import type { Option } from '../ui/controls/combobox.svelte.ts';

const inPath = (path: string): { detail: string } | object => (path === '/' ? {} : { detail: path });

export function identityOptions(world: World, account: AccountId): Option[] {
  return [
    { value: rootArn(account), label: 'root', kind: 'root', detail: 'owns the account' },
    ...ownedBy(world, 'users', account).map(({ arn, userName, path }): Option => ({
      value: arn,
      label: userName,
      kind: 'user',
      ...inPath(path),
    })),
    ...ownedBy(world, 'roles', account).map(({ path, roleName }): Option => ({
      value: roleArn(account, path, roleName),
      label: roleName,
      kind: 'role',
      ...inPath(path),
    })),
  ];
}

export const groupOptions = (world: World, account: AccountId): Option[] =>
  ownedBy(world, 'groups', account).map(({ groupName, path }) => ({
    value: groupName,
    label: groupName,
    kind: 'group',
    ...inPath(path),
  }));
