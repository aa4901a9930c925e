/** The checks of Resource and NotResource. */

import type { Facts } from '#core/lint/facts.ts';

export const resourceFacts = {
  'invalid-arn-prefix': {
    code: 'INVALID_ARN_PREFIX',
    title: 'The resource does not begin with arn:',
    why: 'A resource is named by its ARN, or by "*". Anything else matches nothing.',
  },
  'missing-arn-field': {
    code: 'MISSING_ARN_FIELD',
    title: 'The ARN has too few fields',
    why: 'It matches no resource. An ARN has six fields: arn:partition:service:region:account:resource.',
    note: 'A bare name counts too: AWS says that it has one field of six.',
  },
  'invalid-partition': {
    code: 'INVALID_PARTITION',
    title: 'The partition of the ARN does not exist',
    why: 'No resource has such an ARN, so it matches nothing. The partition of most accounts is aws.',
  },
  'invalid-arn-service-case': {
    code: 'INVALID_ARN_SERVICE_CASE',
    title: 'The service of the ARN has capital letters',
    why: 'ARNs are compared letter by letter, so this one matches nothing.',
  },
  'invalid-arn-region': {
    code: 'INVALID_ARN_REGION',
    title: 'The region of the ARN does not exist',
    why: 'No resource is in such a region, so the ARN matches nothing.',
  },
  'missing-arn-region': {
    code: 'MISSING_ARN_REGION',
    title: 'The ARN has no region',
    why: 'ARNs of such resources name a region. An empty field does not mean all, so it matches nothing.',
  },
  'arn-region-not-allowed': {
    code: 'ARN_REGION_NOT_ALLOWED',
    title: 'The ARN has a region, but must have none',
    why: 'The real ARN has an empty field there, so this one matches nothing.',
  },
  'invalid-arn-account': {
    code: 'INVALID_ARN_ACCOUNT',
    title: 'The account of the ARN is not an account ID',
    why: 'No resource has such an ARN, so it matches nothing. An account ID has 12 digits.',
  },
  'missing-arn-account': {
    code: 'MISSING_ARN_ACCOUNT',
    title: 'The ARN has no account',
    why: 'ARNs of such resources name an account. An empty field does not mean all, so it matches nothing.',
  },
  'arn-account-not-allowed': {
    code: 'ARN_ACCOUNT_NOT_ALLOWED',
    title: 'The ARN has an account, but must have none',
    why: 'The real ARN has an empty field there, so this one matches nothing.',
  },
  'invalid-arn-resource': {
    code: 'INVALID_ARN_RESOURCE',
    title: 'The last part of the ARN fits no resource of the service',
    why: 'Each type of resource has its own form of ARN. Another form matches nothing.',
  },
  'invalid-region': {
    code: 'INVALID_REGION',
    title: 'The region of the condition does not exist',
    why: 'No request is ever made there, so the value never matches.',
  },
  'unsupported-resource-arn-in-policy': {
    code: 'UNSUPPORTED_RESOURCE_ARN_IN_POLICY',
    title: 'A policy on this resource cannot name that ARN',
    why: 'A resource’s policy decides only about that resource and its parts. For another ARN it does nothing.',
    kinds: ['resource'],
    note: 'The check needs the type of the resource. Bucket policies cannot have "*" either: S3 wants the bucket’s ARN.',
  },
} as const satisfies Facts;
