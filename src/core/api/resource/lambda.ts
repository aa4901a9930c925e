/** Lambda: functions. Their execution role is passed to them (E-58); their policy is written by statement. */

import { authorize } from '../../authz/authorize.ts';
import { untrustedService } from '../../authz/role-trust.ts';
import { currentResourceDocument } from '../../authz/trust-ids.ts';
import { parseArn } from '../../model/arn.ts';
import { newUuid } from '../../model/ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { lambdaFunction } from '../../model/resource-kinds/lambda-function.ts';
import { findByArn } from '../../model/world/world.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import type { ApiTag } from '../iam/tag-rules.ts';
import { type PermissionCheck, type Operation, type Answer, done } from '../operation.ts';
import {
  changed,
  gone,
  keyList,
  madeResource,
  making,
  newRecord,
  onAccount,
  onOne,
  optionalParam,
  tagMapParam,
  tagObject,
  tagging,
  textParam,
  untagging,
  withDetails,
} from './calls.ts';
import { type ResourceParams, type ResourceCall, apiKind, findResource, ofKind } from './kinds.ts';
import { refusePolicy } from './policies.ts';
import { failed } from './refusals.ts';
import { removePermission } from './attributes.ts';
import { type ApiStatement, policyWith } from './statements.ts';
import { defined } from '../../model/defined.ts';

const fn = apiKind(lambdaFunction, {
  missing: (_, arn) => failed('ResourceNotFoundException', 404, `Function not found: ${arn}`),
  tags: { code: 'InvalidParameterValueException' },
  policy: {
    code: 'InvalidParameterValueException',
    tooLong: say.lambdaTooLong,
    principal: () => say.lambdaPrincipal,
  },
});
type Response = Record<string, unknown>;
const named = textParam('FunctionName');

/** Takes a name, an ARN or `{account}:function:{name}`. */
const arnOf = (call: ResourceCall): string =>
  fn.arn(call, named(call.params).replace(/^(?:\d{12}:)?function:/, ''));

function passing(call: ResourceCall): readonly PermissionCheck[] {
  const role = optionalParam(call.params, 'Role');
  if (role === undefined) return [];
  return [
    {
      action: 'iam:PassRole',
      resource: role,
      printed: role,
      context: { 'iam:PassedToService': 'lambda.amazonaws.com', 'iam:AssociatedResourceArn': arnOf(call) },
    },
  ];
}

/** The role must exist in the account and let Lambda in. `account`: the owner of the function. */
function refuseRole(
  { world, env }: ResourceCall,
  account: ResourceRecord['account'],
  arn: string,
): ApiFailure | undefined {
  const role = findByArn(world, 'roles', arn);
  const passed = { action: 'lambda:CreateFunction', role: arn, service: 'lambda.amazonaws.com' };
  if (role?.account === account && !untrustedService(world, passed, env)) return undefined;
  const message = 'The role defined for the function cannot be assumed by Lambda.';
  return failed('InvalidParameterValueException', 400, message);
}

function create(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const { params, now } = call;
  const arn = arnOf(call);
  if (findResource(call, fn, arn)) {
    const name = parseArn(arn)?.resource.slice('function:'.length) ?? '';
    return failed('ResourceConflictException', 409, `Function already exist: ${name}`);
  }
  const role = textParam('Role')(params);
  const refused = refuseRole(call, call.account.id, role);
  if (refused) return refused;
  const details: Record<string, string> = { role, lastModified: now, state: 'Active' };
  for (const member of ['Runtime', 'Handler', 'Description']) {
    const value = optionalParam(params, member);
    if (value !== undefined) details[member.toLowerCase()] = value;
  }
  const record = newRecord(call, arn, tags, { details });
  return madeResource(view(record), record);
}

function view({ arn, name, details = {}, createDate }: ResourceRecord): Response {
  const { runtime, role, handler, description, lastModified, state } = details;
  return {
    FunctionName: name,
    FunctionArn: arn,
    ...defined({ Runtime: runtime, Role: role, Handler: handler }),
    Description: description ?? '',
    LastModified: lastModified ?? createDate ?? '1970-01-01T00:00:00Z',
    State: state ?? 'Active',
    Version: '$LATEST',
  };
}

