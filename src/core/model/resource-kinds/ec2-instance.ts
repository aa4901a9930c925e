/** EC2: instances. They run as the role of their instance profile. */

import { type ResourceKind, kindCall, apiTag, arnOfName } from './kind.ts';

export const ec2Instance: ResourceKind<'ec2'> = {
  service: { prefix: 'ec2', fullName: 'Amazon EC2', protocol: 'ec2', trusted: 'EC2 instances' },
  type: 'AWS::EC2::Instance',
  one: 'instance',
  content: 'data',
  many: 'instances',
  form: /^instance\/.+$/,
  arn: arnOfName('ec2', 'instance/'),
  members: (_, id) => ({ instanceid: [id], instanceids: [id], resources: [id] }),
  action: 'ec2:StopInstances',
  reached: [],
  labels: { imageId: 'AMI', instanceType: 'Type', keyName: 'Key pair', instanceProfile: 'Instance profile' },
  create: {
    operation: 'RunInstances',
    fields: [
      {
        name: 'image',
        label: 'AMI',
        value: 'ami-0abcdef1234567890',
        hint: 'The image that the instance starts from.',
      },
      {
        name: 'type',
        label: 'Instance type',
        value: 't3.micro',
        options: ['t3.nano', 't3.micro', 't3.small', 't3.medium', 't3.large', 'm5.large', 'c5.large'],
      },
      {
        name: 'profile',
        label: 'Instance profile',
        optional: true,
        options: 'profiles',
        hint: 'It gives its role to EC2, which needs iam:PassRole.',
      },
    ],
    params: ({ image, type, profile }) => ({
      ImageId: image,
      InstanceType: type,
      MinCount: 1,
      MaxCount: 1,
      ...(profile ? { IamInstanceProfile: { Name: profile } } : {}),
    }),
  },
  list: 'DescribeInstances',
  remove: ({ name }) => kindCall('TerminateInstances', { InstanceIds: [name] }),
  removal: { label: 'Terminate' },
  steps: ({ name, details }) => {
    const params = { InstanceIds: [name] };
    return details?.['state'] === 'stopped'
      ? [{ label: 'Start', operation: 'StartInstances', params, done: `Started ${name}` }]
      : [{ label: 'Stop', operation: 'StopInstances', params, done: `Stopped ${name}` }];
  },
  tag: ({ name }, tag) => kindCall('CreateTags', { Resources: [name], Tags: [apiTag(tag)] }),
  untag: ({ name }, key) => kindCall('DeleteTags', { Resources: [name], Tags: [{ Key: key }] }),
  policy: undefined,
  exports: undefined,
  collector: undefined,
};
