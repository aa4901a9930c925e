/** Names in words what an account lacks because it was imported from a file that does not contain it. */

import type { MissingPart } from '../../../../core/query/ask/answer.ts';

const words: Readonly<Record<MissingPart, string>> = {
  'resource-policies': 'resource policies',
  organization: 'organization policies (SCPs and RCPs)',
  passwords: 'passwords',
  'access-keys': 'access keys',
  'mfa-devices': 'MFA devices',
  'identity-providers': 'identity providers and the password policy',
  'attached-policies': 'the text of some attached policies',
  'role-settings': 'longest sessions and descriptions of some roles',
  'creation-date': 'the date on which the account was created',
  'identity-policies': 'the policies of the caller’s account',
  'key-policy': 'the key policy',
  membership: 'the organization of an account',
  grants: 'grants of the key',
  'bucket-abac': 'attribute-based access of the bucket',
  'block-public-access': 'S3 Block Public Access',
  overlaps: 'some parts of the resource',
};

export const missingWords = (parts: readonly MissingPart[]): string[] => parts.map((part) => words[part]);

export const missingTitle = (parts: readonly MissingPart[]): string =>
  `Not known: ${missingWords(parts).join(' and ')}. The answer could change.`;
