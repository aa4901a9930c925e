/** Says what a method needs, in words for a page: what each call is made on, and what must be so before. */

import type { Circumstance, Method, Need, ThingType } from '../../analysis/ways/format.ts';
import { marksOf } from '../../analysis/ways/marks.ts';
import { thingOf } from '../../analysis/ways/things.ts';

export interface NeededCall {
  readonly action: string;
  /** Words, or the form of an ARN between backticks. */
  readonly on: string;
}

/** Returns the calls in their order, each once for what it is made on. */
export function neededCalls(method: Method): readonly NeededCall[] {
  const calls = method.needs.map((one) => ({ action: one.action, on: onWords(method, one) }));
  return calls.filter(
    (one, at) => calls.findIndex(({ action, on }) => action === one.action && on === one.on) === at,
  );
}

export const eventsOf = (method: Method): readonly string[] => marksOf(method);

function onWords(method: Method, { on, action }: Need): string {
  const { gain, exists, beside, by } = method;
  const target = gain === 'user' ? 'the other user' : 'the other role';
  switch (on) {
    case 'self':
      return by === 'role' ? 'its own role' : 'its own user';
    case 'target':
      return target;
    case 'group':
      return gain === 'self' ? 'one of its groups' : 'a group of the other user';
    case 'policy':
      return gain === 'self' ? 'a policy that it has' : `a policy of ${target}`;
    case 'passed':
      return 'a role that the service can use';
    case 'resource':
      return exists ? thingWords(exists.type) : 'the resource';
    case 'beside':
      return beside === undefined ? 'the resource' : thingWords(beside);
    case 'provider':
      return 'the identity provider that the role trusts';
    case 'made':
      return `a new ${action.slice('iam:Create'.length).toLowerCase()}`;
    case 'profile':
      return 'an instance profile';
    case '*':
      return '`*`, because the call has no resource';
    default:
      return `\`arn:aws:${on.replaceAll(/\{\w+\}/g, '*')}\``;
  }
}

const thingWords = (type: ThingType): string => thingOf(type).words;

const ofOthers: Readonly<Record<Circumstance, string>> = {
  'key-free': 'The other user has fewer than two access keys. Otherwise one of them is deleted first.',
  'two-keys': 'The other user has two access keys.',
  'inactive-key': 'The other user has an access key that is switched off.',
  'no-password': 'The other user has no password yet.',
  password: 'The other user has a password.',
  boundary: 'A permissions boundary limits the one that becomes stronger.',
  'instance-profile': 'The role is in an instance profile, or can be put into one.',
  'other-account': 'The role belongs to another account.',
  'trusts-everybody': 'The trust policy of the role names everybody (`*`).',
  'permission-set': 'The role comes from a permission set of IAM Identity Center.',
  'management-account': 'The account manages IAM Identity Center.',
};

/** Returns a sentence for everything that must be so before, beside the permissions. */
export function circumstancesOf(method: Method): readonly string[] {
  const { by, trusts, through, enters, exists, beside, onHost, roleMay, given = [], assumes } = method;
  const { withMfa, withTag } = method;
  const service = trusts === undefined ? '' : `\`${trusts}\``;
  return [
    ...(by ? [`Only a ${by} can use it.`] : []),
    ...(through
      ? [`The role that is passed trusts ${service}, and may assume the other role.`]
      : trusts !== undefined
        ? [`The other role trusts ${service}.`]
        : []),
    ...(enters && trusts === undefined ? [`The other role trusts the provider with \`${enters}\`.`] : []),
    ...(exists
      ? [
          exists.role === 'target'
            ? `There is ${thingOf(exists.type).words} that runs as the other role.`
            : `There is ${thingOf(exists.type).words}.`,
        ]
      : []),
    ...(exists?.state ? [stateWords[exists.state]] : []),
    ...(beside === undefined ? [] : [`There is also ${thingOf(beside).words}.`]),
    ...(onHost ? ['An instance is registered in the cluster.'] : []),
    ...(roleMay
      ? [`The other role may call ${roleMay.map(({ action }) => `\`${action}\``).join(' or ')}.`]
      : []),
    ...given.map((one) => ofOthers[one]),
    ...(withMfa ? ['The trust policy asks for MFA.'] : []),
    ...(withTag ? ['A policy of the other role asks for a tag of the session.'] : []),
    ...(assumes === undefined ? [] : [`${assumes} Nobody can see this in an account.`]),
  ];
}

const stateWords = {
  'with-profile': 'The instance has an instance profile.',
  'without-profile': 'The instance has no instance profile.',
  'with-shell': 'A shell can be opened in its tasks.',
} as const;
