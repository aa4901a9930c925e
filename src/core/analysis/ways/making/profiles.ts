/** Instance profiles: a role that none has gets a new one, or takes the place of another role in one that is there. */

import type { RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import { type World, findByArn, ownedBy } from '#core/model/world/world.ts';
import { type AskingPrincipal, ownStatementsMayCover, namesAction } from '../candidates.ts';
import type { Method, Need } from '../format.ts';
import type { SearchEnv } from '../search-env.ts';

/** The ARN of an instance profile that is there; absent: a new one is made. */
export interface ProfileChoice {
  readonly profile?: string;
}

type Entity = Pick<UserRecord | RoleRecord, 'id' | 'account'>;

/** Returns true when no instance profile has the role yet, and the method needs one. */
export const lacksProfile = (world: World, { given }: Method, { id }: Entity): boolean =>
  given?.includes('instance-profile') === true && (world.index.profilesOf.get(id)?.size ?? 0) === 0;

const make = 'iam:CreateInstanceProfile';
const leave = 'iam:RemoveRoleFromInstanceProfile';
const enter = 'iam:AddRoleToInstanceProfile';
const fresh = 'iam::{account}:instance-profile/{any}' as const;
const pass: Need = { action: 'iam:PassRole', on: 'target' };

export function profileNeeds(world: World, { profile }: ProfileChoice): readonly Need[] {
  if (profile === undefined) return [{ action: make, on: fresh }, { action: enter, on: fresh }, pass];
  const { roles = [] } = findByArn(world, 'instanceProfiles', profile) ?? {};
  return [
    ...(roles.length > 0 ? [{ action: leave, on: 'profile' } as const] : []),
    { action: enter, on: 'profile' },
    pass,
  ];
}

/** Returns the profiles that could take the role: those that are there only where none can be made. */
export function profileChoices(
  world: World,
  asking: AskingPrincipal,
  { account }: Entity,
  env: SearchEnv,
): readonly ProfileChoice[] {
  if (namesAction(world, asking, make, env) || !namesAction(world, asking, enter, env)) return [{}];
  const may = (action: string, resource: string) =>
    ownStatementsMayCover(world, asking, { action, resource }, env);
  const found = ownedBy(world, 'instanceProfiles', account).flatMap(({ arn, roles }) =>
    may(enter, arn) && (roles.length === 0 || may(leave, arn)) ? [{ profile: arn }] : [],
  );
  return found.length > 0 ? found : [{}];
}
