/**
 * A naive oracle of the decision: E-09 written down as it reads, every policy
 * parsed again for every question. It is slow and meant to be obviously right; the property test holds the
 * engine against it.
 */

import type {
  Decision,
  DecidingStatement,
  EvaluationInput,
  Layer,
  NamedPolicy,
} from '#core/authz/decision.ts';
import { conditionHolds } from './condition.ts';
import { contextOf } from './context.ts';
import { type Caller, type Grant, callerOf, grantOf, grants, ofAnAccount } from './principal.ts';
import { statementsOf } from './read.ts';
import { type ShortArns, actionApplies, resourceApplies } from './target.ts';

export type Verdict = Pick<Decision, 'verdict' | 'reason' | 'layer' | 'deciding'>;

/** E-71, with the endpoint between the organization's policies and the resource's. */
const denyOrder = [
  'service-control',
  'resource-control',
  'vpc-endpoint',
  'resource',
  'identity',
  'permissions-boundary',
  'session',
] as const satisfies readonly Layer[];
type PolicyLayer = (typeof denyOrder)[number];

interface Applicable extends DecidingStatement {
  readonly layer: PolicyLayer;
  /** The organization level it hangs on, or the number of the scope-down policy; 0 elsewhere. */
  readonly level: number;
  readonly effect: 'Allow' | 'Deny';
  readonly grant: Grant;
}

const allowed = (layer: Layer, by: readonly Applicable[] = []): Verdict => ({
  verdict: 'allowed',
  reason: 'allowed',
  layer,
  deciding: by.map(named),
});
const denied = (layer: Layer, by?: readonly Applicable[]): Verdict => ({
  verdict: 'denied',
  reason: by ? 'explicit-deny' : 'implicit-deny',
  layer,
  deciding: (by ?? []).map(named),
});
const named = ({ policy, statement, sid }: Applicable): DecidingStatement => ({
  policy,
  statement,
  ...(sid === undefined ? {} : { sid }),
});

export function oracle(input: EvaluationInput): Verdict {
  const caller = callerOf(input);
  const root = caller.kind === 'root';
  if (needsNoPermission(input.action, caller)) return allowed(root ? 'root-user' : 'identity');

  if (caller.kind === 'anonymous' && !takesNoCredentials.test(input.action)) return denied('resource'); // E-59

  const all = applicable(input, caller);
  const at = (layer: PolicyLayer, effect: 'Allow' | 'Deny') =>
    all.filter((one) => one.layer === layer && one.effect === effect);
  for (const layer of denyOrder) {
    const denies = at(layer, 'Deny');
    if (denies.length > 0) return denied(layer, denies); // E-01, E-30
  }

  if (root && assumesRole(input)) return denied('root-user'); // T-49

  const allows = (layer: PolicyLayer) => at(layer, 'Allow').length > 0;
  if (scpsBind(input, caller)) {
    const levels = input.serviceControlPolicies;
    const passes = (level: number) => at('service-control', 'Allow').some((one) => one.level === level);
    const everyLevel =
      levels === undefined || (levels.length > 0 && levels.every((_, level) => passes(level)));
    if (!everyLevel) return denied('service-control'); // E-03
  }
  if (input.vpcEndpointPolicy && !allows('vpc-endpoint')) return denied('vpc-endpoint'); // E-07b

  const granting = at('resource', 'Allow');
  const grant = grants.findLast((kind) => granting.some((one) => one.grant === kind)) ?? 'none';
  if (!ofAnAccount(caller)) return grant === 'direct' ? allowed('resource', granting) : denied('resource');

  const place = resourcePlace(input, caller);
  if (place.partition !== caller.partition) return denied('resource'); // E-42
  const same = place.account === caller.account || /^sts:assumeroot$/i.test(input.action); // S-10
  const identity = root || allows('identity');
  const boundary = boundaryOf(input, caller) === undefined || allows('permissions-boundary');
  const passed = at('session', 'Allow');
  const scopes = ofAnAccount(caller) ? (input.scopeDownPolicies ?? []) : [];
  const scoped = scopes.every((_, index) => passed.some(({ level }) => level === index + 1)); // Y-01
  const session =
    scoped &&
    sessionAllows(
      input,
      caller,
      passed.some(({ level }) => level === 0),
    );

  if (same && grant === 'direct') return scoped ? allowed('resource', granting) : denied('session'); // E-21, E-22, E-24, E-26
  if (same && grant === 'behind') {
    if (!boundary) return denied('permissions-boundary'); // E-20, E-23
    return session ? allowed('resource', granting) : denied('session');
  }
  const resourceToo = !same || needsResourceGrant(input);
  if (resourceToo && grant === 'none') return denied('resource'); // E-40, E-50, E-52
  if (!identity) return denied('identity');
  if (!boundary) return denied('permissions-boundary');
  if (!session) return denied('session');
  const both = [...(resourceToo ? granting : []), ...at('identity', 'Allow')];
  return allowed(!same ? 'resource' : root ? 'root-user' : 'identity', both);
}

