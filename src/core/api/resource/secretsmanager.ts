/** Secrets Manager: a deleted secret waits some days, and the value of a secret is stored apart. */

import { currentResourceDocument } from '../../authz/trust-ids.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { parseArn } from '../../model/arn.ts';
import { secretsmanagerSecret } from '../../model/resource-kinds/secretsmanager-secret.ts';
import { created, deleted } from '../../model/world/change.ts';
import { newUuid } from '../../model/ids.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { isoSeconds } from '../../model/request/request.ts';
import { findByArn } from '../../model/world/world.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { type ApiTag, apiTags } from '../iam/tag-rules.ts';
import { type Operation, type Answer, done } from '../operation.ts';
import { serviceTexts as words } from '../errors/service-texts.ts';
import { resourcePolicyTexts as say } from '../errors/texts.ts';
import {
  changed,
  deletingPolicy,
  gone,
  keyList,
  making,
  newRecord,
  onAccount,
  optionalParam,
  puttingPolicy,
  tagList,
  tagging,
  taggingToo,
  textParam,
  untagging,
  withDetails,
  isDeleted,
  onOne,
  type Row,
} from './calls.ts';
import { type ResourceCall, apiKind, ofKind, callRegionOf } from './kinds.ts';
import { isPublic } from './policies.ts';
import { failed } from './refusals.ts';
import {
  askedVersion,
  currentStage,
  stagesById,
  versionsChange,
  versionsOf,
  withVersion,
} from './secret-versions.ts';
import { defined } from '../../model/defined.ts';

const secret = apiKind(secretsmanagerSecret, {
  arn: secretArn,
  missing: () => failed('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret."),
  waiting: ({ details }) =>
    details?.['deletionDate'] === undefined
      ? undefined
      : failed('InvalidRequestException', 400, words.secretDoomed),
  keys: (_, given) => ({ 'secretsmanager:SecretId': given }),
  tags: { code: 'InvalidParameterException' },
  policy: {
    code: 'MalformedPolicyDocumentException',
    tooLong: say.secretTooLong,
    grammar: (problem) => `${say.secretGrammar} ${problem}`,
  },
});
type Response = Record<string, unknown>;
const day = 86_400_000;

const secretId = textParam('SecretId');
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A secret's ARN ends in six random characters that its name does not tell. */
function secretArn(call: ResourceCall, given: string): string {
  const wanted = secretsmanagerSecret.arn({ region: callRegionOf(call), account: call.account.id }, given);
  if (findByArn(call.world, 'resources', wanted)) return wanted;
  const account = call.world.accounts.get(parseArn(wanted)?.account ?? '')?.id;
  const found = account && ofKind(call, secret, account).find(({ arn }) => arn.slice(0, -7) === wanted);
  return found ? found.arn : wanted;
}

function createSecret(call: ResourceCall, tags: readonly ApiTag[]): Answer<Response> {
  const { params, env } = call;
  const name = textParam('Name')(params);
  if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
    const message =
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!';
    return failed('ValidationException', 400, message);
  }
  const before = ofKind(call, secret).find((one) => secretName(one) === name);
  const taken = before && !isDeleted(before, env.now) ? before : undefined;
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
  const arn = newArn(call, name);
  const value = optionalParam(params, 'SecretString');
  const id = optionalParam(params, 'ClientRequestToken') ?? newUuid(env.random);
  const record = newRecord(call, arn, tags, {
    details: {
      name,
      description: optionalParam(params, 'Description') ?? '',
      ...(value === undefined ? {} : { versionId: id }),
    },
  });
  const response = { ARN: arn, Name: name, ...(value === undefined ? {} : { VersionId: id }) };
  const versions = value === undefined ? [] : [{ id, value, stages: [currentStage] }];
  // The name is free again when the waiting period is over, and the row goes.
  const over = before ? [deleted('resources', before), ...versionsChange(call, before, [])] : [];
  return done(response, [...over, created('resources', record), ...versionsChange(call, record, versions)]);
}

/** Returns an ARN for a new secret: its name and six random characters. */
function newArn(call: ResourceCall, name: string): string {
  const suffix = Array.from({ length: 6 }, () =>
    letters.charAt(Math.floor(call.env.random() * letters.length)),
  ).join('');
  return secret.arn(call, `${name}-${suffix}`);
}

const secretName = ({ details, name }: ResourceRecord): string =>
  details?.['name'] ?? name.replace(/-[A-Za-z0-9]{6}$/, '');

const named = (record: ResourceRecord): Response => ({ ARN: record.arn, Name: secretName(record) });

const secretView = (record: ResourceRecord): Response => ({
  ...named(record),
  Description: record.details?.['description'] ?? '',
  ...defined({ CreatedDate: record.createDate }),
  ...(record.details?.['deletedDate'] === undefined ? {} : { DeletedDate: record.details['deletedDate'] }),
  ...(record.tags.length > 0 ? { Tags: apiTags(record.tags) } : {}),
});

const onSecret = (
  name: string,
  run: (call: ResourceCall, record: ResourceRecord) => Answer<Response>,
  row: Row = {},
): Operation => onOne(secret, name, secretId, run, row);

function getValue(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { params } = call;
  const id = optionalParam(params, 'VersionId');
  const found = askedVersion(versionsOf(call, record), id, optionalParam(params, 'VersionStage'));
  if ('ok' in found) return found;
  return done({
    ...named(record),
    VersionId: found.id,
    SecretString: found.value,
    VersionStages: found.stages,
    ...defined({ CreatedDate: record.createDate }),
  });
}

