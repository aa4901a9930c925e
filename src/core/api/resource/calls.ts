/**
 * Builders of operations on resources. There are only a few forms: on the account, on one resource that
 * exists, one that makes a resource. A service's file is a table of these, so it shows only the differences.
 */

import type { RequestContext } from '../../authz/decision.ts';
import { requestTagKeys } from '../../authz/context.ts';
import { currentResourceDocument, withPrincipalIds } from '../../authz/trust-ids.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { resourceName } from '../../model/arn.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { ResourceDetails, ResourceRecord } from '../../model/records/tables.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { type ApiTag, creationTagKeys, tagsOf, withoutTags } from '../iam/tag-rules.ts';
import { type PermissionCheck, type Definition, type Operation, type Answer, done } from '../operation.ts';
import { type ApiKind, type ResourceParams, type ResourceCall, findResource } from './kinds.ts';
import { refusePolicy } from './policies.ts';
import { refusalOf, refuseRegion, refuseResourceTags } from './refusals.ts';
import { withPolicyTold } from '../../model/world/known-parts.ts';
import { defined } from '../../model/defined.ts';

type Response = Record<string, unknown>;

export interface Row {
  /** IAM's name of the permission, when it is not the operation's. */
  readonly action?: string;
  readonly context?: (call: ResourceCall, record: ResourceRecord | undefined) => RequestContext;
  /** Further permissions: `iam:PassRole`, tagging at creation. */
  readonly also?: (
    call: ResourceCall,
    record: ResourceRecord | undefined,
  ) => readonly PermissionCheck[] | ApiFailure;
  /** The resource that the call is authorized on, when it is not the one that the call names. */
  readonly on?: (call: ResourceCall) => string;
  /** The call takes a resource that waits for its deletion. */
  readonly waits?: boolean | ((call: ResourceCall) => boolean);
  /** Answers for a resource that does not exist, when the kind's refusal is not the answer. */
  readonly absent?: (call: ResourceCall, arn: string) => Answer<Response>;
}

export const operation = (
  service: ApiKind['service'],
  name: string,
  definition: Definition<ResourceParams, Response>,
): Operation => ({
  service,
  name,
  ...({
    refuse: refusalOf(service),
    ...definition,
    run: (call: ResourceCall) => keepingIds(call, definition.run(call)),
  } as Definition<unknown, unknown>),
});

/** G-52: a policy is saved with the ids behind the ARNs that it names. What was always there is made by its first change. */
function keepingIds({ world }: ResourceCall, result: Answer<Response>): Answer<Response> {
  if (!result.ok) return result;
  const changes = result.changes.map((change) => {
    if (change.table !== 'resources' || !change.after) return change;
    const { before, after } = change;
    const kept = after.policy === before?.policy ? after : withPrincipalIds(world, after);
    return before && !world.resources.has(before.id)
      ? created('resources', kept)
      : { ...change, after: kept };
  });
  return { ...result, changes };
}

function checked(
  call: ResourceCall,
  service: string,
  name: string,
  { action = name, context, also }: Row,
  arn: string,
  record?: ResourceRecord,
): readonly PermissionCheck[] | ApiFailure {
  const refused = refuseRegion(call, service);
  if (refused) return refused;
  const keys = context?.(call, record) ?? {};
  const further = also?.(call, record) ?? [];
  if ('ok' in further) return further;
  return [{ action: `${service}:${action}`, resource: arn, printed: arn, context: keys }, ...further];
}

/** Makes a call bound to no resource: evaluated on `*` (G-34), or on what the service prints for it. */
export const onAccount = (
  service: ApiKind['service'],
  name: string,
  run: (call: ResourceCall) => Answer<Response>,
  { on = '*', ...row }: Omit<Row, 'on'> & { readonly on?: string } = {},
): Operation => operation(service, name, { checks: (call) => checked(call, service, name, row, on), run });

export const onOne = (
  kind: ApiKind,
  name: string,
  named: (params: ResourceParams) => string,
  run: (call: ResourceCall, record: ResourceRecord) => Answer<Response>,
  row: Row = {},
): Operation =>
  operation(kind.service, name, {
    checks: (call) => {
      const given = named(call.params);
      const record = findResource(call, kind, given);
      const arn = kind.arn(call, given);
      if (!record && kind.isMissingFirst) return kind.missing(given, arn);
      const context = (): RequestContext => ({ ...kind.keys?.(call, given), ...row.context?.(call, record) });
      return checked(call, kind.service, name, { ...row, context }, row.on?.(call) ?? arn, record);
    },
    run: (call) => {
      const given = named(call.params);
      const record = findResource(call, kind, given);
      const arn = kind.arn(call, given);
      if (!record || isDeleted(record, call.env.now))
        return row.absent?.(call, arn) ?? kind.missing(given, arn);
      const waits = typeof row.waits === 'function' ? row.waits(call) : row.waits === true;
      return (waits ? undefined : kind.waiting?.(record)) ?? run(call, record);
    },
  });

