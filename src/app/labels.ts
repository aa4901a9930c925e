import { arnName } from '../core/model/arn.ts';
import type { Request } from '../core/model/request.ts';

/**
 * What a batch of history is called beside Undo: the operation in words, with the names a person gave. `{X}`
 * is the parameter X, an ARN shortened to its name.
 */
const templates: Readonly<Record<string, string>> = {
  AddUserToGroup: 'Add {UserName} to {GroupName}',
  RemoveUserFromGroup: 'Remove {UserName} from {GroupName}',
  AttachUserPolicy: 'Attach {PolicyArn} to {UserName}',
  AttachGroupPolicy: 'Attach {PolicyArn} to {GroupName}',
  AttachRolePolicy: 'Attach {PolicyArn} to {RoleName}',
  DetachUserPolicy: 'Detach {PolicyArn} from {UserName}',
  DetachGroupPolicy: 'Detach {PolicyArn} from {GroupName}',
  DetachRolePolicy: 'Detach {PolicyArn} from {RoleName}',
  PutUserPolicy: 'Put inline policy {PolicyName} on {UserName}',
  PutGroupPolicy: 'Put inline policy {PolicyName} on {GroupName}',
  PutRolePolicy: 'Put inline policy {PolicyName} on {RoleName}',
  DeleteUserPolicy: 'Delete inline policy {PolicyName} of {UserName}',
  DeleteGroupPolicy: 'Delete inline policy {PolicyName} of {GroupName}',
  DeleteRolePolicy: 'Delete inline policy {PolicyName} of {RoleName}',
  CreatePolicyVersion: 'New version of {PolicyArn}',
  SetDefaultPolicyVersion: 'Make {VersionId} the default of {PolicyArn}',
  DeletePolicyVersion: 'Delete version {VersionId} of {PolicyArn}',
  UpdateAssumeRolePolicy: 'Change the trust policy of {RoleName}',
  PutUserPermissionsBoundary: 'Set boundary {PermissionsBoundary} on {UserName}',
  PutRolePermissionsBoundary: 'Set boundary {PermissionsBoundary} on {RoleName}',
  DeleteUserPermissionsBoundary: 'Remove the boundary of {UserName}',
  DeleteRolePermissionsBoundary: 'Remove the boundary of {RoleName}',
};

const subjects = [
  'UserName',
  'GroupName',
  'RoleName',
  'PolicyName',
  'PolicyArn',
  'InstanceProfileName',
  'AccountAlias',
];

/** `Attach ReadPayroll to alice`; for an operation without a template `Create user alice`. */
export function labelOf({ operation, params }: Pick<Request, 'operation' | 'params'>): string {
  const name = (key: string): string => {
    const value = params[key];
    return typeof value === 'string' ? arnName(value) : '';
  };
  const template = templates[operation];
  if (template) return template.replace(/\{(\w+)\}/g, (_, key: string) => name(key)).trim();
  const words = operation.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  const sentence =
    words.charAt(0) + words.slice(1).replace(/ [A-Z](?=[a-z])/g, (start) => start.toLowerCase());
  const subject = subjects.map(name).find((value) => value !== '') ?? '';
  return `${sentence} ${subject}`.trim();
}
