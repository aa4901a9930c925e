/**
 * Describes a request in the words of an undo label: "Attach ReadPayroll to alice". An operation without an
 * entry in the table is worded from its name, so a new one always has a label.
 */

import { arnName } from '../model/arn.ts';
import type { TrailEvent } from '../model/records/trail-event.ts';
import type { Request, ServiceName } from '../model/request/request.ts';
import { durationWords } from './duration.ts';

export interface DescribedRequest {
  readonly service: ServiceName;
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `{Member}` is replaced by that member; an ARN by its name. */
const sentences: Readonly<Record<string, string>> = {
  CreateUser: 'Create user {UserName}',
  DeleteUser: 'Delete user {UserName}',
  UpdateUser: 'Change user {UserName}',
  CreateGroup: 'Create group {GroupName}',
  DeleteGroup: 'Delete group {GroupName}',
  UpdateGroup: 'Change group {GroupName}',
  CreateRole: 'Create role {RoleName}',
  DeleteRole: 'Delete role {RoleName}',
  UpdateRole: 'Change role {RoleName}',
  UpdateRoleDescription: 'Describe role {RoleName}',
  UpdateAssumeRolePolicy: 'Change who can assume {RoleName}',
  AddUserToGroup: 'Add {UserName} to {GroupName}',
  RemoveUserFromGroup: 'Remove {UserName} from {GroupName}',
  CreatePolicy: 'Create policy {PolicyName}',
  DeletePolicy: 'Delete policy {PolicyArn}',
  CreatePolicyVersion: 'Save a new version of {PolicyArn}',
  DeletePolicyVersion: 'Delete version {VersionId} of {PolicyArn}',
  SetDefaultPolicyVersion: 'Make {VersionId} the default version of {PolicyArn}',
  AttachUserPolicy: 'Attach {PolicyArn} to {UserName}',
  AttachGroupPolicy: 'Attach {PolicyArn} to {GroupName}',
  AttachRolePolicy: 'Attach {PolicyArn} to {RoleName}',
  DetachUserPolicy: 'Detach {PolicyArn} from {UserName}',
  DetachGroupPolicy: 'Detach {PolicyArn} from {GroupName}',
  DetachRolePolicy: 'Detach {PolicyArn} from {RoleName}',
  PutUserPolicy: 'Save inline policy {PolicyName} of {UserName}',
  PutGroupPolicy: 'Save inline policy {PolicyName} of {GroupName}',
  PutRolePolicy: 'Save inline policy {PolicyName} of {RoleName}',
  DeleteUserPolicy: 'Delete inline policy {PolicyName} of {UserName}',
  DeleteGroupPolicy: 'Delete inline policy {PolicyName} of {GroupName}',
  DeleteRolePolicy: 'Delete inline policy {PolicyName} of {RoleName}',
  PutUserPermissionsBoundary: 'Set {PermissionsBoundary} as boundary of {UserName}',
  PutRolePermissionsBoundary: 'Set {PermissionsBoundary} as boundary of {RoleName}',
  DeleteUserPermissionsBoundary: 'Remove the boundary of {UserName}',
  DeleteRolePermissionsBoundary: 'Remove the boundary of {RoleName}',
  TagUser: 'Tag user {UserName}',
  UntagUser: 'Untag user {UserName}',
  TagRole: 'Tag role {RoleName}',
  UntagRole: 'Untag role {RoleName}',
  TagPolicy: 'Tag policy {PolicyArn}',
  UntagPolicy: 'Untag policy {PolicyArn}',
  CreateInstanceProfile: 'Create instance profile {InstanceProfileName}',
  DeleteInstanceProfile: 'Delete instance profile {InstanceProfileName}',
  AddRoleToInstanceProfile: 'Add {RoleName} to instance profile {InstanceProfileName}',
  RemoveRoleFromInstanceProfile: 'Remove {RoleName} from instance profile {InstanceProfileName}',
  TagInstanceProfile: 'Tag instance profile {InstanceProfileName}',
  UntagInstanceProfile: 'Untag instance profile {InstanceProfileName}',
  CreateAccessKey: 'Create an access key of {UserName}',
  UpdateAccessKey: 'Make access key {AccessKeyId} {Status}',
  DeleteAccessKey: 'Delete access key {AccessKeyId}',
  CreateLoginProfile: 'Give {UserName} console access',
  DeleteLoginProfile: 'Delete the password of {UserName}',
  ChangePassword: 'Change your password',
  CreateVirtualMFADevice: 'Create MFA device {VirtualMFADeviceName}',
  EnableMFADevice: 'Enable MFA device {SerialNumber} for {UserName}',
  ResyncMFADevice: 'Bring MFA device {SerialNumber} back in step',
  DeactivateMFADevice: 'Deactivate MFA device {SerialNumber}',
  DeleteVirtualMFADevice: 'Delete MFA device {SerialNumber}',
  UploadSigningCertificate: 'Upload a signing certificate of {UserName}',
  UpdateSigningCertificate: 'Make signing certificate {CertificateId} {Status}',
  DeleteSigningCertificate: 'Delete signing certificate {CertificateId}',
  UploadSSHPublicKey: 'Upload an SSH public key of {UserName}',
  UpdateSSHPublicKey: 'Make SSH public key {SSHPublicKeyId} {Status}',
  DeleteSSHPublicKey: 'Delete SSH public key {SSHPublicKeyId}',
  CreateServiceSpecificCredential: 'Create a {ServiceName} credential of {UserName}',
  UpdateServiceSpecificCredential: 'Make service credential {ServiceSpecificCredentialId} {Status}',
  ResetServiceSpecificCredential: 'Reset service credential {ServiceSpecificCredentialId}',
  DeleteServiceSpecificCredential: 'Delete service credential {ServiceSpecificCredentialId}',
  TagMFADevice: 'Tag MFA device {SerialNumber}',
  UntagMFADevice: 'Untag MFA device {SerialNumber}',
  UpdateIAMAccessPreference: 'Change IAM access to billing',
  CreateSAMLProvider: 'Create SAML provider {Name}',
  DeleteSAMLProvider: 'Delete SAML provider {SAMLProviderArn}',
  UpdateSAMLProvider: 'Change SAML provider {SAMLProviderArn}',
  TagSAMLProvider: 'Tag SAML provider {SAMLProviderArn}',
  UntagSAMLProvider: 'Untag SAML provider {SAMLProviderArn}',
  CreateOpenIDConnectProvider: 'Create OIDC provider {Url}',
  DeleteOpenIDConnectProvider: 'Delete OIDC provider {OpenIDConnectProviderArn}',
  TagOpenIDConnectProvider: 'Tag OIDC provider {OpenIDConnectProviderArn}',
  UntagOpenIDConnectProvider: 'Untag OIDC provider {OpenIDConnectProviderArn}',
  AddClientIDToOpenIDConnectProvider: 'Add audience {ClientID} to {OpenIDConnectProviderArn}',
  RemoveClientIDFromOpenIDConnectProvider: 'Remove audience {ClientID} from {OpenIDConnectProviderArn}',
  UpdateOpenIDConnectProviderThumbprint: 'Change the thumbprints of {OpenIDConnectProviderArn}',
  CreateOutsideProvider: 'Create the outside provider {Name}',
  RotateOutsideProviderKey: 'Rotate the signing key of an outside provider',
  RetireOutsideProviderKey: 'Retire the key {Kid} of an outside provider',
  UpdateOutsideProvider: 'Change an outside provider',
  DeleteOutsideProvider: 'Delete an outside provider',
  SetOpenIDConnectProviderKeys: 'Publish the keys of {OpenIDConnectProviderArn}',
  CreateServiceLinkedRole: 'Create the service-linked role of {AWSServiceName}',
  DeleteServiceLinkedRole: 'Delete service-linked role {RoleName}',
  AttachPolicy: 'Attach control policy {PolicyId} to {TargetId}',
  DetachPolicy: 'Detach control policy {PolicyId} from {TargetId}',
  UpdatePolicy: 'Change control policy {PolicyId}',
  EnablePolicyType: 'Turn on {PolicyType}',
  DisablePolicyType: 'Turn off {PolicyType}',
  AssumeRole: 'Assume {RoleArn}',
  AdvanceClock: 'Advance the clock by {Seconds}',
  FreezeClock: 'Freeze the clock',
  ResumeClock: 'Let the clock run',
  MarkReviewed: 'Mark as reviewed',
  PutReportSchedule: 'Deliver the credential report {Frequency}',
  DeleteReportSchedule: 'Stop delivering the credential report',
  DeliverReports: 'Deliver credential reports',
  RemoveReview: 'Take back a review',
  SilenceFinding: 'Silence the finding {Check}',
  WakeFinding: 'Show a silenced finding again',
  SetNewPassword: 'Change your password at sign-in',
  RegisterPasskey: 'Register passkey {DeviceName} for {UserName}',
  ResyncMFA: 'Bring MFA device {SerialNumber} back in step',
  UpdateRootPassword: 'Change the password of the root user',
  SetSignInExtensions: 'Change lockout and maximum password length',
};

const shown = (value: unknown, member = ''): string | undefined => {
  if (typeof value === 'number') return member === 'Seconds' ? durationWords(value) : String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  return value.startsWith('arn:') ? arnName(value) : value;
};

/** Returns one line without a full stop: `Attach ReadPayroll to alice`. */
export function describeRequest({
  operation,
  params,
}: Partial<DescribedRequest> & Pick<DescribedRequest, 'operation' | 'params'>): string {
  if (operation === 'SetClock')
    return params['Time'] === undefined
      ? 'Follow the real time'
      : `Set the clock to ${shown(params['Time'])}`;
  const sentence = sentences[operation];
  const members = [...(sentence?.matchAll(/\{(\w+)\}/g) ?? [])].map(([, member = '']) => member);
  if (!sentence) return fromName(operation, params);
  // Half a sentence would name the wrong thing.
  if (members.some((member) => shown(params[member], member) === undefined)) return fromName(operation, {});
  return sentence.replaceAll(/\{(\w+)\}/g, (_, member: string) => shown(params[member], member) ?? '');
}

/** Describes an event of Activity: CloudTrail writes the members of a request with a small first letter. */
export function describeEvent({
  eventName,
  requestParameters,
}: Pick<TrailEvent, 'eventName' | 'requestParameters'>): string {
  const params = Object.entries(requestParameters ?? {}).map(([name, value]) => [
    name.charAt(0).toUpperCase() + name.slice(1),
    value,
  ]);
  return describeRequest({ operation: eventName, params: Object.fromEntries(params) as Request['params'] });
}

/** Members that can name the subject of a call; the first one present counts. */
const subjects = `UserName GroupName RoleName PolicyName PolicyArn Arn Name Key Bucket FunctionName QueueName
  QueueUrl TopicArn TableName SecretId KeyId ResourceArn Resource InstanceId RegionName AccountName`.split(
  /\s+/,
);

/** Turns `UpdateLoginProfile` of alice into `Update login profile alice`. */
function fromName(operation: string, params: DescribedRequest['params']): string {
  if (operation.includes(':')) return `Call ${operation}`;
  // An acronym stays one word, in capitals: `ListMFADevices` is `List MFA devices`.
  const words = operation
    .replaceAll('OpenIDConnect', 'OIDC')
    .replaceAll('Iam', 'IAM')
    .replaceAll(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$& ')
    .replaceAll(/\b[A-Z](?![A-Z])/g, (letter) => letter.toLowerCase());
  const subject = subjects.map((member) => shown(params[member])).find((name) => name !== undefined);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return subject === undefined ? sentence : `${sentence} ${subject}`;
}
