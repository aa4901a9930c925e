/** The flow of scoped credentials: an agent and its helper get less and less of the session of a user. */

import { type FlowInfo, optionalField, pick, typed, userOptions } from './fields.ts';

const allowing = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });

export const scopedInfo: FlowInfo = {
  id: 'scoped-credentials',
  title: 'GetScopedCredentials',
  text: 'A program scopes its session down for an agent. The agent scopes it down again for a helper. All three act as the same user.',
  level: 'intermediate',
  minutes: 5,
  lesson: 'How an agent gets only a part of your permissions.',
  machine: async () => (await import('../../flow/machines/scoped-credentials.ts')).scopedCredentialsMachine,
  fields: (world, account) => [
    pick(
      'caller',
      'Whose session',
      userOptions(world, account),
      'The user needs the permission sts:GetScopedCredentials.',
    ),
    typed(
      'agent',
      'Policy for the agent',
      allowing('s3:ListAllMyBuckets', 'ec2:DescribeInstances', 'sts:GetScopedCredentials'),
      'The agent can do only what both the user and this policy allow.',
    ),
    typed(
      'helper',
      'Policy for its helper',
      allowing('s3:ListAllMyBuckets'),
      'The helper can do only what all three allow.',
    ),
    optionalField(typed('action', 'Then do', 's3:ListAllMyBuckets')),
    typed(
      'outside',
      'Then try',
      'ec2:DescribeInstances',
      'An action that the helper’s policy does not allow.',
    ),
  ],
  input: ({ caller, agent, helper, action = '', outside }) => ({
    caller,
    agent,
    helper,
    outside,
    ...(action.trim() === '' ? {} : { action: action.trim() }),
  }),
};