/** Returns true when the waiting period of a deletion is over, even if the row is still there. */
export const isDeleted = ({ details }: ResourceRecord, now: number): boolean => {
  const date = details?.['deletionDate'];
  return date !== undefined && Date.parse(date) <= now;
};

/** Makes a call that creates a resource: authorized on its future ARN, with the tags that it will have. */
export const making = (
  kind: ApiKind,
  name: string,
  row: Row & {
    /** The resource that the refusal and the policies see: the future ARN, or `*`. */
    readonly on: (call: ResourceCall) => string;
    readonly tags: (params: ResourceParams) => readonly ApiTag[];
    readonly run: (call: ResourceCall, tags: readonly ApiTag[]) => Answer<Response>;
  },
): Operation =>
  operation(kind.service, name, {
    checks: (call) => {
      const context = { ...creationTagKeys(row.tags(call.params)), ...row.context?.(call, undefined) };
      return checked(call, kind.service, name, { ...row, context: () => context }, row.on(call));
    },
    run: (call) => {
      const tags = row.tags(call.params);
      return refuseResourceTags(kind, tags) ?? row.run(call, tags);
    },
  });

/** Returns the check of tags given at creation: services that have a call for tags want its permission too. */
export const taggingToo = (
  action: string,
  resource: string,
  tags: readonly ApiTag[],
): readonly PermissionCheck[] =>
  tags.length === 0 ? [] : [{ action, resource, printed: resource, context: requestTagKeys(tags) }];

export const newRecord = (
  call: ResourceCall,
  arn: string,
  tags: readonly ApiTag[],
  {
    policy,
    details,
    account = call.account.id,
  }: {
    readonly policy?: string | undefined;
    readonly details?: ResourceDetails;
    readonly account?: ResourceRecord['account'];
  } = {},
): ResourceRecord => ({
  id: unsafeEntityId(arn),
  arn: unsafeArn(arn),
  account,
  name: resourceName(arn),
  tags: tagsOf(tags),
  ...defined({ policy }),
  createDate: call.now,
  ...defined({ details }),
});

export const madeResource = (response: Response, record: ResourceRecord): Answer<Response> =>
  done(response, [created('resources', record)]);

export const changed = (
  response: Response,
  record: ResourceRecord,
  after: ResourceRecord,
  ...more: readonly Change[]
): Answer<Response> => {
  const row = after.policy === record.policy ? after : withPolicyTold(after);
  return done(response, [replaced('resources', record, row), ...more]);
};

export const gone = (
  response: Response,
  record: ResourceRecord,
  ...more: readonly Change[]
): Answer<Response> => done(response, [deleted('resources', record), ...more]);

/** Replaces some `details`; `undefined` removes one. */
export function withDetails(
  record: ResourceRecord,
  more: Readonly<Record<string, string | undefined>>,
): ResourceRecord {
  const details: Record<string, string> = { ...record.details };
  for (const [name, value] of Object.entries(more)) {
    if (value === undefined) delete details[name];
    else details[name] = value;
  }
  return { ...record, details };
}

const exactly = { ignoreCase: false };

type TagRow = Pick<Row, 'action' | 'absent'>;

export const tagging = (
  kind: ApiKind,
  name: string,
  named: (params: ResourceParams) => string,
  tags: (params: ResourceParams) => readonly ApiTag[],
  { replaces = false, refuse, ...row }: TagRow & TagRefusal & { readonly replaces?: boolean } = {},
): Operation =>
  onOne(
    kind,
    name,
    named,
    (call, record) => {
      const given = tags(call.params);
      const after = replaces ? inOrder(record.tags, tagsOf(given)) : withTags(record.tags, given);
      const refused = refuse?.(record) ?? refuseResourceTags(kind, given, after.length, record.name);
      return refused ?? changed({}, record, { ...record, tags: after });
    },
    { ...row, context: ({ params }) => requestTagKeys(tags(params)) },
  );

interface TagRefusal {
  /** Refuses the call for what the resource is, before its tags are looked at. */
  readonly refuse?: (record: ResourceRecord) => ApiFailure | undefined;
}

export function withTags(before: readonly Tag[], given: readonly ApiTag[]): Tag[] {
  const keys = given.map(({ Key }) => Key);
  return inOrder(before, [...withoutTags(before, keys, exactly), ...tagsOf(given)]);
}

