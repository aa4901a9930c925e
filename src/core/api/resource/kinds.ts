/**
 * Kinds of resources as their services see them: what a call names, and how the service refuses it, its tags and its
 * policy. What a kind is stands in model/resource-kinds; each service's file here joins the two.
 */

import { defaultSource } from '../../authz/context.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { parseArn } from '../../model/arn.ts';
import type { ResourceKind } from '../../model/resource-kinds/kind.ts';
import { type KindPrefix, kindOfArn } from '../../model/resource-kinds/lookup.ts';
import type { ApiFailure } from '../errors/codes.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { findByArn, ownedBy } from '../../model/world/world.ts';
import type { Call } from '../operation.ts';

export type ResourceParams = Readonly<Record<string, unknown>>;
export type ResourceCall = Call<ResourceParams>;

export interface ApiKind {
  readonly is: ResourceKind<KindPrefix>;
  readonly service: KindPrefix;
  /** Returns the ARN that the given name means to this caller. */
  readonly arn: (call: ResourceCall, given: string) => string;
  readonly missing: (given: string, arn: string) => ApiFailure;
  /** Returns what every account has of the kind, though no call made it; it is stored once it is changed. */
  readonly always?: (call: ResourceCall, arn: string) => ResourceRecord | undefined;
  /** The service says that it does not exist before it asks for permission. */
  readonly isMissingFirst?: true;
  /** Refuses calls on a resource that waits for its deletion. */
  readonly waiting?: (record: ResourceRecord) => ApiFailure | undefined;
  /** Returns keys that every call on such a resource carries. */
  readonly keys?: (call: ResourceCall, given: string) => RequestContext;
  readonly tags: TagTexts;
  /** The refusals of a policy; absent when it has none. */
  readonly policy?: PolicyTexts;
}

export interface TagTexts {
  readonly code: string;
  /** The code of too many tags, when it is another. */
  readonly limitCode?: string;
  readonly reserved?: (key: string) => string;
  readonly duplicate?: (key: string) => string;
  readonly tooMany?: (name: string) => string;
}

export interface PolicyTexts {
  readonly code: string;
  readonly tooLong: string;
  /** The code of a policy that is too long, when it is another. */
  readonly tooLongCode?: string;
  /** Its words for a problem; absent: the problem as IAM says it. */
  readonly grammar?: (problem: string) => string;
  readonly principal?: (problem: string) => string;
  /** The refusal of an action of another service. */
  readonly foreignAction?: string;
  /** The refusal of a resource that is not this one or a part of it. */
  readonly foreignResource?: string;
  /** A resource need not be an ARN (W-17). It then matches nothing. */
  readonly anyResource?: true;
}

export const callRegionOf = ({ source }: Pick<Call<unknown>, 'source'>): string =>
  source?.region ?? defaultSource.region;

type ServiceSide = Omit<ApiKind, 'is' | 'service' | 'arn'> & Partial<Pick<ApiKind, 'arn'>>;

export const apiKind = <Own extends ServiceSide>(is: ResourceKind<KindPrefix>, own: Own): ApiKind & Own => ({
  is,
  service: is.service.prefix,
  arn: (call, given) => is.arn({ region: callRegionOf(call), account: call.account.id }, given),
  ...own,
});

/** Finds nothing where an ARN names a resource of another kind. */
export function findResource(call: ResourceCall, kind: ApiKind, given: string): ResourceRecord | undefined {
  const arn = kind.arn(call, given);
  const found = findByArn(call.world, 'resources', arn);
  return found ? (isOfKind(found, kind) ? found : undefined) : kind.always?.(call, arn);
}

const isOfKind = ({ arn }: ResourceRecord, { is }: ApiKind): boolean => kindOfArn(arn) === is;

/** Lists all of the kind that the account owns, by ARN; regional ones only in the region of the call. */
export function ofKind(call: ResourceCall, kind: ApiKind, account = call.account.id): ResourceRecord[] {
  const region = callRegionOf(call);
  return ownedBy(call.world, 'resources', account)
    .filter((record) => {
      const its = parseArn(record.arn)?.region;
      return isOfKind(record, kind) && (its === '' || its === region);
    })
    .sort((one, other) => (one.arn < other.arn ? -1 : 1));
}
