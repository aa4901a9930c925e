/** The checks of condition keys. */

import type { Facts } from '#core/lint/facts.ts';

const denyTagWhy =
  'A request without the tag does not meet the condition, so the Deny does not stop these actions.';
const allowTagWhy =
  'A request without the tag does not meet the condition, so these actions are not allowed.';

export const keyFacts = {
  'condition-key-format': {
    code: 'INVALID_CONDITION_KEY_FORMAT',
    title: 'The condition key has no service in front',
    why: 'No request has a key without a service in front, so the condition never holds. Write it as service:key.',
  },
  'unknown-global-key': {
    code: 'INVALID_GLOBAL_CONDITION_KEY',
    title: 'The global condition key does not exist',
    why: 'No request has the key, so the condition never holds: an Allow gives nothing, a Deny protects nothing.',
  },
  'unknown-service-key': {
    code: 'INVALID_SERVICE_CONDITION_KEY',
    title: 'The service has no such condition key',
    why: 'No request has the key, so the condition never holds: an Allow gives nothing, a Deny protects nothing.',
  },
  'unsupported-global-key': {
    code: 'UNSUPPORTED_GLOBAL_CONDITION_KEY',
    title: 'The global condition key is not supported',
    why: 'AWS gives aws:ARN no value. aws:PrincipalArn is the caller’s ARN, aws:SourceArn that of a service’s resource.',
    kinds: ['identity-managed', 'identity-inline', 'boundary', 'session', 'scp'],
  },
  'deprecated-global-key': {
    code: 'DEPRECATED_GLOBAL_CONDITION_KEY',
    title: 'The global condition key has a newer name',
    why: 'AWS replaced aws:ARN by aws:PrincipalArn. People and tools that read the policy know the newer name.',
    kinds: ['resource', 'trust', 'rcp', 'endpoint'],
  },
  'condition-key-not-carried': {
    code: 'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    title: 'Requests of an action never have the condition key',
    why: 'For such an action the condition never holds, or always if it is negated. Put the action into a statement without it.',
    note: 'As with AWS, actions with wildcards and calls that no resource limits are not checked. Tests that say what happens without the key are fine: IfExists, ForAllValues, or Null with true. So is one of several negated tests.',
  },
  'tag-key-missing': {
    code: 'MISSING_TAG_KEY_IN_CONDITION',
    title: 'The condition on a tag names no tag',
    why: 'The condition never holds. Write the tag after a slash: aws:ResourceTag/team.',
  },
  'vpc-format': {
    code: 'INVALID_VPC_FORMAT',
    title: 'The value is not a VPC ID',
    why: 'It never matches. aws:SourceVpc is always vpc- and 8 or 17 letters and digits.',
  },
  'vpce-format': {
    code: 'INVALID_VPCE_FORMAT',
    title: 'The value is not a VPC endpoint ID',
    why: 'It never matches. aws:SourceVpce is always vpce- and 8 or 17 letters and digits.',
  },
  'kms-key-value': {
    code: 'INVALID_KMS_KEY_VALUE',
    title: 'The value is not the ARN of a KMS key',
    why: 'Requests carry the whole ARN, even if they name the key by id or alias. Another value never matches.',
  },
  'missing-paired-key': {
    code: 'MISSING_PAIRED_CONDITION_KEYS',
    title: 'The condition key needs another one beside it',
    why: 'Private addresses are not unique. Anybody can make a VPC with the same ones, and the condition holds there, too.',
  },
  'untrustworthy-key': {
    code: 'UNTRUSTWORTHY_CONDITION_KEY',
    title: 'The caller decides what the condition key holds',
    why: 'Any program can write any value into this header. So the condition stops nobody who wants to get in.',
  },
  'missing-action-for-key': {
    code: 'MISSING_ACTION_FOR_CONDITION_KEY',
    title: 'The action that sets the condition key is missing',
    why: 'A caller of AssumeRole sets tags or a source identity only with a permission of its own. Without it, the condition cannot hold.',
    kinds: ['trust'],
  },
  'deny-with-tag-of-service': {
    code: 'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    title: 'Deny with a tag that the service does not send',
    why: denyTagWhy,
  },
  'deny-notaction-with-tag': {
    code: 'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    title: 'Deny with NotAction and a tag that many actions do not send',
    why: denyTagWhy,
  },
  'allow-with-tag-of-service': {
    code: 'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    title: 'Allow with a tag that the service does not send',
    why: allowTagWhy,
  },
  'allow-notaction-with-tag': {
    code: 'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    title: 'Allow with NotAction and a tag that many actions do not send',
    why: allowTagWhy,
  },
  'attributes-without-select': {
    code: 'DYNAMODB_ATTRIBUTES_WITHOUT_SELECT',
    title: 'Attributes are limited, and whole items can be read',
    why: 'DynamoDB tests dynamodb:Attributes only when a request names attributes. One that names none reads whole items.',
  },
  's3-prefix-in-negative-context': {
    code: 'S3_PREFIX_IN_NEGATIVE_CONTEXT',
    title: 'A request with a shorter prefix avoids the condition',
    why: 'Whoever lists with “pri” also sees what is under “private/”. Only a list of allowed prefixes keeps them apart.',
  },
  'irrelevant-key': {
    code: 'IRRELEVANT_CONDITION_KEY_IN_POLICY',
    title: 'The condition key decides nothing in this policy',
    why: 'The policy is attached to the resource, whose account never changes. The key is meant for identity policies.',
    kinds: ['resource'],
  },
  'key-only-with-some-services': {
    code: 'USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES',
    title: 'Only some services send the condition key',
    why: 'Requests to other services never have it. There, an Allow gives nothing, and a Deny may stop everything.',
  },
} as const satisfies Facts;
