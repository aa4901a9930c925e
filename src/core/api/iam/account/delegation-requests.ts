/**
 * Temporary delegation (Y-03). Only partners that AWS admitted may create a request, and no account here is one.
 * So no request exists: lists are empty, and who may call gets the answer for an unknown id.
 */

import type { RequestContext } from '#core/authz/decision.ts';
import type { IamInputs } from '../../model/generated/iam-types.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { type Call, type PermissionCheck, type Operation, done, iamOperation } from '../../operation.ts';
import { defined } from '#core/model/defined.ts';

// Texts of temporary delegation, role templates and account properties (Y-03, Y-04). All are unverified: AWS
// documents the codes and when they come, but nobody has recorded the sentences.

export const unverifiedDelegationTexts = {
  partnersOnly: 'This API is only available to AWS Partners that are onboarded to temporary delegation.',
  requestMissing: (id: string) => `Delegation request with id ${id} cannot be found.`,
  notSummarized: (arn: string) => `The entity ${arn} is not a delegation request.`,
  tradeInToken: 'The trade-in token is not valid.',
  notATemplate: (arn: string) => `ARN ${arn} is not valid: it must name a role template.`,
  templateMissing: (arn: string) => `Role template ${arn} cannot be found.`,
  noProperties: 'The properties must not be empty.',
  propertyKey: (key: string) => `The property key ${key} must have the form Namespace/PropertyName.`,
  oneNamespace: 'All properties of a request must belong to the same namespace.',
  propertyUnknown: (key: string) => `The property ${key} is not known.`,
} as const;

const onRequest = [
  'AcceptDelegationRequest',
  'AssociateDelegationRequest',
  'GetDelegationRequest',
  'RejectDelegationRequest',
  'SendDelegationToken',
  'UpdateDelegationRequest',
] as const satisfies readonly (keyof IamInputs)[];

function checkRequest(
  call: Call<unknown>,
  action: string,
  id: string,
  context?: RequestContext,
): PermissionCheck {
  const resource = `arn:aws:iam::${call.account.id}:delegation-request/${id}`;
  return { action: `iam:${action}`, resource, printed: resource, ...defined({ context }) };
}

const missing = (id: string): ApiFailure =>
  fail('NoSuchEntity', unverifiedDelegationTexts.requestMissing(id));

/** No account here is an onboarded partner. */
const partnersOnly = (): ApiFailure => fail('AccessDenied', unverifiedDelegationTexts.partnersOnly);

const createDelegationRequest = iamOperation('CreateDelegationRequest', {
  checks: (call) => {
    const { Permissions, SessionDuration, NotificationChannel } = call.params;
    const template = Permissions.PolicyTemplateArn;
    return [
      checkRequest(call, 'CreateDelegationRequest', '*', {
        'iam:DelegationDuration': String(SessionDuration),
        'iam:NotificationChannel': NotificationChannel,
        ...defined({ 'iam:TemplateArn': template }),
      }),
    ];
  },
  refuseCaller: partnersOnly,
  run: partnersOnly,
});

const listDelegationRequests = iamOperation('ListDelegationRequests', {
  checks: ({ params }) => [
    {
      action: 'iam:ListDelegationRequests',
      resource: '*',
      printed: '*',
      ...(params.OwnerId === undefined ? {} : { context: { 'iam:DelegationRequestOwner': params.OwnerId } }),
    },
  ],
  run: () => done({ DelegationRequests: [], isTruncated: false }),
});

const summarized = /^arn:aws:iam::\d{12}:delegation-request\/([\w-]+)$/;

const getHumanReadableSummary = iamOperation('GetHumanReadableSummary', {
  checks: ({ params: { EntityArn } }) => [
    { action: 'iam:GetHumanReadableSummary', resource: EntityArn, printed: EntityArn },
  ],
  run: ({ params: { EntityArn } }) => {
    const id = summarized.exec(EntityArn)?.[1];
    return id === undefined
      ? fail('InvalidInput', unverifiedDelegationTexts.notSummarized(EntityArn))
      : missing(id);
  },
});

const delegationRequestOperations: Operation[] = [
  createDelegationRequest,
  listDelegationRequests,
  getHumanReadableSummary,
  ...onRequest.map((name) =>
    iamOperation(name, {
      checks: (call) => [checkRequest(call, name, call.params.DelegationRequestId)],
      run: ({ params }) => missing(params.DelegationRequestId),
    }),
  ),
];

// Properties of the account (Y-04): settings of features such as role templates. Their names are not documented, so
// no account has any, and a property that somebody sets is unknown.

const keyForm = /^[^/]+\/[^/]+$/;
const namespaceOf = (key: string): string => key.split('/')[0] ?? '';

/** The namespaces stand in the request's context, one or more. */
const checkProperties = (action: string, keys: readonly string[]): PermissionCheck => ({
  action: `iam:${action}`,
  resource: '*',
  printed: '*',
  ...(keys.length > 0
    ? { context: { 'iam:AccountPropertyNamespaces': [...new Set(keys.map(namespaceOf))] } }
    : {}),
});

function refusal(keys: readonly string[]): ApiFailure {
  const [first] = keys;
  if (first === undefined) return fail('InvalidInput', unverifiedDelegationTexts.noProperties);
  const malformed = keys.find((key) => !keyForm.test(key));
  if (malformed !== undefined) return fail('InvalidInput', unverifiedDelegationTexts.propertyKey(malformed));
  return keys.some((key) => namespaceOf(key) !== namespaceOf(first))
    ? fail('InvalidInput', unverifiedDelegationTexts.oneNamespace)
    : fail('InvalidInput', unverifiedDelegationTexts.propertyUnknown(first));
}

const propertyOperations: Operation[] = [
  iamOperation('GetAccountProperties', {
    checks: () => [checkProperties('GetAccountProperties', [])],
    run: () => done({ Properties: {} }),
  }),
  iamOperation('PutAccountProperties', {
    checks: ({ params }) => [checkProperties('PutAccountProperties', Object.keys(params.Properties))],
    run: ({ params }) => refusal(Object.keys(params.Properties)),
  }),
];

// Role templates (Y-04): services of AWS offer them, and `AcquireRole` makes a role from one. The playground has
// none, since their contents are not published, so who may call gets the answer for an unknown template.

const templateForm = /^arn:aws:iam::aws:role-template\/[\w.-]+\/[\w+=,.@-]+(:\d+)?$/;

const checkTemplate = (action: string, arn: string): PermissionCheck => ({
  action: `iam:${action}`,
  resource: arn,
  printed: arn,
  context: { 'iam:RoleTemplateARN': arn },
});

const roleTemplateOperations: Operation[] = (['AcquireRole', 'GetRoleTemplateVersion'] as const).map((name) =>
  iamOperation(name, {
    // The ARN is the resource, so what is none cannot be authorized.
    checks: ({ params: { TemplateArn: arn } }) =>
      templateForm.test(arn)
        ? [checkTemplate(name, arn)]
        : fail('InvalidInput', unverifiedDelegationTexts.notATemplate(arn)),
    run: ({ params }) => fail('NoSuchEntity', unverifiedDelegationTexts.templateMissing(params.TemplateArn)),
  }),
);

export const delegationOperations: readonly Operation[] = [
  ...delegationRequestOperations,
  ...propertyOperations,
  ...roleTemplateOperations,
];
