/**
 * Sessions of a role that have not ended, and how AWS's console revokes them: an inline policy that denies
 * everything to sessions issued before a moment. The engine decides whether that policy takes effect;
 * `revoked` only says that the role has one whose moment is after the session's issue.
 */

import type { RoleRecord } from '../../model/records/identities.ts';
import type { SessionRecord } from '../../model/records/sessions.ts';
import { isExpired } from '../../model/world/dates.ts';
import { type World, ownedBy } from '../../model/world/world.ts';

export interface RoleSession {
  readonly row: SessionRecord;
  readonly revoked: boolean;
}

const revocationName = 'AWSRevokeOlderSessions';

/** Returns the newest first. */
export function roleSessions(world: World, role: RoleRecord, now: number): RoleSession[] {
  const cut = revokedBefore(role);
  return ownedBy(world, 'sessions', role.account)
    .filter((row) => row.entity === role.id && !isExpired(row, now))
    .map((row) => ({ row, revoked: cut !== undefined && Date.parse(row.issueTime) < cut }))
    .reverse();
}

export interface Revocation {
  readonly operation: 'PutRolePolicy';
  readonly params: {
    readonly RoleName: string;
    readonly PolicyName: string;
    readonly PolicyDocument: string;
  };
}

/** Returns the call that revokes every session issued before `now`, with the document of AWS's console. */
export const revocation = (role: RoleRecord, now: number): Revocation => ({
  operation: 'PutRolePolicy',
  params: {
    RoleName: role.roleName,
    PolicyName: revocationName,
    PolicyDocument: JSON.stringify(
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Action: ['*'],
            Resource: ['*'],
            Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date(now).toISOString() } },
          },
        ],
      },
      null,
      2,
    ),
  },
});

/** Returns the moment in the policy that the console made, in milliseconds. */
function revokedBefore({ inlinePolicies }: RoleRecord): number | undefined {
  const document = inlinePolicies.find(({ policyName }) => policyName === revocationName)?.document;
  const [, moment] = /"aws:TokenIssueTime"\s*:\s*\[?\s*"([^"]+)"/.exec(document ?? '') ?? [];
  const time = moment === undefined ? Number.NaN : Date.parse(moment);
  return Number.isNaN(time) ? undefined : time;
}
