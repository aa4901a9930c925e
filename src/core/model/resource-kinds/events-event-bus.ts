/** EventBridge: event buses. The bus `default` is in every region of every account, and nobody makes or deletes it. */

import { type ResourceKind, apiTag, arnOfName, call, fieldOf, nameField } from './kind.ts';

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
  create: {
    operation: 'CreateEventBus',
    fields: [
      nameField('Event bus name', 'Letters, digits, . - and _.'),
      { name: 'description', label: 'Description', optional: true },
    ],
    params: ({ name, description }) => ({ Name: name, ...(description ? { Description: description } : {}) }),
  },
  list: 'ListEventBuses',
  remove: ({ name }) => call('DeleteEventBus', { Name: name }),
  tag: ({ arn }, tag) => call('TagResource', { ResourceARN: arn, Tags: [apiTag(tag)] }),
  untag: ({ arn }, key) => call('UntagResource', { ResourceARN: arn, TagKeys: [key] }),
  policy: {
    name: 'resource policy',
    limit: 10_240,
    read: { command: 'describe-event-bus', options: (arn) => `--name ${arn}`, answer: 'Policy' },
    put: ({ name }, Policy) => call('PutPermission', { EventBusName: name, Policy }),
    remove: ({ name }) => call('RemovePermission', { EventBusName: name, RemoveAllPermissions: true }),
  },
  exports: {
    script: ({ arn, name, tags }, Policy) => [
      ...(name === defaultBus
        ? tags.map((tag) => call('TagResource', { ResourceARN: arn, Tags: [apiTag(tag)] }))
        : [call('CreateEventBus', { Name: name, Tags: tags.map(apiTag) })]),
      ...(Policy === undefined ? [] : [call('PutPermission', { EventBusName: name, Policy })]),
    ],
    cloudFormation: {
      properties: ({ name }) => (name === defaultBus ? undefined : { Name: name }),
      policy: { within: (Policy) => ({ Policy }) },
    },
    terraform: {
      type: 'aws_cloudwatch_event_bus',
      block: ({ name }, text) => (name === defaultBus ? undefined : { name: text(name) }),
      id: ({ name }) => name,
      policy: { type: 'aws_cloudwatch_event_bus_policy', member: 'event_bus_name', attribute: 'name' },
    },
  },
  collector: { query: 'EventBuses[].Arn' },
};
