/**
 * Resources of other services (a bucket, a queue, a key): owner, tags and resource policy, which is all that
 * a decision reads. Put replaces these; other data of its service (src/core/api/resource) stay,
 * but for the role that it runs as.
 */

import { withPrincipalIds } from '../../authz/trust-ids.ts';
import { arnName, parseArn } from '../../model/arn.ts';
import { created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { namedPrincipals } from '../../model/trust-principals.ts';
import { withPolicyTold } from '../../model/world/known-parts.ts';
import { findByArn } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import { refuseDocument, refusePrincipals } from '../iam/policies/documents.ts';
import { type ApiTag, refuseTags, tagsOf } from '../iam/tag-rules.ts';
import { type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { accountMeant } from './accounts.ts';

interface PutResourceInput {
  readonly Arn: string;
  readonly Account?: string;
  readonly Name?: string;
  readonly Tags?: readonly ApiTag[];
  /** Empty: there is none. Absent: there is none either, unless nobody knows what was there before. */
  readonly Policy?: string;
  /** The role that it runs as; absent: as before; empty: none. */
  readonly RoleArn?: string;
}

const putResource = playgroundOperation<PutResourceInput>('PutResource', (call) => {
  const { Arn, Name, Tags = [], Policy = '', RoleArn = '' } = call.params;
  const parts = parseArn(Arn);
  if (!parts) return fail('InvalidInput', `\`${Arn}\` is no ARN`);
  if (parts.service === 'iam' || parts.service === 'sts') {
    return fail('InvalidInput', `\`${Arn}\` is an IAM entity: use the IAM calls`);
  }
  const inArn = parts.account === '' ? undefined : parts.account;
  const { Account = inArn } = call.params;
  if (inArn !== undefined && Account !== inArn) {
    return fail('InvalidInput', `\`${Arn}\` belongs to account ${inArn}, not to ${Account ?? ''}`);
  }
  const account = accountMeant(call, Account);
  if (!account.ok) return account;
  const refused =
    refuseTags(Tags, { ignoreCase: false }) ??
    (Policy === ''
      ? undefined
      : (refuseDocument(Policy, 'resource') ?? refusePrincipals(call.world, namedPrincipals(Policy))));
  if (refused) return refused;
  if (RoleArn !== '' && !isRole(RoleArn)) return fail('InvalidInput', `\`${RoleArn}\` is no role`);
  const before = findByArn(call.world, 'resources', Arn);
  const { role, ...others } = before?.details ?? {};
  const runsAs = call.params.RoleArn ?? role ?? '';
  const details = { ...others, ...(runsAs === '' ? {} : { role: runsAs }) };
  const resource: ResourceRecord = {
    id: unsafeEntityId(Arn),
    arn: unsafeArn(Arn),
    account: account.value.id,
    name: Name ?? arnName(Arn),
    tags: tagsOf(Tags),
    ...(Policy === '' ? {} : { policy: Policy }),
    ...(before?.createDate === undefined ? {} : { createDate: before.createDate }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
  const isTold = call.params.Policy !== undefined || before?.policy !== undefined;
  const kept = withPrincipalIds(call.world, isTold ? withPolicyTold(resource) : resource);
  return done({ Arn }, [before ? replaced('resources', before, kept) : created('resources', kept)]);
});

const isRole = (arn: string): boolean => {
  const parts = parseArn(arn);
  return parts?.service === 'iam' && parts.resource.startsWith('role/');
};

const deleteResource = playgroundOperation<{ readonly Arn: string }>(
  'DeleteResource',
  ({ world, params }) => {
    const resource = findByArn(world, 'resources', params.Arn);
    if (!resource) return fail('NoSuchEntity', `Resource ${params.Arn} does not exist.`);
    return done({}, [deleted('resources', resource)]);
  },
);

export const resourceOperations: PlaygroundOperation[] = [putResource, deleteResource];
