/** Attributes of queues and topics: the policy is one of them, and AddPermission writes it. */

import { currentResourceDocument, withPrincipalIds } from '../../authz/trust-ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import type { Answer } from '../operation.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { changed, textParam } from './calls.ts';
import type { ApiKind, ResourceParams, ResourceCall } from './kinds.ts';
import { refusePolicy } from './policies.ts';
import { type ApiStatement, policyWith, policyWithout } from './statements.ts';
import { withPolicyTold } from '../../model/world/known-parts.ts';

export type Attributes = Readonly<Record<string, string>>;

export const resourceAttributes = (params: ResourceParams): Attributes =>
  (params['Attributes'] ?? {}) as Attributes;

/** Writes attributes over the record's own. An empty `Policy` removes the policy. */
export function withAttributes(
  call: ResourceCall,
  kind: ApiKind,
  record: ResourceRecord,
  given: Attributes,
): Result<ResourceRecord, AwsError> {
  const { Policy, ...others } = given;
  const details = Object.keys(others).length > 0 ? { details: { ...record.details, ...others } } : {};
  const { policy: _replaced, ...without } = record;
  if (Policy === undefined) return ok({ ...record, ...details });
  if (Policy === '') return ok(withPolicyTold({ ...without, ...details }));
  const after = { ...record, ...details, policy: Policy };
  return refusePolicy(call, kind, record.arn, Policy) ?? ok(withPrincipalIds(call.world, after));
}

/** Returns the first attribute that the record has with another value. */
export const differingAttribute = (record: ResourceRecord, given: Attributes): string | undefined =>
  Object.keys(given).find(
    (name) => given[name] !== (name === 'Policy' ? record.policy : record.details?.[name]),
  );

interface Granting {
  /** The members of the call that hold account ids and actions. */
  readonly accounts: string;
  readonly actions: string;
  /** The spelling of the service's prefix in the statement. */
  readonly prefix: string;
  readonly refuse: (
    call: ResourceCall,
    accounts: readonly string[],
    actions: readonly string[],
  ) => ApiFailure | undefined;
  readonly taken: (label: string) => ApiFailure;
}

/** Writes one statement for accounts and actions of the service. One of a kind is no list (W-17). */
export const addPermission =
  (kind: ApiKind, { accounts, actions, prefix, refuse, taken }: Granting) =>
  (call: ResourceCall, record: ResourceRecord): Answer<Record<string, unknown>> => {
    const { params, world } = call;
    const ids = (params[accounts] ?? []) as readonly string[];
    const names = (params[actions] ?? []) as readonly string[];
    const wrong = refuse(call, ids, names);
    if (wrong) return wrong;
    const statement: ApiStatement = {
      Sid: textParam('Label')(params),
      Effect: 'Allow',
      Principal: { AWS: oneOrMore(ids.map((id) => `arn:aws:iam::${id}:root`)) },
      Action: oneOrMore(names.map((name) => `${prefix}:${name}`)),
      Resource: record.arn,
    };
    const fresh = { version: '2008-10-17', id: `${record.arn}/${prefix}DefaultPolicy` };
    const policy = policyWith(currentResourceDocument(world, record), statement, fresh);
    if (policy === undefined) return taken(statement.Sid);
    const refused = refusePolicy(call, kind, record.arn, policy, policyWith(undefined, statement, fresh));
    return refused ?? changed({}, record, { ...record, policy });
  };

const oneOrMore = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? '') : values;

/** Removes the statement that `member` of the call names; `missing` answers when the policy has none. */
export const removePermission =
  (missing: (label: string) => Answer<Record<string, unknown>>, member = 'Label') =>
  ({ params, world }: ResourceCall, record: ResourceRecord): Answer<Record<string, unknown>> => {
    const label = textParam(member)(params);
    const left = policyWithout(currentResourceDocument(world, record), label);
    if (left === undefined) return missing(label);
    const { policy: _gone, ...without } = record;
    return changed({}, record, left === '' ? without : { ...record, policy: left });
  };
