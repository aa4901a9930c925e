/**
 * The few actions and services that AWS decides differently (E-67), as questions about one request. Only
 * questions that the request alone can answer are here; the API answers those about an account's state.
 */

import { splitFields } from '../eval/arn.ts';
import { type RequestView, aliasOfKey } from '../eval/request.ts';
import { awsAccount } from '../model/ids.ts';
import type { ResourcePolicyKind } from '../model/policy-layers.ts';
import { mayBeUnsigned } from '../model/request/unsigned-calls.ts';
import { resourceKinds } from '../model/resource-kinds/lookup.ts';

/** Actions that a role's trust policy decides, in lower case (E-50, E-51). */
export const trustActions: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

const resourceField = (arn: string): string => splitFields(arn)[5] ?? '';

type Asked = Pick<RequestView, 'action' | 'resource'>;

/** Returns true when the role's trust policy is asked and must allow (E-50, E-51). */
const asksTrust = ({ action, resource }: Asked): boolean =>
  action.service === 'sts' && trustActions.has(action.full) && resourceField(resource).startsWith('role/');

/** Returns true when a key policy must let identity policies count (E-52). Calls on `*` have none. */
const asksKeyPolicy = ({ action, resource }: Asked): boolean =>
  action.service === 'kms' &&
  (resourceField(resource).startsWith('key/') || aliasOfKey(action, resource) !== undefined);

/** Returns the kind of a policy on the resource that must allow and has a name of its own in AWS. */
export const resourcePolicyKind = (request: Asked): ResourcePolicyKind | undefined =>
  asksTrust(request) ? 'trust' : asksKeyPolicy(request) ? 'key' : undefined;

export const needsResourceGrant = (request: RequestView): boolean =>
  resourcePolicyKind(request) !== undefined;

/**
 * The root user may assume no role (AR-01), whatever the trust policy says (T-49), so nothing that comes with assuming
 * one either. Tags of a federated user's session are no such thing.
 */
export const isRootAssumingRole = ({ action, principal, resource }: RequestView): boolean =>
  principal.kind === 'root' &&
  (action.full === 'sts:assumerole' ||
    (/^sts:(tagsession|setsourceidentity|setcontext)$/.test(action.full) &&
      (resource === '*' || resourceField(resource).startsWith('role/'))));

/**
 * The resource is a member account's root, but the management account grants (S-10): the caller's own
 * policies decide. The API checks that the target is a member.
 */
export const isAssumeRoot = ({ action }: RequestView): boolean => action.full === 'sts:assumeroot';

/** Nobody may pass a role that AWS reserves for itself (E-57). */
export const isPassingReservedRole = ({ action, resource }: RequestView): boolean =>
  action.full === 'iam:passrole' && resourceField(resource).startsWith('role/aws-reserved/');

/** An AWS managed policy belongs to no account (E-57); gather.ts makes `aws` the owner except for reads. */
export const isOwnedByAws = ({ resourceAccount }: RequestView): boolean => resourceAccount === awsAccount;

/** Returns true for calls that no policy can refuse (E-80). The API checks the caller's credentials. */
export function needsNoPermission({ action, principal }: RequestView): boolean {
  if (action.service !== 'sts') return false;
  if (action.name === 'getcalleridentity') return principal.account !== '';
  return action.name === 'getsessiontoken' && (principal.kind === 'root' || principal.kind === 'user');
}

/** AWS refuses an unsigned call before it reads a policy, but for the few calls that take no credentials (E-59). */
export const lacksCredentials = ({ action, principal }: RequestView): boolean =>
  principal.kind === 'anonymous' && !mayBeUnsigned(action);

/** The actions that repair a policy, in lower case. */
export const policyRepairs: ReadonlySet<string> = new Set(
  resourceKinds.flatMap(({ policy }) => (policy?.repairs ?? []).map((action) => action.toLowerCase())),
);

/** The owner's root user can always repair a bucket's or queue's policy, whatever it denies (E-55, N-43). */
export const mayRepairPolicy = ({ action, principal, resourceAccount }: RequestView): boolean =>
  principal.kind === 'root' && policyRepairs.has(action.full) && principal.account === resourceAccount;

/** Nothing is delegated from one partition of AWS to another (E-42). */
export function isOtherPartition({ principal, resource }: RequestView): boolean {
  if (resource.startsWith(principal.arnStart)) return false;
  const [scheme, partition] = splitFields(resource);
  return scheme === 'arn' && partition !== splitFields(principal.arnStart)[1];
}

/** Services to which resource control policies apply (E-81, list of 2026). IAM is not among them. */
export const coveredServices: ReadonlySet<string> = new Set(
  (
    'appconfig appstream aoss autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch ' +
    'cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend ' +
    'comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose ' +
    'fis fms gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications ' +
    'opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager ' +
    'servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer translate ' +
    'wafv2 workspaces xray'
  ).split(' '),
);

/** Returns true when RCPs can apply to this request, never for a service-linked role's trust (E-53). */
export const isCoveredByRcps = (request: RequestView): boolean =>
  coveredServices.has(request.action.service) &&
  request.action.full !== 'kms:retiregrant' &&
  !(asksTrust(request) && resourceField(request.resource).startsWith('role/aws-service-role/'));
