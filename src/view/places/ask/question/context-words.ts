/** Names context keys as a person says them. Unknown keys keep their name. */

import { listFromText } from '#app/navigation/question.ts';
import { isListKey } from '#core/policy/list-keys.ts';
import type { ContextKey } from '#core/query/ask/what-can.ts';

const words: Readonly<Record<string, { readonly label: string; readonly meaning: string }>> = {
  'aws:multifactorauthpresent': {
    label: 'Signed in with MFA',
    meaning: 'Whether the session began with a second factor.',
  },
  'aws:multifactorauthage': {
    label: 'Seconds since MFA',
    meaning: 'How long ago the caller used the second factor.',
  },
  'aws:sourceip': { label: 'Source IP', meaning: 'The IP address of the caller.' },
  'aws:currenttime': { label: 'Time', meaning: 'When the request is made, in UTC.' },
  'aws:epochtime': { label: 'Time (epoch)', meaning: 'When the request is made, in seconds since 1970.' },
  'aws:securetransport': {
    label: 'Over HTTPS',
    meaning: 'Whether the connection of the request is encrypted.',
  },
  'aws:requestedregion': { label: 'Region', meaning: 'The region that the request is sent to.' },
  'sts:externalid': {
    label: 'External ID',
    meaning: 'A value that a third party sends when assuming a role.',
  },
  'aws:sourcevpce': { label: 'VPC endpoint', meaning: 'The endpoint that the request comes through.' },
  'aws:viaawsservice': {
    label: 'Through an AWS service',
    meaning: 'Whether an AWS service makes the request for someone.',
  },
};

export const keyLabel = (key: string): string =>
  words[key.toLowerCase()]?.label ??
  key
    .replace(/^aws:PrincipalTag\//i, 'Tag of the caller: ')
    .replace(/^(aws|iam|s3|ec2):(Existing)?(Object|Resource)Tag\//i, 'Tag of the resource: ')
    .replace(/^aws:RequestTag\//i, 'Tag in the request: ');

export const keyMeaning = ({ key, policies }: ContextKey): string =>
  `${words[key.toLowerCase()]?.meaning ?? ''} ${key}, read by ${policies.length === 1 ? 'one policy' : `${policies.length} policies`}.`.trim();

export const valueText = (value: ContextKey['current']): string =>
  value === undefined ? '' : typeof value === 'string' ? value : value.join(', ');

/** Reads a value as it is typed or stated in an address. Commas part the values of a key that can have several. */
export function valueFromText(key: string, text: string): string | readonly string[] {
  const list = listFromText(text);
  if (list || !isListKey(key)) return list ?? text;
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
