/**
 * The resources and actions that the policy of a resource can name, by CloudFormation's type (the services'
 * documentation of resource-based policies; the types of ValidatePolicy come first).
 */

import { kindOfType } from '../../model/resource-kinds/lookup.ts';
import type { Reference } from '../../model/service-reference.ts';
import { isOfType } from '../../policy/arn-format.ts';

interface OwnPolicy {
  readonly service: string;
  /** Names of resource types in the reference; absent: all of the service. */
  readonly types?: readonly string[];
  /** S3 wants an ARN where others also take `*`. */
  readonly takesNoStar?: true;
}

const s3 = { service: 's3', takesNoStar: true } as const;

const others: Readonly<Record<string, OwnPolicy>> = {
  'AWS::S3::AccessPoint': { ...s3, types: ['accesspoint', 'accesspointobject'] },
  'AWS::S3::MultiRegionAccessPoint': { ...s3, types: ['multiregionaccesspoint'] },
  'AWS::S3ObjectLambda::AccessPoint': { service: 's3-object-lambda', takesNoStar: true },
  'AWS::DynamoDB::Stream': { service: 'dynamodb', types: ['stream'] },
  'AWS::S3Express::DirectoryBucket': { service: 's3express' },
  'AWS::S3Express::AccessPoint': { service: 's3express' },
  'AWS::S3Tables::TableBucket': { service: 's3tables' },
  'AWS::S3Tables::Table': { service: 's3tables' },
  'AWS::S3Outposts::Bucket': { service: 's3-outposts' },
  'AWS::S3Outposts::AccessPoint': { service: 's3-outposts' },
  'AWS::Lambda::LayerVersion': { service: 'lambda', types: ['layerVersion'] },
  'AWS::ECR::Repository': { service: 'ecr' },
  'AWS::EFS::FileSystem': { service: 'elasticfilesystem' },
  'AWS::Backup::BackupVault': { service: 'backup' },
  'AWS::Kinesis::Stream': { service: 'kinesis' },
  'AWS::ApiGateway::RestApi': { service: 'execute-api' },
  'AWS::OpenSearchService::Domain': { service: 'es' },
  'AWS::Elasticsearch::Domain': { service: 'es' },
};

function policyOf(resourceType: string | undefined): OwnPolicy | undefined {
  const kind = kindOfType(resourceType);
  if (kind?.policy) return { ...kind.policy, service: kind.service.prefix };
  return resourceType === undefined ? undefined : others[resourceType];
}

/** Returns the prefix of the actions that such a resource's policy can have; `undefined`: not known. */
export const policyService = (resourceType: string | undefined): string | undefined =>
  policyOf(resourceType)?.service;

/** Tells if the policy of such a resource cannot name that resource. */
export function isForeignResource(
  resource: string,
  resourceType: string | undefined,
  reference: Reference,
): boolean {
  const own = policyOf(resourceType);
  if (!own) return false;
  if (resource === '*') return own.takesNoStar === true;
  const all = reference.service?.(own.service)?.resourceTypes ?? [];
  const types = all.filter(({ name }) => own.types?.includes(name) ?? true);
  return types.length > 0 && !types.some((type) => isOfType(type, resource));
}
