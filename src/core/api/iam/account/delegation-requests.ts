/**
 * Temporary delegation (Y-03). Only partners that AWS admitted may create a request, and no account here is one.
 * So no request exists: lists are empty, and who may call gets the answer for an unknown id.
 */

import type { RequestContext } from '../../../authz/decision.ts';
import type { IamInputs } from '../../model/generated/iam-types.ts';
import { unverifiedDelegationTexts } from '../../errors/delegation-texts.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { type Call, type Check, type Operation, done, iamOperation } from '../../operation.ts';

/** Operations on one request, which they name by its id. */
const onRequest = [
  'AcceptDelegationRequest',
  'AssociateDelegationRequest',
  'GetDelegationRequest',
  'RejectDelegationRequest',
  'SendDelegationToken',
  'UpdateDelegationRequest',
] as const satisfies readonly (keyof IamInputs)[];

const requestArn = ({ account }: Call<unknown>, id: string): string =>
  `arn:aws:iam::${account.id}:delegation-request/${id}`;

function checkRequest(call: Call<unknown>, action: string, id: string, context?: RequestContext): Check {
  const resource = requestArn(call, id);
  return { action: `iam:${action}`, resource, printed: resource, ...(context ? { context } : {}) };
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
        ...(template === undefined ? {} : { 'iam:TemplateArn': template }),
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

export const delegationRequestOperations: Operation[] = [
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
