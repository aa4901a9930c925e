/** EventBridge: event buses. The bus `default` is in every region of every account, and nobody makes or deletes it. */

import { given, type ResourceKind, apiTag, arnOfName, kindCall, fieldOf, nameField } from './kind.ts';

export const defaultBus = 'default';

export const eventsEventBus: ResourceKind<'events'> = {
  service: { prefix: 'events', fullName: 'Amazon EventBridge', protocol: 'json', trusted: true },
  type: 'AWS::Events::EventBus',
  one: 'event bus',
  many: 'event buses',
  form: /^event-bus\/.+$/,
  arn: arnOfName('events', 'event-bus/'),
  nameOf: (arn) => fieldOf(arn).slice('event-bus/'.length),
  members: (arn, name) => ({ name: [name], eventbusname: [name], resourcearn: [arn] }),
  action: 'events:PutEvents',
  reached: [],
  labels: { description: 'Description' },
  create: {
    operation: 'CreateEventBus',
    fields: [
      nameField('Event bus name', 'Letters, digits, . - and _.'),
      { name: 'description', label: 'Description', optional: true },
    ],
    params: ({ name, description }) => ({ Name: name, ...given('Description', description) }),
  },
  list: 'ListEventBuses',
  remove: ({ name }) => kindCall('DeleteEventBus', { Name: name }),
  tag: ({ arn }, tag) => kindCall('TagResource', { ResourceARN: arn, Tags: [apiTag(tag)] }),
  untag: ({ arn }, key) => kindCall('UntagResource', { ResourceARN: arn, TagKeys: [key] }),
  policy: {
    name: 'resource policy',
    limit: 10_240,
    read: { command: 'describe-event-bus', options: (arn) => `--name ${arn}`, answer: 'Policy' },
    put: ({ name }, Policy) => kindCall('PutPermission', { EventBusName: name, Policy }),
    remove: ({ name }) => kindCall('RemovePermission', { EventBusName: name, RemoveAllPermissions: true }),
  },
  exports: {
    script: ({ arn, name, tags, details }, Policy) => [
      ...(name === defaultBus
        ? tags.map((tag) => kindCall('TagResource', { ResourceARN: arn, Tags: [apiTag(tag)] }))
        : [
            kindCall('CreateEventBus', {
              Name: name,
              ...given('Description', details?.['description']),
              Tags: tags.map(apiTag),
            }),
          ]),
      ...(Policy === undefined ? [] : [kindCall('PutPermission', { EventBusName: name, Policy })]),
    ],
    cloudFormation: {
      properties: ({ name, details }) =>
        name === defaultBus ? undefined : { Name: name, ...given('Description', details?.['description']) },
      policy: { within: (Policy) => ({ Policy }) },
    },
    terraform: {
      type: 'aws_cloudwatch_event_bus',
      block: ({ name, details }, text) =>
        name === defaultBus
          ? undefined
          : { name: text(name), ...given('description', text(details?.['description'] ?? '')) },
      id: ({ name }) => name,
      policy: { type: 'aws_cloudwatch_event_bus_policy', member: 'event_bus_name', attribute: 'name' },
    },
  },
  collector: { query: 'EventBuses[].Arn' },
};