const takesNoCredentials =
  /^(s3|sqs|es|execute-api):|^lambda:InvokeFunctionUrl$|^sts:AssumeRoleWith|^sns:(ConfirmSubscription|Unsubscribe)$/i;

/** E-80: calls that no policy can refuse to who may make them at all. */
function needsNoPermission(action: string, caller: Caller): boolean {
  if (/^sts:getcalleridentity$/i.test(action)) return ofAnAccount(caller);
  return /^sts:getsessiontoken$/i.test(action) && (caller.kind === 'root' || caller.kind === 'user');
}

/** E-07. */
function sessionAllows(input: EvaluationInput, caller: Caller, allows: boolean): boolean {
  if (input.sessionPolicies !== undefined && input.sessionPolicies.length > 0) return allows;
  return caller.kind !== 'federated-user';
}

/** E-50: a role's trust policy. E-52: a key policy. */
function needsResourceGrant({ action, resource }: EvaluationInput): boolean {
  const [service = ''] = action.toLowerCase().split(':');
  const [, , , , , name = ''] = resource.split(':');
  return (service === 'sts' && name.startsWith('role/')) || (service === 'kms' && name.startsWith('key/'));
}

/** Returns the place of the resource; a resource that does not say it lives with the caller. */
function resourcePlace(input: EvaluationInput, caller: Caller): { partition: string; account: string } {
  const [, partition = caller.partition, , , written = ''] = input.resource.split(':');
  const account = written === '' ? (input.resourceAccount ?? caller.account) : written;
  return { partition, account: account === 'aws' ? caller.account : account };
}

const serviceLinked = (input: EvaluationInput): boolean =>
  (input.principalRoleArn ?? '').includes(':role/aws-service-role/'); // E-53

const scpsBind = (input: EvaluationInput, caller: Caller): boolean =>
  ofAnAccount(caller) && input.inManagementAccount !== true && !serviceLinked(input); // E-53, E-54, E-59

/** The list of 4.4. */
const coveredByRcps = (
  'appconfig appstream aoss autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch ' +
  'cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend ' +
  'comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose ' +
  'fis fms gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications ' +
  'opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager ' +
  'servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer translate ' +
  'wafv2 workspaces xray'
).split(' ');

function rcpsBind(input: EvaluationInput): boolean {
  const action = input.action.toLowerCase();
  const covered = coveredByRcps.includes(action.split(':')[0] ?? '') && action !== 'kms:retiregrant';
  const linkedTrust = action.startsWith('sts:') && input.resource.includes(':role/aws-service-role/'); // E-53
  return covered && input.resourceInManagementAccount !== true && !serviceLinked(input) && !linkedTrust;
}

