/** The checks of elements, Sids and sizes. */

import type { Facts } from '../facts.ts';

const sizeWhy = 'A document above its quota is not saved. Split it, or write actions and resources shorter.';

export const elementFacts = {
  'json-syntax-error': {
    code: 'JSON_SYNTAX_ERROR',
    title: 'The document is not valid JSON',
    why: 'AWS cannot read any of it. The first place that JSON does not allow is marked.',
    note: 'A key that stands twice in one object counts too: AWS does not say which of the two it takes.',
  },
  'data-type-mismatch': {
    code: 'DATA_TYPE_MISMATCH',
    title: 'The value has the wrong JSON type',
    why: 'Each element takes one JSON type, most of them strings. AWS does not save a document with another.',
  },
  'invalid-policy-element': {
    code: 'INVALID_POLICY_ELEMENT',
    title: 'The element does not exist',
    why: 'AWS knows a fixed set of elements, and their case counts. It saves no document with another one.',
  },
  'missing-statement': {
    code: 'MISSING_STATEMENT',
    title: 'The policy has no statement',
    why: 'Permissions stand in statements. A policy has at least one.',
  },
  'missing-version': {
    code: 'MISSING_VERSION',
    title: 'The policy has no Version',
    why: 'AWS then reads it as version 2008-10-17, in which variables are plain text.',
    note: 'AWS does not save a managed policy or a control policy without Version 2012-10-17. Other policies only lose variables.',
  },
  'invalid-version': {
    code: 'INVALID_VERSION',
    title: 'The Version does not exist',
    why: 'There are two: 2012-10-17 and the old 2008-10-17. It is no date of your own.',
  },
  'missing-effect': {
    code: 'MISSING_EFFECT',
    title: 'The statement has no Effect',
    why: 'A statement has to say if it allows or denies. There is no default.',
  },
  'invalid-effect': {
    code: 'INVALID_EFFECT',
    title: 'The Effect is neither Allow nor Deny',
    why: 'There are two effects, and their case counts.',
  },
  'missing-action': {
    code: 'MISSING_ACTION',
    title: 'The statement has no action',
    why: 'A statement needs Action or NotAction, or there is nothing that it could allow or deny.',
  },
  'missing-resource': {
    code: 'MISSING_RESOURCE',
    title: 'The statement has no resource',
    why: 'A statement has to say about which resources it is: ARNs, or "*".',
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
    title: 'The statement has no principal',
    why: 'A policy on a resource or a role has to say for whom it is.',
    kinds: ['trust', 'resource', 'endpoint', 'rcp'],
  },
  'unsupported-element-combination': {
    code: 'UNSUPPORTED_ELEMENT_COMBINATION',
    title: 'Two elements exclude each other',
    why: 'A statement names what it means, or what it does not mean, never both.',
  },
  'empty-array-action': {
    code: 'EMPTY_ARRAY_ACTION',
    title: 'The list of actions is empty',
    why: 'The statement matches no action, so it has no effect.',
  },
  'empty-array-resource': {
    code: 'EMPTY_ARRAY_RESOURCE',
    title: 'The list of resources is empty',
    why: 'The statement matches no resource, so it has no effect.',
  },
  'empty-array-principal': {
    code: 'EMPTY_ARRAY_PRINCIPAL',
    title: 'The list of principals is empty',
    why: 'The statement is for nobody, so it has no effect.',
    kinds: ['trust', 'resource', 'endpoint', 'rcp'],
  },
  'empty-object-principal': {
    code: 'EMPTY_OBJECT_PRINCIPAL',
    title: 'The principal is empty',
    why: 'The statement is for nobody, so it has no effect.',
    kinds: ['trust', 'resource', 'endpoint', 'rcp'],
  },
  'empty-sid-value': {
    code: 'EMPTY_SID_VALUE',
    title: 'The Sid is empty',
    why: 'A Sid is a name for people. Without text it is of no use.',
  },
  'unique-sids-required': {
    code: 'UNIQUE_SIDS_REQUIRED',
    title: 'Two statements have the same Sid',
    why: 'IAM and Organizations do not save a policy in which a Sid stands twice.',
    kinds: ['identity-managed', 'identity-inline', 'boundary', 'session', 'scp', 'rcp'],
  },
  'unique-sids-recommended': {
    code: 'UNIQUE_SIDS_RECOMMENDED',
    title: 'Two statements have the same Sid',
    why: 'Whoever reads that a Sid allowed something cannot tell which statement did.',
    kinds: ['trust', 'resource', 'endpoint'],
  },
  'unsupported-sid': {
    code: 'UNSUPPORTED_SID',
    title: 'The Sid has characters that it cannot have',
    why: 'IAM takes letters and digits in a Sid, no space and no dash.',
    kinds: ['identity-managed', 'identity-inline', 'boundary', 'session', 'scp', 'rcp', 'trust'],
    note: 'S3, SQS and SNS take more characters, so policies on resources are not checked.',
  },
  'policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
    title: 'The policy is too large to attach',
    why: sizeWhy,
    kinds: ['identity-managed', 'identity-inline'],
    note: 'AWS does not know how it will be attached, so it warns from 10,240 characters on. A managed policy has at most 6,144.',
  },
  'resource-policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
    title: 'The resource policy is too large',
    why: sizeWhy,
    kinds: ['resource'],
    note: 'Each service has a quota of its own. Without the type of the resource it is 20,480 characters.',
  },
  'trust-policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA',
    title: 'The trust policy is larger than the default quota',
    why: 'IAM saves 2,048 characters. The quota can be raised to 8,192; then this warning means nothing.',
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
