/** The details of a resource in words. */

import type { ResourceRecord } from '../../../../core/model/records/tables.ts';
import { kindNear } from '../../../../core/model/resource-kinds/lookup.ts';
import { momentOf } from '../../../entity/names.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The ARN behind the value, such as that of a role, to link to its page. */
  readonly arn?: string;
}

/** Labels of details that resources of many kinds have; a kind has more of its own. */
const labels: Readonly<Record<string, string>> = {
  state: 'State',
  role: 'Runs as',
  unauthenticatedRole: 'Role of guests',
  executionRole: 'Prepared with',
  administrationRole: 'Administration role',
  executionRoleName: 'Execution role',
  instanceAccounts: 'Deploys to',
  taskDefinition: 'Task definition',
  cluster: 'Cluster',
  launchTemplate: 'Launch template',
  description: 'Description',
  deletionDate: 'Deleted on',
};

export function factsOf({ arn, details = {} }: ResourceRecord): Fact[] {
  const own = kindNear(arn)?.labels ?? {};
  return Object.entries(details).flatMap(([name, value]) => {
    const label = own[name] ?? labels[name];
    if (label === undefined || value === '') return [];
    if (name === 'deletionDate') return [{ label, value: `${momentOf(value)} UTC` }];
    return [{ label, value, ...(value.startsWith('arn:') ? { arn: value } : {}) }];
  });
}