/** Every statement of every policy that has a say and applies to the request. */
function applicable(input: EvaluationInput, caller: Caller): Applicable[] {
  const context = contextOf(input, caller, resourcePlace(input, caller).account);
  const found: Applicable[] = [];
  const take = (layer: PolicyLayer, policy: NamedPolicy | undefined, short: ShortArns, level = 0) => {
    if (!policy) return;
    const reads = readsPrincipals(layer);
    for (const statement of statementsOf(policy.document)) {
      const { Effect, Sid } = statement.raw;
      const grant = reads
        ? grantOf(statement, caller, context, boundaryOf(input, caller) !== undefined)
        : 'none';
      if (reads && grant === 'none') continue;
      if (layer === 'vpc-endpoint' && grant === 'account' && !accountPasses(input, caller)) continue;
      if (layer === 'resource' && Effect === 'Deny' && rescuesPolicy(input, caller)) continue;
      if (!actionApplies(statement, input.action)) continue;
      if (
        !resourceApplies(
          statement,
          matchedAs(input, caller),
          { short, implied: layer === 'resource' },
          context,
        )
      )
        continue;
      if (!conditionHolds(statement, context)) continue;
      const effect = Effect === 'Deny' ? 'Deny' : 'Allow';
      const sid = typeof Sid === 'string' ? { sid: Sid } : {};
      found.push({ layer, level, effect, grant, policy: policy.name, statement: statement.index, ...sid });
    }
  };
  if (scpsBind(input, caller)) {
    input.serviceControlPolicies?.forEach((level, index) =>
      level.forEach((policy) => take('service-control', policy, 'as-written', index)),
    );
  }
  if (rcpsBind(input)) {
    input.resourceControlPolicies?.forEach((level, index) =>
      level.forEach((policy) => take('resource-control', policy, 'as-written', index)),
    );
  }
  take('vpc-endpoint', input.vpcEndpointPolicy, 'as-written');
  take('resource', input.resourcePolicy, 'as-written');
  if (ofAnAccount(caller)) {
    if (caller.kind !== 'root')
      input.identityPolicies.forEach((policy) => take('identity', policy, 'completed'));
    take('permissions-boundary', boundaryOf(input, caller), 'completed');
    input.sessionPolicies?.forEach((policy) => take('session', policy, 'completed'));
    input.scopeDownPolicies?.forEach((policy, index) => take('session', policy, 'completed', index + 1));
  }
  return found;
}

/** G-34: calls of S3 without a bucket. */
const matchedAs = ({ action, resource }: EvaluationInput, caller: Caller): string => {
  if (resource !== '*' || !/^s3:/i.test(action)) return resource;
  return `arn:${ofAnAccount(caller) ? caller.partition : 'aws'}:s3:::*`;
};

const readsPrincipals = (layer: PolicyLayer): boolean =>
  layer === 'resource' || layer === 'resource-control' || layer === 'vpc-endpoint';

/** E-55: the root user has no policies and no boundary of its own; who has no account has none either. */
const boundaryOf = (input: EvaluationInput, caller: Caller): NamedPolicy | undefined =>
  ofAnAccount(caller) && caller.kind !== 'root' ? input.permissionsBoundary : undefined;

/** E-07b: in the policies of gateway endpoints an account means its root user only. */
const accountPasses = (input: EvaluationInput, caller: Caller): boolean =>
  caller.kind === 'root' || !/^(s3|dynamodb):/i.test(input.action);

/** E-55, N-43: the root of a bucket's or queue's account can always repair its policy. */
function rescuesPolicy(input: EvaluationInput, caller: Caller): boolean {
  return (
    caller.kind === 'root' &&
    /^(s3:(get|put|delete)bucketpolicy|sqs:(get|set)queueattributes)$/i.test(input.action) &&
    resourcePlace(input, caller).account === caller.account
  );
}

/** AR-01: assuming a role, and what only comes with it. */
const assumesRole = ({ action, resource }: EvaluationInput): boolean =>
  /^sts:assumerole$/i.test(action) ||
  (/^sts:(tagsession|setsourceidentity|setcontext)$/i.test(action) &&
    /^(\*$|arn:[^:]*:iam:[^:]*:[^:]*:role\/)/.test(resource));
