/**
 * EventBridge: event buses (W-22). PutPermission writes one statement of the policy or the whole of it, and DescribeEventBus
 * shows it. Rules, targets and events are not simulated.
 */

import { currentResourceDocument } from '../../authz/trust-ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { defaultBus, eventsEventBus } from '../../model/resource-kinds/events-event-bus.ts';
import { fieldOf } from '../../model/resource-kinds/kind.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { serviceTexts as say, unverifiedServiceTexts as unverified } from '../errors/service-texts.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import { type Answer, type Operation, done } from '../operation.ts';
import { pageOf } from '../paging.ts';
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
  tagList,
  tagging,
  taggingToo,
  textParam,
  untagging,
  withDetails,
} from './calls.ts';
import {
  type ResourceParams,
  type ResourceCall,
  apiKind,
  findResource,
  ofKind,
  callRegionOf,
} from './kinds.ts';
import { refusePolicy } from './policies.ts';
import { failed } from './refusals.ts';
import { type ApiStatement, policyWith, policyWithout } from './statements.ts';
import { defined } from '../../model/defined.ts';

type Response = Record<string, unknown>;

const invalid = (message: string): ApiFailure => failed('ValidationException', 400, message);

const bus = apiKind(eventsEventBus, {
  missing: (_, arn) => failed('ResourceNotFoundException', 400, say.busMissing(nameIn(arn))),
  always: (call, arn) =>
    arn === eventsEventBus.arn({ region: callRegionOf(call), account: call.account.id }, defaultBus)
      ? { ...newRecord(call, arn, []), createDate: call.account.createDate }
      : undefined,
  tags: { code: 'ValidationException' },
  policy: {
    code: 'ValidationException',
    tooLong: unverified.busPolicyTooLong,
    tooLongCode: 'PolicyLengthExceededException',
  },
});

const nameIn = (arn: string): string => fieldOf(arn).slice('event-bus/'.length);
const named = (params: ResourceParams): string => optionalParam(params, 'Name') ?? defaultBus;
const ofPermission = (params: ResourceParams): string => optionalParam(params, 'EventBusName') ?? defaultBus;

function create(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const name = textParam('Name')(call.params);
  if (name.includes('/')) return invalid(unverified.busNameWithSlash);
  if (findResource(call, bus, name))
    return failed('ResourceAlreadyExistsException', 400, say.busExists(name));
  const description = optionalParam(call.params, 'Description');
  const details = { lastModified: call.now, ...defined({ description }) };
  const record = newRecord(call, bus.arn(call, name), tags, { details });
  return madeResource({ EventBusArn: record.arn, ...defined({ Description: description }) }, record);
}

function view({ world }: ResourceCall, record: ResourceRecord): Response {
  const { arn, createDate = '1970-01-01T00:00:00Z', details = {} } = record;
  const policy = currentResourceDocument(world, record);
  return {
    Name: nameIn(arn),
    Arn: arn,
    ...defined({ Description: details['description'], Policy: policy }),
    CreationTime: createDate,
    LastModifiedTime: details['lastModified'] ?? createDate,
  };
}

function list(call: ResourceCall): Answer<Response> {
  const { params } = call;
  const prefix = optionalParam(params, 'NamePrefix') ?? '';
  const held = ofKind(call, bus).filter(({ name }) => name !== defaultBus);
  const all = [findResource(call, bus, defaultBus) ?? [], held].flat().map((record) => view(call, record));
  const limit = params['Limit'];
  const Marker = optionalParam(params, 'NextToken');
  const page = pageOf(
    all.filter(({ Name }) => String(Name).startsWith(prefix)),
    ({ Name }) => String(Name),
    {
      ...(typeof limit === 'number' ? { MaxItems: limit } : {}),
      ...defined({ Marker }),
    },
  );
  if (!page.ok) return page;
  const { items, more } = page.value;
  return done({ EventBuses: items, ...defined({ NextToken: more.Marker }) });
}

const fresh = { version: '2012-10-17' };

/** Returns the statement of a call, or the refusal where a part of it is missing. */
function statementOf({ params }: ResourceCall, arn: string): ApiStatement | ApiFailure {
  const [Sid, Action, principal] = ['StatementId', 'Action', 'Principal'].map((name) =>
    optionalParam(params, name),
  );
  if (Sid === undefined || Action === undefined || principal === undefined)
    return invalid(unverified.busPermissionIncomplete);
  if (Action !== 'events:PutEvents') return invalid(unverified.busAction);
  const condition = params['Condition'] as ResourceParams | undefined;
  return {
    Sid,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
    Action,
    Resource: arn,
    ...(condition && {
      Condition: {
        [textParam('Type')(condition)]: { [textParam('Key')(condition)]: textParam('Value')(condition) },
      },
    }),
  };
}

function putPermission(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const whole = optionalParam(call.params, 'Policy');
  const save = (policy: string, part?: string) =>
    refusePolicy(call, bus, record.arn, policy, part) ??
    changed({}, record, { ...withDetails(record, { lastModified: call.now }), policy });
  if (whole !== undefined) return save(whole);
  const statement = statementOf(call, record.arn);
  if ('ok' in statement) return statement;
  // A statement of that id is replaced; the others stay as they are.
  const held = currentResourceDocument(call.world, record);
  const others = policyWithout(held, statement.Sid) ?? held;
  const policy = policyWith(others === '' ? undefined : others, statement, fresh) ?? '';
  return save(policy, policyWith(undefined, statement, fresh));
}

function removePermission({ params, world, now }: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { policy: _gone, ...without } = withDetails(record, { lastModified: now });
  if (params['RemoveAllPermissions'] === true) return changed({}, record, without);
  const left = policyWithout(currentResourceDocument(world, record), textParam('StatementId')(params));
  if (left === undefined) return failed('ResourceNotFoundException', 400, say.busStatementMissing);
  return changed({}, record, left === '' ? without : { ...without, policy: left });
}

const ofResource = textParam('ResourceARN');

export const eventsOperations: Operation[] = [
  making(bus, 'CreateEventBus', {
    on: (call) => bus.arn(call, named(call.params)),
    tags: tagList('Tags'),
    also: (call) =>
      taggingToo('events:TagResource', bus.arn(call, named(call.params)), tagList('Tags')(call.params)),
    run: create,
  }),
  onOne(
    bus,
    'DeleteEventBus',
    named,
    (_, record) => (record.name === defaultBus ? invalid(say.busIsDefault) : gone({}, record)),
    { absent: () => done({}) },
  ),
  onOne(bus, 'DescribeEventBus', named, (call, record) => done(view(call, record))),
  onAccount('events', 'ListEventBuses', list),
  onOne(bus, 'PutPermission', ofPermission, putPermission),
  onOne(bus, 'RemovePermission', ofPermission, removePermission),
  tagging(bus, 'TagResource', ofResource, tagList('Tags')),
  untagging(bus, 'UntagResource', ofResource, keyList('TagKeys')),
  onOne(bus, 'ListTagsForResource', ofResource, (_, { tags }) => done({ Tags: apiTags(tags) })),
];
