/** Resources of other services, with their policies, for Terraform. */

import { parseArn } from '../../core/model/arn.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { secretName } from './blueprint.ts';
import { type TableKeys, tableKeys } from './readable.ts';
import { type Resources, type TerraformBlock } from './terraform-resources.ts';

/** Adds a bucket, queue, topic, key, secret or table with its policy. */
export function otherService(to: Resources, resource: ResourceRecord, policy: string | undefined): void {
  const { service, resource: path } = parseArn(resource.arn) ?? { service: '', resource: '' };
  const { name } = resource;
  const tags = to.tags(resource.tags);
  const withPolicy = (
    type: string,
    address: string,
    member: string,
    attribute: string,
    document = 'policy',
  ) => {
    if (policy === undefined) return;
    const block = { [member]: `\${${address}.${attribute}}`, [document]: to.text(policy) };
    to.add(type, name, { ...block, depends_on: to.principalsOf(policy) });
  };
  const fifo = name.endsWith('.fifo') ? true : undefined;
  if (service === 's3' && !path.includes('/')) {
    const address = to.add('aws_s3_bucket', name, { bucket: to.text(name), tags }, name);
    withPolicy('aws_s3_bucket_policy', address, 'bucket', 'id');
  } else if (service === 'sqs') {
    const address = to.add('aws_sqs_queue', name, { name, fifo_queue: fifo, tags });
    withPolicy('aws_sqs_queue_policy', address, 'queue_url', 'id');
  } else if (service === 'sns') {
    const address = to.add('aws_sns_topic', name, { name, fifo_topic: fifo, tags }, resource.arn);
    withPolicy('aws_sns_topic_policy', address, 'arn', 'arn');
  } else if (service === 'kms' && path.startsWith('key/')) {
    const block = { description: to.text(name), policy: to.text(policy), tags };
    to.add(
      'aws_kms_key',
      name,
      { ...block, depends_on: to.principalsOf(policy ?? '{}') },
      path.slice('key/'.length),
    );
  } else if (service === 'secretsmanager') {
    const plain = secretName(resource.arn);
    const address = to.add('aws_secretsmanager_secret', plain, { name: to.text(plain), tags }, resource.arn);
    withPolicy('aws_secretsmanager_secret_policy', address, 'secret_arn', 'arn');
    to.skipped.push(`The value of secret ${plain}.`);
  } else {
    const keys = service === 'dynamodb' ? tableKeys(resource.details) : undefined;
    if (!keys) {
      to.unbuilt.push(resource.arn);
      return;
    }
    const address = to.add('aws_dynamodb_table', name, { ...tableBlock(name, keys), tags }, name);
    withPolicy('aws_dynamodb_resource_policy', address, 'resource_arn', 'arn');
  }
}

function tableBlock(name: string, { keySchema: keys, attributes }: TableKeys): TerraformBlock {
  return {
    name,
    billing_mode: 'PAY_PER_REQUEST',
    hash_key: keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName,
    range_key: keys.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName,
    attribute: attributes.map(({ AttributeName, AttributeType }) => ({
      name: AttributeName,
      type: AttributeType,
    })),
  };
}
