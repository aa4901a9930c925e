/**
 * The policy simulator. It asks the engine that decides real calls, with policies and a context that
 * the request states. Like AWS's, it knows the account's service control policies, but no session policies,
 * no resource control policies, and no context key that was not given.
 */

import type * as Api from '../../model/generated/iam-types.ts';
import type { EvaluationInput, Gate, NamedPolicy, RequestContext } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { boundaryOf } from '#core/authz/gather.ts';
import { organizationLayers } from '#core/authz/organization.ts';
import { parseArn, userArn } from '#core/model/arn.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { compile } from '#core/policy/compile.ts';
import { fail } from '../../errors/codes.ts';
import { type Answer, type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { type Exclusions, readExclusions } from './excluded-policies.ts';
import { type AnalysisSubject, findSource, givenPolicies, refuseGiven, simulatedName } from './source.ts';
import { contextKeysOf } from './context-keys.ts';
import { accountOperation } from '../entities.ts';
import { checkArn } from '../providers/saml-providers.ts';
import { defined } from '#core/model/defined.ts';

type Common = Omit<Api.SimulateCustomPolicyRequest, 'PolicyInputList' | 'OrderedOrganizationPolicyInputList'>;

type Organization = (
  resource: string,
  owner: string,
) => Pick<EvaluationInput, 'serviceControlPolicies' | 'inManagementAccount'>;

interface Setting {
  readonly input: Omit<EvaluationInput, 'action' | 'resource'>;
  readonly organization: (resource: string) => ReturnType<Organization>;
  /** All policies, to find their texts by name and the keys that were not given. */
  readonly policies: readonly NamedPolicy[];
}

function simulate(
  call: Call<Common>,
  source: AnalysisSubject,
  organization: Organization,
): Answer<Api.SimulatePolicyResponse> {
  const { ActionNames, ResourceArns = ['*'] } = call.params;
  const bad = ActionNames.find((action) => !/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(action));
  if (bad !== undefined) return fail('InvalidInput', unverifiedTexts.badAction(bad));
  const setting = settingOf(call, source, organization);
  if (!setting.ok) return setting;
  const requests = ActionNames.flatMap((action) => ResourceArns.map((resource) => ({ action, resource })));
  const indexed = requests.map((request, i) => ({ ...request, key: String(i).padStart(8, '0') }));
  const page = pageOf(indexed, ({ key }) => key, call.params);
  if (!page.ok) return page;
  return done({
    EvaluationResults: page.value.items.map(({ action, resource }) =>
      result(call, setting.value, action, resource),
    ),
    ...page.value.more,
  });
}

function settingOf(
  call: Call<Common>,
  { principal, policies, boundary: ownBoundary }: AnalysisSubject,
  organization: Organization,
): Result<Setting, AwsError> {
  const { params, account } = call;
  const boundaries = params.PermissionsBoundaryPolicyInputList ?? [];
  if (boundaries.length > 1) return fail('InvalidInput', unverifiedTexts.oneBoundaryOnly);
  const given = givenPolicies('PermissionsBoundaryPolicyInputList', boundaries);
  if (!given.ok) return given;
  const boundary = given.value[0] ?? ownBoundary;
  const found = resourcePolicy(params);
  if (!found.ok) return found;
  const resource = found.value;
  const context = readContextEntries(params.ContextEntries);
  if (!context.ok) return context;
  const caller = params.CallerArn ?? principal.arn;
  const owner = parseArn(params.ResourceOwner ?? caller)?.account ?? account.id;
  return ok({
    input: {
      principal: caller,
      resourceAccount: owner,
      context: context.value,
      identityPolicies: policies,
      ...(principal.kind === 'role-session' && caller === principal.arn
        ? { principalRoleArn: principal.role.arn }
        : {}),
      ...defined({ permissionsBoundary: boundary, resourcePolicy: resource }),
    },
    organization: (arn) => organization(arn, owner),
    policies: [...policies, ...(boundary ? [boundary] : []), ...(resource ? [resource] : [])],
  });
}

/** The control policies above the principal's account, unless the request leaves them out. */
const attachedLevels =
  ({ world }: Call<unknown>, { principal }: AnalysisSubject, leftOut: Exclusions): Organization =>
  (resource, owner) => {
    if (leftOut.serviceControlPolicies) return {};
    const layers = organizationLayers(world, principal, resource, owner);
    const { serviceControlPolicies, inManagementAccount } = layers;
    return {
      ...defined({ serviceControlPolicies }),
      ...(inManagementAccount ? { inManagementAccount } : {}),
    };
  };

/** The levels that the request carries, from the root to the account; a level without a policy allows nothing. */
function givenLevels(
  list: Api.SimulateCustomPolicyRequest['OrderedOrganizationPolicyInputList'] = [],
): Result<Organization, AwsError> {
  const levels: NamedPolicy[][] = [];
  for (const [i, { ServiceControlPolicyInputList }] of list.entries()) {
    const name = `OrderedOrganizationPolicyInputList.${i + 1}`;
    const level = givenPolicies(name, ServiceControlPolicyInputList, 'scp');
    if (!level.ok) return level;
    levels.push(level.value);
  }
  return ok(() => (levels.length > 0 ? { serviceControlPolicies: levels } : {}));
}

function resourcePolicy({ ResourcePolicy, CallerArn }: Common): Result<NamedPolicy | undefined, AwsError> {
  if (CallerArn !== undefined && !/^arn:aws:iam::\d{12}:user\//.test(CallerArn))
    return fail('InvalidInput', unverifiedTexts.callerNotUser);
  if (ResourcePolicy === undefined) return ok(undefined);
  if (CallerArn === undefined) return fail('InvalidInput', unverifiedTexts.callerNeeded);
  const refused = refuseGiven(ResourcePolicy, 'resource');
  return refused ?? ok({ name: 'ResourcePolicy', document: compile(ResourcePolicy) });
}

type Verdict = Api.EvaluationResult['EvalDecision'];

const verdicts: Readonly<Record<Gate['outcome'], Verdict>> = {
  allows: 'allowed',
  'explicit-deny': 'explicitDeny',
  'implicit-deny': 'implicitDeny',
  'not-applicable': 'implicitDeny',
};

function result(
  call: Call<Common>,
  setting: Setting,
  action: string,
  resource: string,
): Api.EvaluationResult {
  const input = { ...setting.input, ...setting.organization(resource), action, resource };
  const decision = evaluate(input);
  const { gates } = decision.explain();
  const gate = (layer: Gate['layer']) => gates.find((one) => one.layer === layer);
  const outcome = (layer: Gate['layer']) => gate(layer)?.outcome ?? 'not-applicable';
  const matched = matchedStatements(call.world, setting, gates);
  const missing = missingKeys(setting);
  const boundary = input.permissionsBoundary
    ? {
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: outcome('permissions-boundary') === 'allows',
        },
      }
    : {};
  const crossAccount =
    input.resourceAccount !== parseArn(input.principal)?.account
      ? {
          EvalDecisionDetails: {
            'IAM Policy': verdicts[outcome('identity')],
            'Resource Policy': verdicts[outcome('resource')],
          },
        }
      : {};
  // A refusal by control policies ends the simulation, and nothing else is told.
  const ended = !['allows', 'not-applicable'].includes(outcome('service-control'));
  // W-05: within an account the details are empty, and absent where no resource is named.
  const details = resource === '*' ? crossAccount : { EvalDecisionDetails: {}, ...crossAccount };
  const verdict = verdicts[decision.reason === 'allowed' ? 'allows' : decision.reason];
  const common = { MatchedStatements: matched, ...boundary, ...(ended ? {} : crossAccount) };
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: verdict,
    ...common,
    ...(ended ? {} : details),
    MissingContextValues: resource === '*' ? missing : [],
    ...(input.serviceControlPolicies && !input.inManagementAccount
      ? { OrganizationsDecisionDetail: { AllowedByOrganizations: outcome('service-control') === 'allows' } }
      : {}),
    ...(resource === '*'
      ? {}
      : {
          ResourceSpecificResults: [
            {
              EvalResourceName: resource,
              EvalResourceDecision: verdict,
              ...common,
              MissingContextValues: missing,
            },
          ],
        }),
  };
}

