/** The flow of outbound federation: a program in AWS shows an outside service a token instead of a stored key. */

import { rootArn } from '../../core/model/arn.ts';
import { type FieldOption, type FlowInfo, pick, roleOptions, typed, userOptions } from './fields.ts';

const yes = 'yes';

export const outboundInfo: FlowInfo = {
  id: 'outbound',
  title: 'Outbound federation',
  text: 'A program in AWS gets a signed token from AWS STS. A service outside AWS checks it, and needs no stored key.',
  level: 'intermediate',
  minutes: 6,
  lesson: 'How a program in AWS proves to an outside service who it is.',
  machine: async () => (await import('../../flow/machines/outbound.ts')).outboundMachine,
  fields: (world, account) => {
    const askers: FieldOption[] = [
      ...roleOptions(world, account, 'lambda.amazonaws.com'),
      ...userOptions(world, account),
      { value: rootArn(account), label: 'root' },
    ];
    return [
      { ...pick('caller', 'Who asks for the token', askers), preset: rootArn(account) },
      typed('audience', 'Outside service', 'https://api.example.com', 'The audience of the token.'),
      pick('algorithm', 'Signed with', [
        { value: 'RS256', label: 'RS256 (RSA)' },
        { value: 'ES384', label: 'ES384 (elliptic curve P-384)' },
      ]),
      pick('enable', 'If outbound federation is off', [
        { value: yes, label: 'switch it on' },
        { value: 'no', label: 'leave it off and see the error' },
      ]),
    ];
  },
  input: (values, world, account) => ({
    caller: values['caller'],
    administrator: rootArn(account),
    audience: values['audience'],
    algorithm: values['algorithm'],
    isOff: world.accounts.get(account)?.outboundFederation?.enabled !== true,
    stayOff: values['enable'] !== yes,
  }),
};
