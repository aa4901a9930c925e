/** All kinds of resources. The order is that of the tabs in Settings; the first of a service stands for the service. */

import { parseArn } from '../arn.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { ec2Instance } from './ec2-instance.ts';
import { eventsEventBus } from './events-event-bus.ts';
import type { KindService, ResourceKind } from './kind.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaFunction } from './lambda-function.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3Object } from './s3-object.ts';
import { secretsmanagerSecret } from './secretsmanager-secret.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueue } from './sqs-queue.ts';

const list = [
  s3Bucket,
  ec2Instance,
  lambdaFunction,
  sqsQueue,
  snsTopic,
  kmsKey,
  dynamodbTable,
  secretsmanagerSecret,
  eventsEventBus,
  s3Object,
] as const;

export type KindPrefix = (typeof list)[number]['service']['prefix'];

export const resourceKinds: readonly ResourceKind<KindPrefix>[] = list;

export const kindServices: readonly KindService<KindPrefix>[] = [
  ...new Set(resourceKinds.map(({ service }) => service)),
];
export const shortName = ({ name, fullName }: KindService): string =>
  name ?? fullName.replace(/^(Amazon|AWS) /, '');
export const kindPrefixes: readonly KindPrefix[] = kindServices.map(({ prefix }) => prefix);

const byService = new Map<string, readonly ResourceKind<KindPrefix>[]>(
  kindServices.map((service) => [service.prefix, resourceKinds.filter((kind) => kind.service === service)]),
);
const byType = new Map(resourceKinds.map((kind) => [kind.type, kind]));

export function kindOfArn(arn: string): ResourceKind<KindPrefix> | undefined {
  const parts = parseArn(arn);
  return parts && byService.get(parts.service)?.find(({ form }) => form.test(parts.resource));
}

/** Returns the kind of the resource, or of what it is a part, a version or an alias of. */
export const kindNear = (arn: string): ResourceKind<KindPrefix> | undefined =>
  kindOfArn(arn) ?? firstOfService(parseArn(arn)?.service);

export const firstOfService = (prefix: string | undefined): ResourceKind<KindPrefix> | undefined =>
  byService.get(prefix ?? '')?.[0];

export const kindOfType = (type: string | undefined): ResourceKind<KindPrefix> | undefined =>
  type === undefined ? undefined : byType.get(type as ResourceKind['type']);
