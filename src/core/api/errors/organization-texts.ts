/**
 * Texts of Organizations. One of them was seen in answers of AWS (W-13, `INVALID_PATTERN`); the others follow
 * its documentation or other texts of it, and are unverified.
 */

export const unverifiedOrganizationTexts = {
  notInUse: 'Your account is not a member of an organization.',
  notManagement: "You don't have permissions to access this resource.",
  alreadyMember: 'The AWS account is already a member of an organization.',
  notEmpty:
    'To delete an organization you must first remove all member accounts (except the management account).',
  accountMissing: "You specified an account that doesn't exist.",
  alreadyClosed: 'You attempted to close an account that is already closed.',
  parentMissing: "You specified parent that doesn't exist.",
  sourceMissing: "You specified a source parent that doesn't exist.",
  destinationMissing: "You specified a destination parent that doesn't exist.",
  alreadyThere: 'You specified an account that is already in the destination container.',
  childMissing: "You specified child that doesn't exist.",
  unitMissing: "You specified an organizational unit that doesn't exist.",
  unitExists: 'An OU with the same name already exists.',
  unitNotEmpty: 'You specified an organizational unit that is not empty.',
  rootMissing: "You specified a root that doesn't exist.",
  targetMissing: "You specified a target that doesn't exist.",
  policyMissing: "You specified a policy that doesn't exist.",
  policyExists: 'A policy with the same name already exists.',
  policyInUse: 'You specified a policy that is in use.',
  policyManaged: 'You specified a policy that is managed by AWS.',
  malformed: 'The provided policy document does not meet the requirements of the specified policy type.',
  attachedTwice: 'A policy with the specified name and type is already attached to the target.',
  notAttached: "The policy isn't attached to the specified target in the specified root.",
  typeNotEnabled: 'This operation can be performed only for enabled policy types.',
  typeEnabled: 'The specified policy type is already enabled.',
  noAllFeatures: 'This operation requires all features to be enabled in the organization.',
  statusMissing: "We can't find a create account request with the CreateAccountRequestId that you specified.",
  accountRegistered: 'The provided account is already a delegated administrator for your organization.',
  accountNotRegistered:
    'The provided account is not a registered delegated administrator for your organization.',
  handshakeMissing: "You specified a handshake that doesn't exist.",
  handshakeTwice: 'A handshake with the same action and target already exists.',
  handshakeSame: 'The specified handshake is already in the requested state.',
  handshakeOver: 'You cannot perform this operation on the handshake in its current state.',
  managementLeaves: 'The management account cannot leave the organization or be removed from it.',
  noResourcePolicy: "You specified a resource policy that doesn't exist.",
  noEffectivePolicy: 'No effective policy of that type exists for the target.',
  noTransfer: "You specified a responsibility transfer that doesn't exist.",
} as const;

export const unverifiedConstraintTexts = {
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of AWS accounts.',
  CANNOT_CLOSE_MANAGEMENT_ACCOUNT:
    'You attempted to close the management account. To close the management account for the organization, you must first either remove or close all member accounts in the organization.',
  CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR:
    'You cannot register master account/management account as delegated administrator for your organization.',
  CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR:
    'You cannot register a suspended account as a delegated administrator.',
  CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG:
    'You cannot remove an account that is registered as a delegated administrator. Deregister it first.',
  MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED:
    'The management account is not enabled for the AWS GovCloud (US) Region.',
  MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You have attached the maximum number of policies of this type to the target.',
  MAX_TAG_LIMIT_EXCEEDED: 'You have exceeded the number of tags allowed on this resource.',
  MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
  ORGANIZATION_NOT_IN_ALL_FEATURES_MODE: 'This operation requires all features of the organization.',
  OU_DEPTH_LIMIT_EXCEEDED: 'You have exceeded the maximum depth of the organizational unit hierarchy.',
  POLICY_CONTENT_LIMIT_EXCEEDED: 'You have exceeded the maximum policy size limit.',
  SERVICE_ACCESS_NOT_ENABLED:
    'You must enable service access before you register a delegated administrator of the service.',
  UNMET_BILLING_PREREQUISITE: 'Your account does not meet the billing prerequisites of this operation.',
  WAIT_PERIOD_ACTIVE:
    'You must wait until at least four days after the account was created before it can leave the organization.',
} as const;

export const unverifiedHandshakeTexts = {
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of AWS accounts.',
  ALREADY_IN_AN_ORGANIZATION: 'The AWS account is already a member of an organization.',
  INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES:
    'You cannot invite accounts while the organization is enabling all features.',
  ORGANIZATION_ALREADY_HAS_ALL_FEATURES: 'The organization already has all features enabled.',
  ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION:
    'The organization is already in the process of enabling all features.',
} as const;

/** InvalidInputException by its reason. INVALID_PATTERN is seen in answers of AWS, the others are unverified. */
export const invalidInputTexts = {
  INVALID_PATTERN: 'You provided a value that does not match the required pattern.',
  DUPLICATE_TAG_KEY: 'Tag keys must be unique among the tags of the resource.',
  INPUT_REQUIRED: 'You must include a value for all required parameters.',
  INVALID_ENUM: 'You specified an invalid value.',
  INVALID_ENUM_POLICY_TYPE: 'You specified an invalid policy type.',
  INVALID_NEXT_TOKEN: 'You provided an invalid pagination token.',
  INVALID_PARTY_TYPE_TARGET: 'You specified the wrong type of target.',
  INVALID_PRINCIPAL: 'The resource policy names a principal that is not in the organization.',
  INVALID_RESOURCE_POLICY_JSON: 'You provided a resource policy that is not valid.',
  INVALID_SYSTEM_TAGS_PARAMETER:
    'Tag keys that begin with aws: are reserved. You cannot add, change or remove them.',
  MAX_LENGTH_EXCEEDED: 'You provided a value that is longer than allowed.',
  MAX_LIMIT_EXCEEDED_FILTER: 'You can specify only one filter parameter for the operation.',
  MAX_VALUE_EXCEEDED: 'You provided a number that is larger than allowed.',
  MIN_LENGTH_EXCEEDED: 'You provided a value that is shorter than allowed.',
  MIN_VALUE_EXCEEDED: 'You provided a number that is smaller than allowed.',
  NON_DETACHABLE_POLICY: 'You cannot detach this policy.',
  TARGET_NOT_SUPPORTED: 'You cannot perform this operation on the specified target.',
  UNRECOGNIZED_SERVICE_PRINCIPAL: 'You specified an unrecognized service principal.',
  UNSUPPORTED_ACTION_IN_RESOURCE_POLICY:
    'The resource policy names an action that cannot be delegated to member accounts.',
} as const;
