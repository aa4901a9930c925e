/** Secrets Manager: a deleted secret waits some days, and the value of a secret is stored apart. */

import { currentResourceDocument } from '../../authz/trust-ids.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { newUuid, unsafeEntityId } from '../../model/ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { isoSeconds } from '../../model/request/request.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import { type Operation, type Answer, done } from '../operation.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import {
  changed,
  deletingPolicy,
  gone,
  keyList,
  making,
  newRecord,
  onAccount,
  optional,
  puttingPolicy,
  tagList,
  tagging,
  text,
  untagging,
  withDetails,
  onWaiting,
} from './calls.ts';
import { type ResourceCall, kinds, ofKind } from './kinds.ts';
import { isPublic } from './policies.ts';
import { failed } from './refusals.ts';

const { secret } = kinds;
type Response = Record<string, unknown>;
const day = 86_400_000;

const secretId = text('SecretId');
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function createSecret(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const { params, env } = call;
  const name = text('Name')(params);
  if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
    const message =
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!';
    return failed('ValidationException', 400, message);
  }
  const taken = ofKind(call, secret).find((one) => secretName(one) === name);
  if (taken) {
    return taken.details?.['deletionDate'] === undefined
      ? failed(
          'ResourceExistsException',
          400,
          `The operation failed because the secret ${name} already exists.`,
        )
      : failed(
          'InvalidRequestException',
          400,
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        );
  }
  const suffix = Array.from({ length: 6 }, () =>
    letters.charAt(Math.floor(env.random() * letters.length)),
  ).join('');
  const arn = secret.arn(call, `${name}-${suffix}`);
  const versionId = newUuid(env.random);
  const value = optional(params, 'SecretString');
  const record = newRecord(call, arn, tags, {
    details: {
      name,
      description: optional(params, 'Description') ?? '',
      ...(value === undefined ? {} : { versionId }),
    },
  });
  const response = { ARN: arn, Name: name, ...(value === undefined ? {} : { VersionId: versionId }) };
  return done(response, [created('resources', record), ...valueChange(call, record, value)]);
}

const secretName = ({ details, name }: ResourceRecord): string =>
  details?.['name'] ?? name.replace(/-[A-Za-z0-9]{6}$/, '');

/** INVARIANT: the value is only in the secrets table, so no trail, export or query holds it. */
function valueChange(
  { world }: ResourceCall,
  { arn, account }: ResourceRecord,
  value: string | undefined,
): Change[] {
  const before = world.secrets.get(arn);
  if (value === undefined) return before ? [deleted('secrets', before)] : [];
  const after = { id: unsafeEntityId(arn), account, kind: 'secret-value', value } as const;
  return [before ? replaced('secrets', before, after) : created('secrets', after)];
}

const named = (record: ResourceRecord): Response => ({ ARN: record.arn, Name: secretName(record) });

const secretView = (record: ResourceRecord): Response => ({
  ...named(record),
  Description: record.details?.['description'] ?? '',
  ...(record.createDate === undefined ? {} : { CreatedDate: record.createDate }),
  ...(record.details?.['deletedDate'] === undefined ? {} : { DeletedDate: record.details['deletedDate'] }),
  ...(record.tags.length > 0 ? { Tags: apiTags(record.tags) } : {}),
});

const isDoomed = ({ details }: ResourceRecord): boolean => details?.['deletionDate'] !== undefined;

/** Makes a call on a secret. One that waits for its deletion can only be described or restored. */
const onSecret = onWaiting(
  secret,
  secretId,
  (record) => {
    const message = "You can't perform this operation on the secret because it was marked for deletion.";
    return isDoomed(record) ? failed('InvalidRequestException', 400, message) : undefined;
  },
  ({ params }) => ({ 'secretsmanager:SecretId': secretId(params) }),
);

function deleteSecret(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { params, env, now } = call;
  const forced = params['ForceDeleteWithoutRecovery'] === true;
  const days = Number(params['RecoveryWindowInDays'] ?? 30);
  if (forced && params['RecoveryWindowInDays'] !== undefined) {
    const message = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
    return failed('InvalidParameterException', 400, message);
  }
  if (!forced && (days < 7 || days > 30)) {
    const message = 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).';
    return failed('InvalidParameterException', 400, message);
  }
  const deletionDate = forced ? now : isoSeconds(env.now + days * day);
  const response = { ...named(record), DeletionDate: deletionDate };
  if (forced) return gone(response, record, ...valueChange(call, record, undefined));
  return changed(response, record, withDetails(record, { deletedDate: now, deletionDate }));
}

export const secretsmanagerOperations: Operation[] = [
  making(secret, 'CreateSecret', {
    on: (call) => secret.arn(call, text('Name')(call.params)),
    tags: tagList('Tags'),
    also: (call) => {
      const arn = secret.arn(call, text('Name')(call.params));
      const tags = tagList('Tags')(call.params);
      return tags.length === 0 ? [] : [{ action: 'secretsmanager:TagResource', resource: arn, printed: arn }];
    },
    context: ({ params }) => ({ 'secretsmanager:Name': text('Name')(params) }),
    run: createSecret,
  }),
  onSecret('DescribeSecret', (_, record) => done(secretView(record)), { waits: true }),
  onAccount('secretsmanager', 'ListSecrets', (call) =>
    done({
      SecretList: ofKind(call, secret)
        .filter((record) => !isDoomed(record))
        .map(secretView),
    }),
  ),
  onSecret('GetSecretValue', (call, record) => {
    const value = call.world.secrets.get(record.arn);
    if (value?.kind !== 'secret-value') {
      const message = `Secrets Manager can't find the specified secret value for staging label: AWSCURRENT`;
      return failed('ResourceNotFoundException', 400, message);
    }
    return done({
      ...named(record),
      VersionId: record.details?.['versionId'] ?? '',
      SecretString: value.value,
      ...(record.createDate === undefined ? {} : { CreatedDate: record.createDate }),
    });
  }),
  onSecret('PutSecretValue', (call, record) => {
    const versionId = newUuid(call.env.random);
    return changed(
      { ...named(record), VersionId: versionId },
      record,
      withDetails(record, { versionId }),
      ...valueChange(call, record, text('SecretString')(call.params)),
    );
  }),
  onSecret('DeleteSecret', deleteSecret),
  onSecret(
    'RestoreSecret',
    (_, record) =>
      changed(
        named(record),
        record,
        withDetails(record, { deletedDate: undefined, deletionDate: undefined }),
      ),
    { waits: true },
  ),
  puttingPolicy(secret, 'PutResourcePolicy', secretId, text('ResourcePolicy'), {
    refuse: ({ params }, _, policy) =>
      params['BlockPublicPolicy'] === true && isPublic(policy)
        ? failed('PublicPolicyException', 400, say.secretPublic)
        : undefined,
    response: (_, record) => named(record),
    context: ({ params }) => ({
      'secretsmanager:SecretId': secretId(params),
      'secretsmanager:BlockPublicPolicy': optional(params, 'BlockPublicPolicy') ?? 'false',
    }),
  }),
  onSecret('GetResourcePolicy', ({ world }, record) => {
    const policy = currentResourceDocument(world, record);
    return done({ ...named(record), ...(policy === undefined ? {} : { ResourcePolicy: policy }) });
  }),
  deletingPolicy(secret, 'DeleteResourcePolicy', secretId, named),
  tagging(secret, 'TagResource', secretId, tagList('Tags')),
  untagging(secret, 'UntagResource', secretId, keyList('TagKeys')),
];
