/** Turns the answers about a new role into the calls that AWS's console makes for them. */

import type { Call } from '../../../../requests/act.svelte.ts';
import { type DraftTag, apiTags } from '../draft-tags.ts';
import { pathParam } from '../user/plan.ts';

export interface RolePlan {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly trust: string;
  readonly policies: readonly string[];
  readonly boundary: string;
  readonly tags: readonly DraftTag[];
  /** Maximum session duration in seconds. */
  readonly duration: number;
  /** True when the console makes an instance profile of the same name, for EC2. */
  readonly instanceProfile: boolean;
}

const defaultDuration = 3600;

/** AWS's choices of a maximum session duration, in seconds. */
export const sessionDurations = [1, 2, 4, 8, 12].map((hours) => ({
  value: String(hours * 3600),
  label: hours === 1 ? '1 hour' : `${hours} hours`,
}));

export function roleCalls(plan: RolePlan): Call[] {
  const RoleName = plan.name.trim();
  const InstanceProfileName = RoleName;
  const Tags = apiTags(plan.tags);
  const path = pathParam(plan.path);
  return [
    {
      operation: 'CreateRole',
      params: {
        RoleName,
        ...path,
        AssumeRolePolicyDocument: plan.trust,
        ...(plan.description.trim() ? { Description: plan.description.trim() } : {}),
        ...(plan.duration === defaultDuration ? {} : { MaxSessionDuration: plan.duration }),
        ...(plan.boundary ? { PermissionsBoundary: plan.boundary } : {}),
        ...(Tags.length > 0 ? { Tags } : {}),
      },
    },
    ...plan.policies.map((PolicyArn) => ({ operation: 'AttachRolePolicy', params: { RoleName, PolicyArn } })),
    ...(plan.instanceProfile
      ? [
          { operation: 'CreateInstanceProfile', params: { InstanceProfileName, ...path } },
          { operation: 'AddRoleToInstanceProfile', params: { InstanceProfileName, RoleName } },
        ]
      : []),
  ];
}
