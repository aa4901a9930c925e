/**
 * The few actions and services that AWS decides differently (E-67), as questions about one request. Only
 * what the request itself can answer stands here; what needs the state of an account is the API's.
 */

import { splitFields } from '../eval/arn.ts';
import type { RequestView } from '../eval/request.ts';
import { awsAccount } from '../model/ids.ts';
import type { ResourcePolicyKind } from '../model/policy-layers.ts';

const trustActions: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

const resourceField = (arn: string): string => splitFields(arn)[5] ?? '';

/** E-50, E-51: the role's trust policy is asked, and must allow. */
export const asksTrust = ({ action, resource }: RequestView): boolean =>
  action.service === 'sts' && trustActions.has(action.full) && resourceField(resource).startsWith('role/');

/** E-52: identity policies count only where the key policy lets them. Calls on `*` have no key policy. */
export const asksKeyPolicy = ({ action, resource }: RequestView): boolean =>
  action.service === 'kms' && resourceField(resource).startsWith('key/');

/** What AWS calls the policy on the resource, where it has a name of its own; such a policy must allow. */
export const resourcePolicyKind = (request: RequestView): ResourcePolicyKind | undefined =>
  asksTrust(request) ? 'trust' : asksKeyPolicy(request) ? 'key' : undefined;

export const needsResourceGrant = (request: RequestView): boolean =>
  resourcePolicyKind(request) !== undefined;

/** AR-01: the root user may assume no role, whatever the trust policy says (T-49). */
export const isRootAssumingRole = ({ action, principal }: RequestView): boolean =>
  principal.kind === 'root' && action.full === 'sts:assumerole';

/**
 * S-10: the resource is a member account's root, but it is the management account that grants: the caller's
 * own policies decide. That the target is a member is the API's to check.
 */
export const isAssumeRoot = ({ action }: RequestView): boolean => action.full === 'sts:assumeroot';

/** E-57: a role that AWS reserves for itself is handed to no service, whoever asks. */
export const isPassingReservedRole = ({ action, resource }: RequestView): boolean =>
  action.full === 'iam:passrole' && resourceField(resource).startsWith('role/aws-reserved/');

/** E-57: an AWS managed policy belongs to no account; gather.ts says so of every call but those that read it. */
export const isOwnedByAws = ({ resourceAccount }: RequestView): boolean => resourceAccount === awsAccount;

/** Calls that no policy can refuse (E-80); the caller needs valid credentials, which the API checks. */
export function needsNoPermission({ action, principal }: RequestView): boolean {
  if (action.service !== 'sts') return false;
  if (action.name === 'getcalleridentity') return principal.account !== '';
  return action.name === 'getsessiontoken' && (principal.kind === 'root' || principal.kind === 'user');
}

const repairs: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
  'sqs:getqueueattributes',
  'sqs:setqueueattributes',
]);

/**
 * E-55, N-43: the owner's root user can always repair the policy of a bucket or queue, whatever that policy
 * denies.
 */
export const mayRepairPolicy = ({ action, principal, resourceAccount }: RequestView): boolean =>
  principal.kind === 'root' && repairs.has(action.full) && principal.account === resourceAccount;

/** E-42: nothing is delegated from one partition of AWS to another. */
export function isOtherPartition({ principal, resource }: RequestView): boolean {
  if (resource.startsWith(principal.arnStart)) return false;
  const [scheme, partition] = splitFields(resource);
  return scheme === 'arn' && partition !== splitFields(principal.arnStart)[1];
}

/** Services covered by resource control policies (E-81, list of 2026). IAM is not among them. */
const coveredServices: ReadonlySet<string> = new Set(
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

/** Whether resource control policies reach this request at all; never a service-linked role's trust (E-53). */
export const isCoveredByRcps = (request: RequestView): boolean =>
  coveredServices.has(request.action.service) &&
  request.action.full !== 'kms:retiregrant' &&
  !(asksTrust(request) && resourceField(request.resource).startsWith('role/aws-service-role/'));