/** Adds a version. The same token with the same value again adds none (W-16). */
function putValue(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { params, env } = call;
  const id = optionalParam(params, 'ClientRequestToken') ?? newUuid(env.random);
  const value = textParam('SecretString')(params);
  const versions = versionsOf(call, record);
  const given = params['VersionStages'] === undefined ? undefined : keyList('VersionStages')(params);
  const stages =
    given === undefined || versions.length === 0 ? [...new Set([...(given ?? []), currentStage])] : given;
  const same = versions.find((version) => version.id === id);
  const answer = (shown: readonly string[]) => ({ ...named(record), VersionId: id, VersionStages: shown });
  if (same?.value === value) return done(answer(same.stages));
  if (same) return failed('ResourceExistsException', 400, words.secretVersionTaken(id, record.arn));
  const after = stages.includes(currentStage) ? withDetails(record, { versionId: id }) : record;
  const change = versionsChange(call, record, withVersion(versions, { id, value, stages }));
  return changed(answer(stages), record, after, ...change);
}

const isForced = ({ params }: ResourceCall): boolean => params['ForceDeleteWithoutRecovery'] === true;

/** A call asks for a waiting period or for none; both at once are refused, whatever the secret. */
function refuseForcedWindow(call: ResourceCall): ApiFailure | undefined {
  if (!isForced(call) || call.params['RecoveryWindowInDays'] === undefined) return undefined;
  const message = "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.";
  return failed('InvalidParameterException', 400, message);
}

function deleteSecret(call: ResourceCall, record: ResourceRecord): Answer<Response> {
  const { params, env, now } = call;
  const refused = refuseForcedWindow(call);
  if (refused) return refused;
  const forced = isForced(call);
  const days = Number(params['RecoveryWindowInDays'] ?? 30);
  if (!forced && (days < 7 || days > 30)) {
    const message = 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).';
    return failed('InvalidParameterException', 400, message);
  }
  const deletionDate = forced ? now : isoSeconds(env.now + days * day);
  const response = { ...named(record), DeletionDate: deletionDate };
  if (forced) return gone(response, record, ...versionsChange(call, record, []));
  return changed(response, record, withDetails(record, { deletedDate: now, deletionDate }));
}

const forcedArn = (call: ResourceCall, arn: string): string =>
  secretId(call.params).startsWith('arn:') ? arn : newArn(call, secretId(call.params));

const statedKey = (key: string, value: string | undefined): RequestContext =>
  value === undefined ? {} : { [key]: value };

export const secretsmanagerOperations: Operation[] = [
  making(secret, 'CreateSecret', {
    on: (call) => secret.arn(call, textParam('Name')(call.params)),
    tags: tagList('Tags'),
    also: (call) => {
      const arn = secret.arn(call, textParam('Name')(call.params));
      return taggingToo('secretsmanager:TagResource', arn, tagList('Tags')(call.params));
    },
    context: ({ params }) => ({ 'secretsmanager:Name': textParam('Name')(params) }),
    run: createSecret,
  }),
  onSecret(
    'DescribeSecret',
    (call, record) => {
      const versions = versionsOf(call, record);
      const stages = versions.length === 0 ? {} : { VersionIdsToStages: stagesById(versions) };
      return done({ ...secretView(record), ...stages });
    },
    { waits: true },
  ),
  onAccount('secretsmanager', 'ListSecrets', (call) =>
    done({
      SecretList: ofKind(call, secret)
        .filter(({ details }) => details?.['deletionDate'] === undefined)
        .map(secretView),
    }),
  ),
  onSecret('GetSecretValue', getValue, {
    context: ({ params }) => ({
      ...statedKey('secretsmanager:VersionId', optionalParam(params, 'VersionId')),
      'secretsmanager:VersionStage': optionalParam(params, 'VersionStage') ?? currentStage,
    }),
  }),
  onSecret('PutSecretValue', putValue),
  onSecret('DeleteSecret', deleteSecret, {
    waits: isForced,
    // A forced deletion of what is not there succeeds (W-16).
    absent: (call, arn) =>
      refuseForcedWindow(call) ??
      (isForced(call)
        ? done({ ARN: forcedArn(call, arn), Name: secretId(call.params), DeletionDate: call.now })
        : secret.missing()),
    context: (call) => ({
      ...statedKey('secretsmanager:RecoveryWindowInDays', optionalParam(call.params, 'RecoveryWindowInDays')),
      'secretsmanager:ForceDeleteWithoutRecovery': String(isForced(call)),
    }),
  }),
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
  puttingPolicy(secret, 'PutResourcePolicy', secretId, textParam('ResourcePolicy'), {
    refuse: ({ params }, _, policy) =>
      params['BlockPublicPolicy'] === true && isPublic(policy)
        ? failed('PublicPolicyException', 400, say.secretPublic)
        : undefined,
    response: (_, record) => named(record),
    context: ({ params }) => ({
      'secretsmanager:BlockPublicPolicy': optionalParam(params, 'BlockPublicPolicy') ?? 'false',
    }),
  }),
  onSecret('GetResourcePolicy', ({ world }, record) => {
    const policy = currentResourceDocument(world, record);
    return done({ ...named(record), ...defined({ ResourcePolicy: policy }) });
  }),
  deletingPolicy(secret, 'DeleteResourcePolicy', secretId, named),
  tagging(secret, 'TagResource', secretId, tagList('Tags')),
  untagging(secret, 'UntagResource', secretId, keyList('TagKeys')),
];
