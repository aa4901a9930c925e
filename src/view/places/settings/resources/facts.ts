/** The details of a resource in words, and the acts that its state allows. */

import type { ResourceRecord } from '../../../../core/model/records/tables.ts';
import type { Call } from '../../../requests/act.svelte.ts';
import { momentOf } from '../../../entity/names.ts';
import type { ResourceKind } from './kinds.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The ARN behind the value, such as that of a role, to link to its page. */
  readonly arn?: string;
}

const labels: Readonly<Record<string, string>> = {
  state: 'State',
  imageId: 'AMI',
  instanceType: 'Type',
  keyName: 'Key pair',
  instanceProfile: 'Instance profile',
  role: 'Runs as',
  unauthenticatedRole: 'Role of guests',
  executionRole: 'Prepared with',
  administrationRole: 'Administration role',
  executionRoleName: 'Execution role',
  instanceAccounts: 'Deploys to',
  taskDefinition: 'Task definition',
  cluster: 'Cluster',
  launchTemplate: 'Launch template',
  urlAuthType: 'Function URL',
  runtime: 'Runtime',
  handler: 'Handler',
  description: 'Description',
  deletionDate: 'Deleted on',
  size: 'Size in bytes',
  contentType: 'Content type',
  etag: 'ETag',
  VisibilityTimeout: 'Visibility timeout (s)',
  MessageRetentionPeriod: 'Retention (s)',
  DisplayName: 'Display name',
};

export const factsOf = ({ details = {} }: ResourceRecord): Fact[] =>
  Object.entries(details).flatMap(([name, value]) => {
    const label = labels[name];
    if (label === undefined || value === '') return [];
    if (name === 'deletionDate') return [{ label, value: `${momentOf(value)} UTC` }];
    return [{ label, value, ...(value.startsWith('arn:') ? { arn: value } : {}) }];
  });

export interface ResourceStep {
  readonly label: string;
  readonly call: Call;
  readonly done: string;
}

/** Returns the acts: stop and start an instance; disable, enable and save a key; restore a secret. */
export function stepsOf(
  { arn, name, details = {} }: ResourceRecord,
  { id, service }: ResourceKind,
): ResourceStep[] {
  const step = (label: string, operation: string, params: Call['params'], done: string): ResourceStep => ({
    label,
    call: { service, operation, params },
    done,
  });
  const state = details['state'] ?? '';
  if (id === 'instances') {
    const params = { InstanceIds: [name] };
    return state === 'stopped'
      ? [step('Start', 'StartInstances', params, `Started ${name}`)]
      : [step('Stop', 'StopInstances', params, `Stopped ${name}`)];
  }
  if (id === 'keys') {
    const params = { KeyId: arn };
    if (state === 'PendingDeletion') {
      return [step('Cancel the deletion', 'CancelKeyDeletion', params, 'AWS keeps the key, disabled')];
    }
    return state === 'Disabled'
      ? [step('Enable', 'EnableKey', params, 'The key is enabled')]
      : [step('Disable', 'DisableKey', params, 'The key is disabled')];
  }
  if (id === 'secrets' && details['deletionDate'] !== undefined) {
    return [step('Restore', 'RestoreSecret', { SecretId: arn }, 'AWS keeps the secret')];
  }
  return [];
}
