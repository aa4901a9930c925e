/** The requests that give a resource another policy, or one more tag. */

import type { ResourceRecord } from '../../model/records/tables.ts';
import type { Tag } from '../../model/records/tag.ts';
import { kindNear, kindOfArn } from '../../model/resource-kinds/lookup.ts';
import type { DescribedRequest } from '../../words/request.ts';

/** `undefined` where the service has no such call here, or writes its policy statement by statement. */
export function policyRequest(record: ResourceRecord, policy: string): DescribedRequest | undefined {
  const kind = kindNear(record.arn);
  const put = kind?.policy?.put?.(record, policy);
  return kind && put && { service: kind.service.prefix, ...put };
}

/** Lets a principal or service call one action of a function. */
export const permissionRequest = (
  { arn }: ResourceRecord,
  { id, action, principal }: { readonly id: string; readonly action: string; readonly principal: string },
): DescribedRequest => ({
  service: 'lambda',
  operation: 'AddPermission',
  params: { FunctionName: arn, StatementId: id, Action: action, Principal: principal },
});

export function tagRequest(record: ResourceRecord, tag: Tag): DescribedRequest | undefined {
  const kind = kindOfArn(record.arn);
  return kind && { service: kind.service.prefix, ...kind.tag(record, tag) };
}
