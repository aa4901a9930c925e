/** Secrets Manager: secrets. */

import { type ResourceKind, kindCall, apiTag, arnOfName, fieldOf, given, nameField } from './kind.ts';

/** A secret's ARN ends in six random characters that are no part of its name. */
const secretName = (arn: string): string =>
  fieldOf(arn)
    .replace(/^secret:/, '')
    .replace(/-\w{6}$/, '');

const valueLeftOut = (name: string): string => `The value of secret ${name}.`;

export const secretsmanagerSecret: ResourceKind<'secretsmanager'> = {
  service: { prefix: 'secretsmanager', fullName: 'AWS Secrets Manager', protocol: 'json' },
  type: 'AWS::SecretsManager::Secret',
  one: 'secret',
  content: 'value',
  many: 'secrets',
  form: /^secret:.+$/,
  arn: arnOfName('secretsmanager', 'secret:'),
  nameOf: secretName,
  members: (arn) => ({ secretid: [arn], name: [fieldOf(arn).slice('secret:'.length)] }),
  action: 'secretsmanager:GetSecretValue',
  reached: ['secretsmanager:GetSecretValue'],
  create: {
    operation: 'CreateSecret',
    fields: [
      nameField('Secret name', 'Letters, digits and / _ + = . @ -'),
      { name: 'value', label: 'Secret value', secret: true, optional: true },
    ],
    params: ({ name, value }) => ({ Name: name, ...given('SecretString', value) }),
  },
  list: 'ListSecrets',
  remove: ({ arn }) => kindCall('DeleteSecret', { SecretId: arn, RecoveryWindowInDays: 7 }),
  steps: ({ arn, details }) => {
    const restore = {
      label: 'Restore',
      done: 'AWS keeps the secret',
      ...kindCall('RestoreSecret', { SecretId: arn }),
    };
    return details?.['deletionDate'] === undefined ? [] : [restore];
  },
  tag: ({ arn }, tag) => kindCall('TagResource', { SecretId: arn, Tags: [apiTag(tag)] }),
  untag: ({ arn }, key) => kindCall('UntagResource', { SecretId: arn, TagKeys: [key] }),
  policy: {
    name: 'resource policy',
    limit: 20_480,
    read: {
      command: 'get-resource-policy',
      options: (arn) => `--secret-id ${arn}`,
      answer: 'ResourcePolicy',
    },
    put: ({ arn }, ResourcePolicy) =>
      kindCall('PutResourcePolicy', { SecretId: arn, ResourcePolicy, BlockPublicPolicy: true }),
    remove: ({ arn }) => kindCall('DeleteResourcePolicy', { SecretId: arn }),
    resource: () => '*',
  },
  exports: {
    script: ({ arn, tags }, ResourcePolicy) => {
      const Name = secretName(arn);
      const create = kindCall('CreateSecret', { Name, Tags: tags.map(apiTag) });
      if (ResourcePolicy === undefined) return [create];
      return [create, kindCall('PutResourcePolicy', { SecretId: Name, ResourcePolicy })];
    },
    scriptLeftOut: 'Values of secrets.',
    cloudFormation: {
      properties: ({ arn }) => ({ Name: secretName(arn) }),
      policy: {
        type: 'AWS::SecretsManager::ResourcePolicy',
        properties: (SecretId, ResourcePolicy) => ({ SecretId, ResourcePolicy }),
      },
      leftOut: valueLeftOut,
    },
    terraform: {
      type: 'aws_secretsmanager_secret',
      block: ({ arn }, text) => ({ name: text(secretName(arn)) }),
      id: ({ arn }) => arn,
      policy: { type: 'aws_secretsmanager_secret_policy', member: 'secret_arn', attribute: 'arn' },
      leftOut: valueLeftOut,
    },
  },
  collector: { query: 'SecretList[].ARN' },
};
