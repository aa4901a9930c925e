/**
 * The kinds of resources that Settings shows as tabs: those of core/model/resource-kinds, and one for all that has no
 * service here. Dispatch decides what AWS allows or refuses, never a kind.
 */

import { parseArn } from '#core/model/arn.ts';
import type { ResourceRecord } from '#core/model/records/tables.ts';
import type { ServiceName } from '#core/model/request/request.ts';
import {
  type KindCall,
  type KindPolicy,
  type ResourceKind,
  apiTag,
  kindCall,
  given,
  withoutTag,
} from '#core/model/resource-kinds/kind.ts';
import { kindOfArn, resourceKinds } from '#core/model/resource-kinds/lookup.ts';
import type { CallToSend } from '#view/requests/act.svelte.ts';
import { defined } from '#core/model/defined.ts';

export interface ShownKind extends Pick<
  ResourceKind,
  'one' | 'many' | 'create' | 'list' | 'remove' | 'removal' | 'steps' | 'tag' | 'untag' | 'action'
> {
  readonly service: { readonly prefix: ServiceName; readonly fullName: string };
  readonly policy: Pick<KindPolicy, 'put' | 'remove' | 'resource' | 'action'> | undefined;
}

/** Returns the call that stores the whole record, for resources that no service here manages. */
const put = ({ arn, account, tags, policy }: ResourceRecord): KindCall =>
  kindCall('PutResource', {
    Arn: arn,
    Account: account,
    Tags: tags.map(apiTag),
    ...defined({ Policy: policy }),
  });

/** Anything else that has an ARN: resources of services that are not simulated. */
export const otherKind: ShownKind = {
  service: { prefix: 'playground', fullName: 'Any service' },
  one: 'resource',
  many: 'other',
  create: {
    operation: 'PutResource',
    fields: [
      {
        name: 'arn',
        label: 'ARN',
        hint: 'For a service without its own tab here. The resource has only tags, a policy and a role.',
      },
      {
        name: 'role',
        label: 'Role',
        optional: true,
        options: 'roles',
        hint: 'The role that it runs as: of a build project, a job, a notebook, a stack.',
      },
    ],
    params: ({ arn: Arn, role }) => ({ Arn, ...given('RoleArn', role) }),
  },
  remove: ({ arn }) => kindCall('DeleteResource', { Arn: arn }),
  tag: (record, tag) => put({ ...record, tags: [...withoutTag(record, tag.key), tag] }),
  untag: (record, key) => put({ ...record, tags: withoutTag(record, key) }),
  policy: {
    put: (record, policy) => put({ ...record, policy }),
    remove: (record) => put({ ...record, policy: '' }),
    action: '*',
  },
  action: 's3:GetObject',
};

/** The kinds with a tab; what a call of another kind makes is in the last one. */
export const tabKinds: readonly ShownKind[] = [...resourceKinds.filter(({ create }) => create), otherKind];

export const shownKindOf = ({ arn }: { readonly arn: string }): ShownKind => kindOfArn(arn) ?? otherKind;

export const tabOf = (kind: ShownKind): ShownKind => (tabKinds.includes(kind) ? kind : otherKind);

export const shownKindLabel = ({ many }: ShownKind): string => many.charAt(0).toUpperCase() + many.slice(1);

/** Returns the region of a resource, or `–` for a bucket that no call created, whose region nobody stated. */
export const shownRegionOf = ({ arn, details }: ResourceRecord): string =>
  parseArn(arn)?.region || (details?.['region'] ?? '–');

export const there = (
  { service }: Pick<ShownKind, 'service'>,
  { arn }: { readonly arn: string },
  { operation, params }: KindCall,
): CallToSend => ({
  service: service.prefix,
  operation,
  params,
  region: parseArn(arn)?.region || undefined,
});
