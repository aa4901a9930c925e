/** The checks of elements, Sids and sizes. */

import type { Facts } from '#core/lint/facts.ts';

const sizeWhy = 'A document above its quota is not saved. Split it, or write actions and resources shorter.';

export const elementFacts = {
  'json-syntax-error': {
    code: 'JSON_SYNTAX_ERROR',
    title: 'The document is not valid JSON',
    why: 'AWS cannot read any of it, so it does not save the policy. The first wrong place is marked.',
    note: 'A key that stands twice in one object is a fault too. AWS does not say which one counts.',
  },
  'data-type-mismatch': {
    code: 'DATA_TYPE_MISMATCH',
    title: 'The value has the wrong JSON type',
    why: 'AWS cannot read the element, so it does not save the policy. Most elements take text in quotes.',
  },
  'invalid-policy-element': {
    code: 'INVALID_POLICY_ELEMENT',
    title: 'The element does not exist',
    why: 'AWS does not save a policy with another element. The names are fixed, and capital letters count.',
  },
  'missing-statement': {
    code: 'MISSING_STATEMENT',
    title: 'The policy has no statement',
    why: 'A policy without a statement allows and denies nothing, and AWS does not save it.',
  },
  'missing-version': {
    code: 'MISSING_VERSION',
    title: 'The policy has no Version',
    why: 'AWS then uses version 2008-10-17. In it, variables such as ${aws:username} are plain text and match nothing.',
    note: 'AWS does not save a managed policy or a control policy without Version 2012-10-17. Other policies only lose variables.',
  },
  'invalid-version': {
    code: 'INVALID_VERSION',
    title: 'The Version does not exist',
    why: 'AWS does not save the policy. Version names the language, not your date: 2012-10-17 or the old 2008-10-17.',
  },
  'missing-effect': {
    code: 'MISSING_EFFECT',
    title: 'The statement has no Effect',
    why: 'There is no default, so AWS does not save the policy. Write Allow or Deny.',
  },
  'invalid-effect': {
    code: 'INVALID_EFFECT',
    title: 'The Effect must be Allow or Deny',
    why: 'AWS does not save another effect. The first letter is a capital.',
  },
  'missing-action': {
    code: 'MISSING_ACTION',
    title: 'The statement has neither Action nor NotAction',
    why: 'There is nothing that it could allow or deny, so AWS does not save the policy.',
  },
  'missing-resource': {
    code: 'MISSING_RESOURCE',
    title: 'The statement has neither Resource nor NotResource',
    why: 'Only a policy on a resource knows its resource. AWS does not save others without one, or "*" for all.',
    kinds: [
      'identity-managed',
      'identity-inline',
      'boundary',
      'session',
      'scp',
      'rcp',
      'resource',
      'endpoint',
    ],
    note: 'Only trust policies have no resource. Services save some policies of resources without one, ECR among them.',
  },
  'missing-principal': {
    code: 'MISSING_PRINCIPAL',
    title: 'The statement has neither Principal nor NotPrincipal',
    why: 'The statement does not say who may or may not. AWS does not save the policy.',
    kinds: ['trust', 'resource', 'endpoint', 'rcp'],
  },
  'unsupported-element-combination': {
    code: 'UNSUPPORTED_ELEMENT_COMBINATION',
    title: 'The statement has an element and its Not form',
    why: 'AWS cannot tell which of the two counts, so it does not save the policy. Keep one.',
  },
  'empty-array-action': {
    code: 'EMPTY_ARRAY_ACTION',
    title: 'The list of actions is empty',
    why: 'The statement matches no action, so it has no effect. Add an action, or remove the statement.',
  },
  'empty-array-resource': {
    code: 'EMPTY_ARRAY_RESOURCE',
    title: 'The list of resources is empty',
    why: 'The statement matches no resource, so it has no effect. Add a resource, or remove the statement.',
  },
  'empty-array-principal': {
    code: 'EMPTY_ARRAY_PRINCIPAL',
    title: 'A list of principals is empty',
    why: 'The list names nobody, so it adds nobody to the statement. Fill the list, or remove it.',
    kinds: ['trust', 'resource', 'endpoint', 'rcp'],
  },
  'empty-object-principal': {
    code: 'EMPTY_OBJECT_PRINCIPAL',
    title: 'Principal is an empty object',
    why: 'The statement is for nobody, so it has no effect. Name a principal, or remove the statement.',
    kinds: ['trust', 'resource', 'endpoint', 'rcp'],
  },
  'empty-sid-value': {
    code: 'EMPTY_SID_VALUE',
    title: 'The Sid is empty',
    why: 'A Sid is a name for people, and an empty one tells them nothing.',
  },
  'unique-sids-required': {
    code: 'UNIQUE_SIDS_REQUIRED',
    title: 'A Sid stands twice in an identity or control policy',
    why: 'AWS does not save the policy. Give each statement a Sid of its own, or none.',
    kinds: ['identity-managed', 'identity-inline', 'boundary', 'session', 'scp', 'rcp'],
  },
  'unique-sids-recommended': {
    code: 'UNIQUE_SIDS_RECOMMENDED',
    title: 'A Sid stands twice in a resource or trust policy',
    why: 'People cannot tell which of the two statements the Sid means.',
    kinds: ['trust', 'resource', 'endpoint'],
  },
  'unsupported-sid': {
    code: 'UNSUPPORTED_SID',
    title: 'The Sid may have only letters and digits',
    why: 'AWS does not save the policy. Spaces, dashes and other signs are not allowed in a Sid.',
    kinds: ['identity-managed', 'identity-inline', 'boundary', 'session', 'scp', 'rcp', 'trust'],
    note: 'S3, SQS and SNS take more characters, so resource policies are not checked.',
  },
  'policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
    title: 'The identity policy is too large',
    why: sizeWhy,
    kinds: ['identity-managed', 'identity-inline'],
    note: 'It warns from 10,240 characters on, the quota of a role’s inline policies. A managed policy has at most 6,144.',
  },
  'resource-policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
    title: 'The resource policy is too large',
    why: sizeWhy,
    kinds: ['resource'],
    note: 'Each service has its own quota. If the type of the resource is not known, 20,480 characters count.',
  },
  'trust-policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA',
    title: 'The trust policy is larger than the default quota',
    why: 'IAM refuses it, unless your account has a raised quota. The highest is 8,192 characters.',
    kinds: ['trust'],
  },
  'scp-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_SCP_QUOTA',
    title: 'The service control policy is too large',
    why: sizeWhy,
    kinds: ['scp'],
  },
  'rcp-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_RCP_QUOTA',
    title: 'The resource control policy is too large',
    why: sizeWhy,
    kinds: ['rcp'],
  },
} as const satisfies Facts;