/** Returns the statements that matched; where a Deny matched, the Denies alone. */
function matchedStatements(world: World, setting: Setting, gates: readonly Gate[]): Api.Statement[] {
  const applied = gates
    .filter(({ layer }) => layer === 'identity' || layer === 'resource' || layer === 'permissions-boundary')
    .flatMap(({ layer, statements }) =>
      statements
        .filter(({ applies, effect }) => applies && (layer !== 'permissions-boundary' || effect === 'Deny'))
        .map((statement) => ({ ...statement, layer })),
    );
  const denies = applied.filter(({ effect }) => effect === 'Deny');
  return (denies.length > 0 ? denies : applied).map(({ policy, span, layer }) => {
    const document = setting.policies.find(({ name }) => name === policy)?.document;
    const text = document === undefined ? '' : compile(document).text;
    return {
      SourcePolicyId: sourceId(world, policy),
      // The model's enum has other values than real answers (W-05).
      SourcePolicyType: sourceTypes[layer] as Required<Api.Statement>['SourcePolicyType'],
      StartPosition: position(text, statementStart(text, span.start)),
      EndPosition: position(text, span.end),
    };
  });
}

/** Counts lines and columns from 1. */
function position(text: string, offset: number): Api.Position {
  const before = text.slice(0, offset);
  return { Line: before.split('\n').length, Column: offset - before.lastIndexOf('\n') };
}

