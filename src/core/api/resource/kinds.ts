/**
 * The kinds of resources that are simulated: how calls name one (by name, id, URL or ARN), its ARN, and the
 * service's error when it does not exist. Every call reads this table.
 */

import { defaultSource } from '../../authz/context.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { arnName, parseArn } from '../../model/arn.ts';
import type { ApiFailure } from '../errors/codes.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { findByArn, ownedBy } from '../../model/world/world.ts';
import { serviceTexts as say } from '../errors/service-texts.ts';
import type { Call } from '../operation.ts';
import { failed } from './refusals.ts';

export type Params = Readonly<Record<string, unknown>>;
export type ResourceCall = Call<Params>;

export interface Kind {
  readonly service: 's3' | 'ec2' | 'lambda' | 'sqs' | 'sns' | 'kms' | 'dynamodb' | 'secretsmanager';
  /** Returns the ARN that the given name means to this caller. */
  readonly arn: (call: ResourceCall, given: string) => string;
  /** Tells if an ARN's resource field is one of this kind. */
  readonly isOne: (resource: string) => boolean;
  readonly missing: (given: string, arn: string) => ApiFailure;
  /** The service says that it does not exist before it asks for permission. */
  readonly isMissingFirst?: true;
  /** Refuses calls on a resource that waits for its deletion. */
  readonly waiting?: (record: ResourceRecord) => ApiFailure | undefined;
  /** Returns keys that every call on such a resource carries. */
  readonly keys?: (call: ResourceCall, given: string) => RequestContext;
}

export const regionOf = ({ source }: Pick<Call<unknown>, 'source'>): string =>
  source?.region ?? defaultSource.region;

const isArn = (text: string): boolean => text.startsWith('arn:');
const here = (call: ResourceCall, service: string, resource: string): string =>
  `arn:aws:${service}:${regionOf(call)}:${call.account.id}:${resource}`;

export const kinds = {
  bucket: {
    service: 's3',
    arn: (_, name) => (isArn(name) ? name : `arn:aws:s3:::${name}`),
    isOne: (resource) => !resource.includes('/'),
    missing: () => failed('NoSuchBucket', 404, 'The specified bucket does not exist'),
    isMissingFirst: true,
  },
  object: {
    service: 's3',
    arn: (_, name) => `arn:aws:s3:::${name}`,
    isOne: (resource) => resource.includes('/'),
    missing: () => failed('NoSuchKey', 404, 'The specified key does not exist.'),
  },
  instance: {
    service: 'ec2',
    arn: (call, id) => here(call, 'ec2', `instance/${id}`),
    isOne: (resource) => resource.startsWith('instance/'),
    missing: (id) => failed('InvalidInstanceID.NotFound', 400, `The instance ID '${id}' does not exist`),
  },
  function: {
    service: 'lambda',
    arn: (call, name) => (isArn(name) ? name : here(call, 'lambda', `function:${name}`)),
    isOne: (resource) => resource.startsWith('function:'),
    missing: (_, arn) => failed('ResourceNotFoundException', 404, `Function not found: ${arn}`),
  },
  queue: {
    service: 'sqs',
    arn: queueArn,
    isOne: () => true,
    missing: () =>
      failed('AWS.SimpleQueueService.NonExistentQueue', 400, 'The specified queue does not exist.'),
  },
  topic: {
    service: 'sns',
    arn: (call, name) => (isArn(name) ? name : here(call, 'sns', name)),
    isOne: () => true,
    missing: () => failed('NotFound', 404, 'Topic does not exist'),
  },
  key: {
    service: 'kms',
    arn: (call, id) => (isArn(id) ? id : here(call, 'kms', `key/${id}`)),
    isOne: (resource) => resource.startsWith('key/'),
    missing: (given, arn) => failed('NotFoundException', 400, say.keyMissing(given, arn)),
    isMissingFirst: true,
    waiting: ({ arn, details }) =>
      details?.['state'] === 'PendingDeletion'
        ? failed('KMSInvalidStateException', 400, `${arn} is pending deletion.`)
        : undefined,
    keys: ({ account }) => ({ 'kms:CallerAccount': account.id }),
  },
  table: {
    service: 'dynamodb',
    arn: (call, name) => (isArn(name) ? name : here(call, 'dynamodb', `table/${name}`)),
    isOne: (resource) => resource.startsWith('table/'),
    missing: (given) => failed('ResourceNotFoundException', 400, say.tableMissing(arnName(given))),
  },
  secret: {
    service: 'secretsmanager',
    arn: secretArn,
    isOne: (resource) => resource.startsWith('secret:'),
    missing: () =>
      failed('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret."),
    waiting: ({ details }) =>
      details?.['deletionDate'] === undefined
        ? undefined
        : failed('InvalidRequestException', 400, say.secretDoomed),
    keys: (_, given) => ({ 'secretsmanager:SecretId': given }),
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Takes a name, `{account}/{name}`, an ARN, or `https://sqs.{region}.amazonaws.com/{account}/{name}`. */
function queueArn(call: ResourceCall, given: string): string {
  if (isArn(given)) return given;
  const [, region = regionOf(call), account, name] =
    /^(?:https?:\/\/sqs\.([^./]+)\.[^/]+\/)?(\d{12})\/([^/]+)$/.exec(given) ?? [];
  return account && name ? `arn:aws:sqs:${region}:${account}:${name}` : here(call, 'sqs', given);
}

/** A secret's ARN ends in six random characters that its name does not tell. */
function secretArn(call: ResourceCall, given: string): string {
  const wanted = isArn(given) ? given : here(call, 'secretsmanager', `secret:${given}`);
  if (findByArn(call.world, 'resources', wanted)) return wanted;
  const account = call.world.accounts.get(parseArn(wanted)?.account ?? '')?.id;
  const found = account && ofKind(call, kinds.secret, account).find(({ arn }) => arn.slice(0, -7) === wanted);
  return found ? found.arn : wanted;
}

/** Finds nothing where an ARN names a resource of another kind. */
export function find(call: ResourceCall, kind: Kind, given: string): ResourceRecord | undefined {
  const found = findByArn(call.world, 'resources', kind.arn(call, given));
  return found && isOfKind(found, kind) ? found : undefined;
}

function isOfKind({ arn }: ResourceRecord, kind: Kind): boolean {
  const parts = parseArn(arn);
  return parts?.service === kind.service && kind.isOne(parts.resource);
}

/** Lists all of the kind that the account owns, by ARN; regional ones only in the region of the call. */
export function ofKind(call: ResourceCall, kind: Kind, account = call.account.id): ResourceRecord[] {
  const region = regionOf(call);
  return ownedBy(call.world, 'resources', account)
    .filter((record) => {
      const its = parseArn(record.arn)?.region;
      return isOfKind(record, kind) && (its === '' || its === region);
    })
    .sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

export const queueUrl = ({ arn }: { readonly arn: string }): string => {
  const { region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  return `https://sqs.${region}.amazonaws.com/${account}/${resource}`;
};
