/** A small account for query tests, written in names: `{ users: { alice: { groups: ['readers'] } } }`. */

import { apply, createWorld } from '#core/model/world/apply.ts';
import { groupArn, parseArn, policyArn, roleArn, userArn } from '#core/model/arn.ts';
import { created } from '#core/model/world/change.ts';
import { type AccountId, unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import type { World } from '#core/model/world/world.ts';

export const account: AccountId = unsafeAccountId('111122223333');

interface HolderSpec {
  readonly path?: string;
  readonly attached?: readonly string[];
  readonly inline?: Readonly<Record<string, object>>;
  readonly boundary?: string;
}
export interface AccountSpec {
  readonly users?: Readonly<Record<string, HolderSpec & { readonly groups?: readonly string[] }>>;
  readonly groups?: Readonly<Record<string, HolderSpec>>;
  readonly roles?: Readonly<Record<string, HolderSpec & { readonly trust: readonly object[] }>>;
  readonly policies?: Readonly<Record<string, readonly object[]>>;
  /** The policy of each resource by its ARN, or null for none. */
  readonly resources?: Readonly<Record<string, readonly object[] | null>>;
  readonly unknown?: readonly UnknownPart[];
}

export const allow = (
  action: string | string[],
  resource: string | string[] = '*',
  more: object = {},
): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
export const deny = (
  action: string | string[],
  resource: string | string[] = '*',
  more: object = {},
): object => ({
  Effect: 'Deny',
  Action: action,
  Resource: resource,
  ...more,
});
export const trusts = (principal: object | string): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
});

const document = (statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const date = '2026-01-01T00:00:00Z';

export const user = (name: string): string => userArn(account, '/', name);
export const group = (name: string): string => groupArn(account, '/', name);
export const role = (name: string): string => roleArn(account, '/', name);
export const policy = (name: string): string => policyArn(account, '/', name);

export function anAccount(spec: AccountSpec): World {
  const world = createWorld({ freeze: true });
  const holder = ({ path = '/', attached = [], inline = {}, boundary }: HolderSpec) => ({
    account,
    path,
    createDate: date,
    attachedPolicies: attached.map((name) => unsafeArn(name.startsWith('arn:') ? name : policy(name))),
    inlinePolicies: Object.entries(inline).map(([policyName, statement]) => ({
      policyName,
      document: document([statement]),
    })),
    ...(boundary === undefined ? {} : { permissionsBoundary: unsafeArn(policy(boundary)) }),
  });
  const { unknown } = spec;
  apply(world, [
    created('accounts', {
      id: account,
      name: 'test',
      createDate: date,
      quotas: {},
      ...(unknown ? { unknown } : {}),
    }),
    ...Object.entries(spec.policies ?? {}).map(([name, statements]) =>
      created('policies', {
        id: unsafeEntityId(`ANPA-${name}`),
        account,
        policyName: name,
        path: '/',
        arn: policyArn(account, '/', name),
        createDate: date,
        updateDate: date,
        defaultVersionId: 'v1',
        nextVersion: 2,
        isAttachable: true,
        versions: [{ versionId: 'v1', document: document(statements), createDate: date }],
        tags: [],
      }),
    ),
    ...Object.entries(spec.groups ?? {}).map(([name, own]) =>
      created('groups', {
        ...holder(own),
        id: unsafeEntityId(`AGPA-${name}`),
        groupName: name,
        arn: groupArn(account, own.path ?? '/', name),
      }),
    ),
    ...Object.entries(spec.users ?? {}).map(([name, own]) =>
      created('users', {
        ...holder(own),
        id: unsafeEntityId(`AIDA-${name}`),
        userName: name,
        arn: userArn(account, own.path ?? '/', name),
        groups: (own.groups ?? []).map((one) => unsafeEntityId(`AGPA-${one}`)),
        tags: [],
      }),
    ),
    ...Object.entries(spec.roles ?? {}).map(([name, own]) =>
      created('roles', {
        ...holder(own),
        id: unsafeEntityId(`AROA-${name}`),
        roleName: name,
        arn: roleArn(account, own.path ?? '/', name),
        assumeRolePolicyDocument: document(own.trust),
        trustedIds: {},
        tags: [],
        maxSessionDuration: 3600,
      }),
    ),
    ...Object.entries(spec.resources ?? {}).map(([arn, statements]) =>
      created('resources', {
        id: unsafeEntityId(arn),
        arn: unsafeArn(arn),
        account,
        name: parseArn(arn)?.resource ?? arn,
        tags: [],
        ...(statements ? { policy: document(statements) } : {}),
      }),
    ),
  ]);
  return world;
}

export const env = { now: Date.UTC(2026, 0, 31) };