/** W-05: a statement begins right behind what stands before it in its list; alone, inside its brace. */
function statementStart(text: string, brace: number): number {
  const before = text.slice(0, brace).trimEnd();
  return /[[,]$/.test(before) ? before.length : brace + 1;
}

/** Returns the policy's id as AWS names it, from the name by which the engine knows it (authz/gather.ts). */
function sourceId(world: World, name: string): string {
  const hash = name.indexOf('#');
  if (hash > 0) {
    const [type = '', ...rest] = (parseArn(name.slice(0, hash))?.resource ?? '').split('/');
    return `${type}_${rest.at(-1) ?? ''}_${name.slice(hash + 1)}`;
  }
  return findByArn(world, 'policies', name)?.policyName ?? name;
}

/** The names of policies in answers, by their gate (W-05); that of resource policies is unverified. */
const sourceTypes: Partial<Record<Gate['layer'], string>> = {
  identity: 'IAM Policy',
  'permissions-boundary': 'Permissions Boundary Policy',
  resource: 'Resource Policy',
};

function missingKeys({ policies, input }: Setting): string[] {
  const given = new Set(Object.keys(input.context ?? {}).map((key) => key.toLowerCase()));
  return contextKeysOf(policies).filter((key) => !given.has(key.toLowerCase()));
}

const simulateCustomPolicy = accountOperation('SimulateCustomPolicy', (call) => {
  const policies = givenPolicies('PolicyInputList', call.params.PolicyInputList);
  if (!policies.ok) return policies;
  const levels = givenLevels(call.params.OrderedOrganizationPolicyInputList);
  if (!levels.ok) return levels;
  const arn = userArn(call.account.id, '/', simulatedName);
  const principal = { kind: 'outside', arn, account: call.account.id } as const;
  return simulate(call, { principal, policies: policies.value }, levels.value);
});

const simulatePrincipalPolicy = iamOperation('SimulatePrincipalPolicy', {
  checks: ({ params }) => [checkArn('SimulatePrincipalPolicy', params.PolicySourceArn)],
  run: (call) => {
    const found = findSource(call, call.params.PolicySourceArn);
    if (!found.ok) return found;
    const given = givenPolicies('PolicyInputList', call.params.PolicyInputList);
    if (!given.ok) return given;
    const exclusions = readExclusions(call.params.PolicyExclusionList);
    if (!exclusions.ok) return exclusions;
    const leftOut = exclusions.value;
    const { principal, policies } = found.value;
    const boundary = leftOut.boundary ? undefined : boundaryOf(call.world, principal);
    const source: AnalysisSubject = {
      principal,
      policies: [...policies.filter((policy) => !leftOut.leavesOut(policy)), ...given.value],
      ...defined({ boundary }),
    };
    return simulate(call, source, attachedLevels(call, source, leftOut));
  },
});

export const simulatorOperations: Operation[] = [simulateCustomPolicy, simulatePrincipalPolicy];

// `ContextEntries` are keys with values of a stated type, which must fit it.

const fits: Readonly<Record<string, (value: string) => boolean>> = {
  string: () => true,
  numeric: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
  boolean: (value) => value === 'true' || value === 'false',
  ip: (value) => /^[\dA-Fa-f.:]+(\/\d{1,3})?$/.test(value),
  binary: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
  date: (value) => /^\d+$/.test(value) || !Number.isNaN(Date.parse(value)),
};

function readContextEntries(entries: readonly Api.ContextEntry[] = []): Result<RequestContext, AwsError> {
  const context: Record<string, string | readonly string[]> = {};
  for (const {
    ContextKeyName: key,
    ContextKeyValues: values = [],
    ContextKeyType: type = 'string',
  } of entries) {
    if (key === undefined) continue;
    const isList = type.endsWith('List');
    const check = fits[type.replace(/List$/, '')];
    const [first] = values;
    if (!values.every((value) => check?.(value)) || (!isList && values.length > 1))
      return fail('InvalidInput', unverifiedTexts.badContextValue(key, type));
    if (isList) context[key] = values;
    else if (first !== undefined) context[key] = first;
  }
  return ok(context);
}
