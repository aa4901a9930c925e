/** AWS's type of a resource (`AWS::S3::Bucket`) from its ARN, for checks that hold only for policies of some resources. */

import { parseArn } from '../model/arn.ts';

const types: readonly (readonly [service: string, resource: RegExp, type: string])[] = [
  ['s3', /^accesspoint\/[^/]+\.mrap$/, 'AWS::S3::MultiRegionAccessPoint'],
  ['s3', /^accesspoint\//, 'AWS::S3::AccessPoint'],
  ['s3', /^[^/:]+$/, 'AWS::S3::Bucket'],
  ['s3-object-lambda', /^accesspoint\//, 'AWS::S3ObjectLambda::AccessPoint'],
  ['dynamodb', /^table\/[^/]+$/, 'AWS::DynamoDB::Table'],
  ['kms', /^key\//, 'AWS::KMS::Key'],
  ['sqs', /./, 'AWS::SQS::Queue'],
  ['sns', /./, 'AWS::SNS::Topic'],
  ['lambda', /^function:/, 'AWS::Lambda::Function'],
  ['secretsmanager', /^secret:/, 'AWS::SecretsManager::Secret'],
];

/** `undefined` for a resource that has no policy here. */
export function resourceTypeOf(arn: string): string | undefined {
  const parsed = parseArn(arn);
  return types.find(
    ([service, resource]) => service === parsed?.service && resource.test(parsed.resource),
  )?.[2];
}
