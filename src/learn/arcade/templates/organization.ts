/** A small organization for templates: a management account, and a unit with one member. */

import type { ScenarioControlPolicy, ScenarioOrganization } from '#share/scenario/format/organization.ts';

export const arcadeRootId = 'r-a1b2';
export const unitId = 'ou-a1b2-c3d4e5f6';

export interface ControlPart {
  readonly name: string;
  readonly text: string;
  /** Ids of the root, the unit or accounts. */
  readonly targets: readonly string[];
}

export interface OrganizationPart {
  readonly management: string;
  readonly member: string;
  readonly unit: string;
  readonly scps?: readonly ControlPart[];
  readonly rcps?: readonly ControlPart[];
  /** Targets of AWS's own SCP; absent: every level. */
  readonly fullAccessAt?: readonly string[];
}

export function arcadeOrganization(part: OrganizationPart): ScenarioOrganization {
  const { management, member, unit, scps = [], rcps = [], fullAccessAt } = part;
  const controls = (type: ScenarioControlPolicy['type'], parts: readonly ControlPart[]) =>
    parts.map(({ name, text, targets }, at) => ({
      policyId: `p-${type === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp'}a${at + 1}`,
      name,
      type,
      document: text,
      targets,
    }));
  return {
    managementAccount: management,
    rootId: arcadeRootId,
    enabledPolicyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'],
    units: [{ id: unitId, name: unit }],
    members: [{ account: member, parent: unitId }],
    policies: [
      ...controls('SERVICE_CONTROL_POLICY', scps),
      ...controls('RESOURCE_CONTROL_POLICY', rcps),
      ...(fullAccessAt === undefined
        ? []
        : [
            {
              policyId: 'p-FullAWSAccess',
              name: 'FullAWSAccess',
              type: 'SERVICE_CONTROL_POLICY' as const,
              targets: fullAccessAt,
            },
          ]),
    ],
  };
}