/** A tag that is written anew keeps its place. */
function inOrder(before: readonly Tag[], after: readonly Tag[]): Tag[] {
  const places = new Map(before.map(({ key }, at) => [key, at]));
  return after.toSorted(
    (one, other) => (places.get(one.key) ?? before.length) - (places.get(other.key) ?? before.length),
  );
}

export const untagging = (
  kind: ApiKind,
  name: string,
  named: (params: ResourceParams) => string,
  keys: (params: ResourceParams, record: ResourceRecord) => readonly string[],
  { refuse, ...row }: TagRow & TagRefusal = {},
): Operation =>
  onOne(
    kind,
    name,
    named,
    ({ params }, record) =>
      refuse?.(record) ??
      changed({}, record, { ...record, tags: withoutTags(record.tags, keys(params, record), exactly) }),
    {
      ...row,
      context: ({ params }, record) => {
        const wanted = record ? keys(params, record) : [];
        return wanted.length === 0 ? {} : { 'aws:TagKeys': wanted };
      },
    },
  );

/** Makes a call that saves a policy with the resource, checked as the service checks it. */
export const puttingPolicy = (
  kind: ApiKind,
  name: string,
  named: (params: ResourceParams) => string,
  policy: (params: ResourceParams) => string,
  row: Row & {
    readonly refuse?: (call: ResourceCall, record: ResourceRecord, text: string) => ApiFailure | undefined;
    readonly response?: (call: ResourceCall, record: ResourceRecord) => Response;
    /** Returns details of the resource that change with the policy. */
    readonly details?: (call: ResourceCall, record: ResourceRecord, text: string) => ResourceDetails;
  } = {},
): Operation =>
  onOne(
    kind,
    name,
    named,
    (call, record) => {
      const text = policy(call.params);
      const refused = refusePolicy(call, kind, record.arn, text) ?? row.refuse?.(call, record, text);
      if (refused) return refused;
      const details = row.details?.(call, record, text);
      const policed = { ...record, policy: text };
      const after = withPrincipalIds(call.world, details ? withDetails(policed, details) : policed);
      return changed(row.response?.(call, after) ?? {}, record, after);
    },
    row,
  );

export const gettingPolicy = (
  kind: ApiKind,
  name: string,
  named: (params: ResourceParams) => string,
  none: (record: ResourceRecord) => ApiFailure,
  view: (policy: string, record: ResourceRecord) => Response,
): Operation =>
  onOne(kind, name, named, ({ world }, record) => {
    const policy = currentResourceDocument(world, record);
    return policy === undefined ? none(record) : done(view(policy, record));
  });

export const deletingPolicy = (
  kind: ApiKind,
  name: string,
  named: (params: ResourceParams) => string,
  view: (record: ResourceRecord) => Response = () => ({}),
  refuse?: (call: ResourceCall, record: ResourceRecord) => ApiFailure | undefined,
): Operation =>
  onOne(kind, name, named, (call, record) => {
    const { policy: _gone, ...without } = record;
    const refused = refuse?.(call, record);
    if (refused) return refused;
    const after = withPolicyTold(without);
    const isSame = record.policy === undefined && after.details === record.details;
    return isSame ? done(view(record)) : changed(view(record), record, after);
  });

/** Reads a member of the parameters as text. The API model has checked that it is there. */
export const textParam =
  (member: string) =>
  (params: ResourceParams): string =>
    typeof params[member] === 'string' ? params[member] : '';

export const optionalParam = (params: ResourceParams, member: string): string | undefined => {
  const value = params[member];
  if (value === undefined || typeof value === 'string') return value;
  return JSON.stringify(value);
};

export const tagList =
  (member: string, key = 'Key', value = 'Value') =>
  (params: ResourceParams): ApiTag[] =>
    ((params[member] ?? []) as readonly Readonly<Record<string, string>>[]).map((tag) => ({
      Key: tag[key] ?? '',
      Value: tag[value] ?? '',
    }));

export const tagMapParam =
  (member: string) =>
  (params: ResourceParams): ApiTag[] =>
    Object.entries((params[member] ?? {}) as Readonly<Record<string, string>>).map(([Key, Value]) => ({
      Key,
      Value,
    }));

export const keyList =
  (member: string) =>
  (params: ResourceParams): readonly string[] =>
    (params[member] ?? []) as readonly string[];

export const tagObject = ({ tags }: ResourceRecord): Record<string, string> =>
  Object.fromEntries(tags.map(({ key, value }) => [key, value]));