/** Returns the statement that AddPermission writes: for a service with its source, or for an account. */
function statementOf(call: ResourceCall, arn: string): ApiStatement {
  const { params } = call;
  const principal = textParam('Principal')(params);
  const isAccount = /^\d{12}$/.test(principal) || principal.startsWith('arn:');
  const account = /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
  const [source, owner, organization] = ['SourceArn', 'SourceAccount', 'PrincipalOrgID'].map((member) =>
    optionalParam(params, member),
  );
  const condition = {
    ...(source === undefined ? {} : { ArnLike: { 'AWS:SourceArn': source } }),
    ...(owner === undefined && organization === undefined
      ? {}
      : {
          StringEquals: {
            ...defined({ 'AWS:SourceAccount': owner, 'aws:PrincipalOrgID': organization }),
          },
        }),
  };
  return {
    Sid: textParam('StatementId')(params),
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : isAccount ? { AWS: account } : { Service: principal },
    Action: textParam('Action')(params),
    Resource: arn,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

const fresh = { version: '2012-10-17', id: 'default' };

function addPermission(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const statement = statementOf(call, record.arn);
  const policy = policyWith(currentResourceDocument(call.world, record), statement, fresh);
  if (policy === undefined) {
    const message = `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
    return failed('ResourceConflictException', 409, message);
  }
  const refused = refusePolicy(call, fn, record.arn, policy, policyWith(undefined, statement, fresh));
  if (refused) return refused;
  return changed({ Statement: JSON.stringify(statement) }, record, { ...record, policy });
}

const noPolicy = () =>
  failed('ResourceNotFoundException', 404, 'No policy is associated with the given resource.');

function update(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { params, now } = call;
  const role = optionalParam(params, 'Role');
  const refused = role === undefined ? undefined : refuseRole(call, call.account.id, role);
  if (refused) return refused;
  const given = Object.fromEntries(
    ['Role', 'Runtime', 'Handler', 'Description'].flatMap((member) => {
      const value = optionalParam(params, member);
      return value === undefined ? [] : [[member.toLowerCase(), value]];
    }),
  ) as Record<string, string>;
  const after = withDetails(record, { ...given, lastModified: now });
  return changed(view(after), record, after);
}

/** Puts other code in: the code itself is not kept, since nothing runs here. */
function updateCode(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { params, now } = call;
  if (params['ZipFile'] === undefined && params['ImageUri'] === undefined)
    return failed('InvalidParameterValueException', 400, 'Please provide a source for function code.');
  const after = withDetails(record, { lastModified: now });
  return changed(view(after), record, after);
}

/** Starts the code. Lambda itself then assumes the role, by a call of its own (G-64). */
function invoke(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const refused = refuseRole(call, record.account, record.details?.['role'] ?? '');
  if (refused) return refused;
  const codes: Readonly<Record<string, number>> = { Event: 202, DryRun: 204 };
  const StatusCode = codes[optionalParam(call.params, 'InvocationType') ?? ''] ?? 200;
  return done({ StatusCode, ExecutedVersion: '$LATEST' });
}

/** The permission that the role of the function needs on a source that it reads. */
const reads: Readonly<Record<string, string>> = {
  sqs: 'sqs:ReceiveMessage',
  kinesis: 'kinesis:GetRecords',
  dynamodb: 'dynamodb:GetRecords',
};

/** Lets a queue or stream invoke the function, if the function's role may read it. */
function map(call: ResourceCall): Answer<Response> {
  const { world, params, env, source } = call;
  const record = findResource(call, fn, byName(params));
  if (!record) return fn.missing('', arnOf(call));
  const from = textParam('EventSourceArn')(params);
  const action = reads[parseArn(from)?.service ?? ''];
  if (action === undefined)
    return failed('InvalidParameterValueException', 400, 'Unrecognized event source.');
  const principal = record.details?.['role'] ?? '';
  const asked = { principal, action, resource: from };
  if (authorize(world, asked, { now: env.now, source }).verdict === 'denied') {
    const message = `The provided execution role does not have permissions to call ${action.split(':')[1]} on the event source`;
    return failed('InvalidParameterValueException', 400, message);
  }
  const after = withDetails(record, { eventSource: from });
  const UUID = newUuid(env.random);
  return changed({ UUID, EventSourceArn: from, FunctionArn: record.arn, State: 'Creating' }, record, after);
}

const byName = (params: ResourceParams): string => named(params).replace(/^(?:\d{12}:)?function:/, '');

export const lambdaOperations: Operation[] = [
  making(fn, 'CreateFunction', {
    on: arnOf,
    tags: tagMapParam('Tags'),
    also: passing,
    run: create,
  }),
  onOne(fn, 'DeleteFunction', byName, (_, record) => gone({}, record)),
  onOne(fn, 'GetFunction', byName, (_, record) =>
    done({ Configuration: view(record), ...(record.tags.length > 0 ? { Tags: tagObject(record) } : {}) }),
  ),
  onAccount('lambda', 'ListFunctions', (call) => done({ Functions: ofKind(call, fn).map(view) })),
  onOne(fn, 'UpdateFunctionConfiguration', byName, update, { also: passing }),
  onOne(fn, 'UpdateFunctionCode', byName, updateCode),
  onOne(fn, 'Invoke', byName, invoke, { action: 'InvokeFunction' }),
  onAccount('lambda', 'CreateEventSourceMapping', map, {
    context: (call) => ({ 'lambda:FunctionArn': arnOf(call) }),
  }),
  onOne(fn, 'AddPermission', byName, addPermission, {
    context: ({ params }) => ({ 'lambda:Principal': textParam('Principal')(params) }),
  }),
  onOne(fn, 'RemovePermission', byName, removePermission(noPolicy, 'StatementId')),
  onOne(fn, 'GetPolicy', byName, (call, record) => {
    const policy = currentResourceDocument(call.world, record);
    return policy === undefined ? noPolicy() : done({ Policy: policy, RevisionId: newUuid(call.env.random) });
  }),
  tagging(fn, 'TagResource', textParam('Resource'), tagMapParam('Tags')),
  untagging(fn, 'UntagResource', textParam('Resource'), keyList('TagKeys')),
  onOne(fn, 'ListTags', textParam('Resource'), (_, record) => done({ Tags: tagObject(record) })),
];
