/**
 * The extremes of what a missing file can say about one request: each makes a world, or a question, in which the file
 * is known. Real files are between them, so what no extreme changes, no file changes. Nothing is written.
 */

import type { ControlLayer } from '../../authz/assume.ts';
import { type Question, evaluationInput } from '../../authz/authorize.ts';
import { principalRecord, resolvePrincipal } from '../../authz/principal.ts';
import { parseArn, rootArn } from '../../model/arn.ts';
import { type AccountId, unsafeAccountId, unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { GroupRecord, UserRecord } from '../../model/records/identities.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { unknownParts } from '../../model/records/lists.ts';
import { type Change, created } from '../../model/world/change.ts';
import { abacDetails, bucketOf } from '../../model/world/bucket-abac.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { openMemberships, supposing } from '../ask/unknown/membership.ts';

export interface Case {
  readonly world: World;
  readonly question: Question;
}

export type Extreme = (of: Case) => Case;

const documentOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const denying = { Effect: 'Deny', Action: '*', Resource: '*' };
const silent = documentOf({ Effect: 'Allow', NotAction: '*', Resource: '*' });
const identityDocuments = [silent, documentOf(everything), documentOf(denying)];

const assuming =
  (assume: (document: string) => Question['assume'], document: string): Extreme =>
  ({ world, question }) => ({
    world,
    question: { ...question, assume: { ...question.assume, ...assume(document) } },
  });

/** Supposes one more level, or one more policy beside one whose level is not whole. Nothing is missing after it. */
const controlExtremes = (
  layer: ControlLayer,
  key: 'serviceControlPolicies' | 'resourceControlPolicies',
  more: object,
): readonly Extreme[] =>
  [everything, denying].map((statement): Extreme => ({ world, question }) => {
    const { [key]: given = [], partial, ...assume } = question.assume ?? {};
    const policy = { name: layer, document: documentOf({ ...statement, ...more }) };
    const { [layer]: missing, ...others } = partial ?? {};
    const levels = missing === 'policy' ? [[...given.flat(), policy]] : [...given, [policy]];
    return { world, question: { ...question, assume: { ...assume, partial: others, [key]: levels } } };
  });

export const scpExtremes = controlExtremes('service-control', 'serviceControlPolicies', {});
export const rcpExtremes = controlExtremes('resource-control', 'resourceControlPolicies', { Principal: '*' });

/** The account of a bucket that is not the caller's; no account has this id. */
const elsewhere = unsafeAccountId('000000000000');

/**
 * Returns what the policy of the resource can say: nothing, an allow for the caller's account, for the caller, for
 * everyone, or a deny. An S3 ARN names no account, so its bucket may also belong to somebody else.
 */
export function resourceExtremes({ world, question }: Case): readonly Extreme[] {
  const documents = resourceDocuments(world, question);
  const bucket = bucketArn(question.resource);
  if (bucket === undefined)
    return documents.map((document) =>
      assuming((text) => ({ resourcePolicy: { name: question.resource, document: text } }), document),
    );
  const caller = resolvePrincipal(world, question.principal, question.sessionName);
  const own = 'account' in caller && caller.account !== '' ? [unsafeAccountId(caller.account)] : [];
  return [...own, elsewhere].flatMap((owner) =>
    documents.map((document): Extreme => (of) => ({
      ...of,
      world: overlayWorld(of.world, [created('resources', bucketRow(bucket, owner, document))]),
    })),
  );
}

/** The beginning of an ARN that names no account. */
export const bucketPrefix = 'arn:aws:s3:::';
const bucketArn = (resource: string): string | undefined =>
  resource.startsWith(bucketPrefix) ? resource.split('/')[0] : undefined;

const bucketRow = (arn: string, account: AccountId, policy: string): ResourceRecord => ({
  id: unsafeEntityId(arn),
  arn: unsafeArn(arn),
  account,
  name: parseArn(arn)?.resource ?? arn,
  tags: [],
  details: { abac: abacDetails.off },
  policy,
});

function resourceDocuments(world: World, question: Question): string[] {
  const { principal } = evaluationInput(world, question, { now: 0 });
  const kind = resolvePrincipal(world, question.principal, question.sessionName).kind;
  const where = /^sts:/i.test(question.action) ? {} : { Resource: '*' };
  const allow = (Principal: object | string) =>
    documentOf({ Effect: 'Allow', Principal, Action: '*', ...where });
  const account = parseArn(principal)?.account;
  const type = kind === 'service' ? 'Service' : kind === 'federated' ? 'Federated' : 'AWS';
  return [
    documentOf({ Effect: 'Allow', Principal: '*', NotAction: '*', ...where }),
    ...(account && kind !== 'federated' ? [allow({ AWS: rootArn(unsafeAccountId(account)) })] : []),
    ...(kind === 'anonymous' ? [] : [allow({ [type]: principal })]),
    allow('*'),
    documentOf({ Effect: 'Deny', Principal: '*', Action: '*', ...where }),
  ];
}

/** No policy, all, or a Deny; none for a role that assumes itself, whose trust policy is in the same file. */
export function callerExtremes({ world, question }: Case): readonly Extreme[] {
  const caller = resolvePrincipal(world, question.principal, question.sessionName);
  if (caller.kind !== 'outside' || caller.account === '') return [];
  const account = unsafeAccountId(caller.account);
  const arn = caller.roleArn ?? caller.arn;
  if (arn === question.resource) return [];
  const [, type, path = '/', name] =
    /^(user|role)(\/(?:.*\/)?)([^/]+)$/.exec(parseArn(arn)?.resource ?? '') ?? [];
  if (type === undefined || name === undefined) return [];
  const holder = (document: string) => ({
    id: unsafeEntityId(arn),
    account,
    path,
    arn: unsafeArn(arn),
    createDate: date,
    inlinePolicies: [{ policyName: 'Supposed', document }],
    attachedPolicies: [],
    tags: [],
  });
  const row: AccountRecord = {
    id: account,
    name: account,
    createDate: date,
    quotas: {},
    unknown: unknownParts,
  };
  return identityDocuments.map((document): Extreme => (of) => ({
    ...of,
    world: overlayWorld(of.world, [
      created('accounts', row),
      type === 'user'
        ? created('users', { ...holder(document), userName: name, groups: [] })
        : created('roles', { ...holder(document), ...roleMembers, roleName: name }),
    ]),
  }));
}

const date = '2000-01-01T00:00:00Z';
const roleMembers = { assumeRolePolicyDocument: documentOf(), trustedIds: {}, maxSessionDuration: 3600 };

/**
 * Returns what the policies can say that a principal of the world has and the file lacks. A missing boundary leaves
 * everything, because one that leaves nothing is like policies that are silent.
 */
export function ownExtremes({ world, question }: Case): readonly Extreme[] {
  const principal = resolvePrincipal(world, question.principal, question.sessionName);
  const record = principalRecord(principal);
  if (!record) return [];
  return identityDocuments.map((document): Extreme => (of) => {
    const known = (arns: UserRecord['attachedPolicies']) =>
      arns.filter((arn) => findByArn(of.world, 'policies', arn));
    const supposed = { policyName: 'Supposed', document };
    const { permissionsBoundary: boundary, ...rest } = record;
    const isBound = boundary !== undefined && findByArn(of.world, 'policies', boundary) !== undefined;
    const after = {
      ...rest,
      ...(isBound ? { permissionsBoundary: boundary } : {}),
      attachedPolicies: known(record.attachedPolicies),
      inlinePolicies: [...record.inlinePolicies, supposed],
    };
    const groups = 'groups' in record ? record.groups.flatMap((id) => of.world.groups.get(id) ?? []) : [];
    const inGroups = groups.map((before) => ({
      table: 'groups' as const,
      id: before.id,
      before,
      after: {
        ...before,
        attachedPolicies: known(before.attachedPolicies),
        inlinePolicies: [...before.inlinePolicies, { policyName: 'Supposed', document: silent }],
      } satisfies GroupRecord,
    }));
    const table = 'groups' in record ? 'users' : 'roles';
    return {
      ...of,
      world: overlayWorld(of.world, [{ table, id: record.id, before: record, after } as Change, ...inGroups]),
    };
  });
}

/** Returns each organization that the account can be in, and none. */
export function membershipExtremes({ world, question }: Case, account: string): readonly Extreme[] {
  const all = openMemberships(world, question)?.suppositions.flatMap(({ [account]: one }) => one ?? []) ?? [];
  return [...new Set(all)].map((one): Extreme => (of) => ({
    ...of,
    question: supposing(of.question, { ...of.question.assume?.organizations, [account]: one }),
  }));
}

export function abacExtremes({ world, question }: Case): readonly Extreme[] {
  const before = bucketOf(world, question.resource);
  if (!before) return [];
  return [abacDetails.on, abacDetails.off].map((abac): Extreme => (of) => {
    const after = { ...before, details: { ...before.details, abac } };
    return { ...of, world: overlayWorld(of.world, [{ table: 'resources', id: before.id, before, after }]) };
  });
}
