/** The requests that give a resource another policy, or one more tag, by service. */

import { arnName, parseArn } from '../../model/arn.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { DescribedRequest } from '../../words/request.ts';

type Requests = (record: ResourceRecord) => DescribedRequest;

/** `undefined` where the service has no such call here, or writes its policy statement by statement. */
export function policyRequest(record: ResourceRecord, policy: string): DescribedRequest | undefined {
  const { arn, name } = record;
  const requests: Readonly<Record<string, Requests>> = {
    s3: () => ({ service: 's3', operation: 'PutBucketPolicy', params: { Bucket: name, Policy: policy } }),
    sqs: () => ({
      service: 'sqs',
      operation: 'SetQueueAttributes',
      params: { QueueUrl: queueUrl(arn), Attributes: { Policy: policy } },
    }),
    sns: () => ({
      service: 'sns',
      operation: 'SetTopicAttributes',
      params: { TopicArn: arn, AttributeName: 'Policy', AttributeValue: policy },
    }),
    kms: () => ({
      service: 'kms',
      operation: 'PutKeyPolicy',
      params: { KeyId: arn, PolicyName: 'default', Policy: policy },
    }),
    dynamodb: () => ({
      service: 'dynamodb',
      operation: 'PutResourcePolicy',
      params: { ResourceArn: arn, Policy: policy },
    }),
    secretsmanager: () => ({
      service: 'secretsmanager',
      operation: 'PutResourcePolicy',
      params: { SecretId: arn, ResourcePolicy: policy },
    }),
  };
  return requests[parseArn(arn)?.service ?? '']?.(record);
}

/** Lets a principal or service call one action of a function. */
export const permissionRequest = (
  { arn }: ResourceRecord,
  { id, action, principal }: { readonly id: string; readonly action: string; readonly principal: string },
): DescribedRequest => ({
  service: 'lambda',
  operation: 'AddPermission',
  params: { FunctionName: arn, StatementId: id, Action: action, Principal: principal },
});

export function tagRequest(record: ResourceRecord, tag: Tag): DescribedRequest | undefined {
  const { arn, name, tags } = record;
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const all = [...tags.filter(({ key }) => key !== tag.key), tag].map(apiTag);
  const mapped = { [tag.key]: tag.value };
  const requests: Readonly<Record<string, Requests>> = {
    s3: () => ({
      service: 's3',
      operation: 'PutBucketTagging',
      params: { Bucket: name, Tagging: { TagSet: all } },
    }),
    ec2: () => ({
      service: 'ec2',
      operation: 'CreateTags',
      params: { Resources: [arnName(arn)], Tags: [apiTag(tag)] },
    }),
    lambda: () => ({
      service: 'lambda',
      operation: 'TagResource',
      params: { Resource: arn, Tags: mapped },
    }),
    sqs: () => ({
      service: 'sqs',
      operation: 'TagQueue',
      params: { QueueUrl: queueUrl(arn), Tags: mapped },
    }),
    sns: () => ({
      service: 'sns',
      operation: 'TagResource',
      params: { ResourceArn: arn, Tags: [apiTag(tag)] },
    }),
    kms: () => ({
      service: 'kms',
      operation: 'TagResource',
      params: { KeyId: arn, Tags: [{ TagKey: tag.key, TagValue: tag.value }] },
    }),
    dynamodb: () => ({
      service: 'dynamodb',
      operation: 'TagResource',
      params: { ResourceArn: arn, Tags: [apiTag(tag)] },
    }),
    secretsmanager: () => ({
      service: 'secretsmanager',
      operation: 'TagResource',
      params: { SecretId: arn, Tags: [apiTag(tag)] },
    }),
  };
  return service === 's3' && resource.includes('/') ? undefined : requests[service]?.(record);
}

const apiTag = ({ key, value }: Tag) => ({ Key: key, Value: value });

/** Returns, for example, `https://sqs.us-east-1.amazonaws.com/111122223333/jobs`. */
function queueUrl(arn: string): string {
  const { region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  return `https://sqs.${region}.amazonaws.com/${account}/${resource}`;
}
