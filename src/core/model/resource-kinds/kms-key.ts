/** KMS: keys. Identity policies allow nothing unless the key's policy lets them (E-52). */

import { type ResourceKind, kindCall, arnOfName, fieldOf, given } from './kind.ts';

export const kmsKey: ResourceKind<'kms'> = {
  service: { prefix: 'kms', name: 'KMS', fullName: 'AWS Key Management Service', protocol: 'json' },
  type: 'AWS::KMS::Key',
  one: 'key',
  many: 'keys',
  form: /^key\/.+$/,
  arn: arnOfName('kms', 'key/'),
  members: (arn) => ({ keyid: [arn] }),
  action: 'kms:Decrypt',
  reached: ['kms:Decrypt'],
  create: {
    operation: 'CreateKey',
    fields: [{ name: 'description', label: 'Description', optional: true }],
    params: ({ description }) => given('Description', description),
  },
  list: 'ListKeys',
  remove: ({ arn }) => kindCall('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 }),
  removal: { done: 'AWS deletes the key in seven days' },
  steps: ({ arn, details }) => {
    const step = (label: string, operation: string, done: string) => [
      { label, operation, params: { KeyId: arn }, done },
    ];
    const state = details?.['state'];
    if (state === 'PendingDeletion')
      return step('Cancel the deletion', 'CancelKeyDeletion', 'AWS keeps the key, disabled');
    return state === 'Disabled'
      ? step('Enable', 'EnableKey', 'The key is enabled')
      : step('Disable', 'DisableKey', 'The key is disabled');
  },
  tag: ({ arn }, { key, value }) =>
    kindCall('TagResource', { KeyId: arn, Tags: [{ TagKey: key, TagValue: value }] }),
  untag: ({ arn }, key) => kindCall('UntagResource', { KeyId: arn, TagKeys: [key] }),
  policy: {
    name: 'key policy',
    limit: 32_768,
    types: ['key'],
    read: {
      command: 'get-key-policy',
      options: (arn) => `--key-id ${arn} --policy-name default`,
      answer: 'Policy',
    },
    put: ({ arn }, Policy) => kindCall('PutKeyPolicy', { KeyId: arn, PolicyName: 'default', Policy }),
    resource: () => '*',
  },
  exports: {
    script: ({ name, tags }, policy) => {
      const named = tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
      return [kindCall('CreateKey', { Description: name, Policy: policy, Tags: named })];
    },
    scriptLeftOut: 'Ids of keys: AWS gives the keys new ones, which no document names.',
    cloudFormation: {
      properties: ({ name }, policy) => (policy === undefined ? undefined : { Description: name }),
      policy: { within: (KeyPolicy) => ({ KeyPolicy }) },
      leftOut: (name) => `The id of key ${name}: AWS gives the key a new one.`,
    },
    terraform: {
      type: 'aws_kms_key',
      block: ({ name }, text) => ({ description: text(name) }),
      id: ({ arn }) => fieldOf(arn).slice('key/'.length),
      policy: { within: 'policy' },
    },
  },
  collector: { query: 'Keys[].KeyArn' },
};
