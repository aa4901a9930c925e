/**
 * Answers of the services around IAM, in AWS's wording. `serviceTexts` are recorded from live accounts (W-14 to
 * W-18, W-22, Y-06) or documented; `unverifiedServiceTexts` are from general knowledge or by analogy.
 */

const keyId = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|arn:.*)$/i;
const policyNotFound = 'Resource-based policy not found for the provided ResourceArn: ';

export const serviceTexts = {
  /** W-18: a text that is no key id is told from the id of a key that does not exist. */
  keyMissing: (given: string, arn: string) => {
    if (given.startsWith('alias/')) return `Alias ${arn.replace(':key/alias/', ':alias/')} is not found.`;
    return keyId.test(given) ? `Key '${arn}' does not exist` : `Invalid keyId '${given}'`;
  },
  kmsTags: {
    reserved: 'Tags beginning with aws: are reserved',
    duplicate: 'Duplicate tag keys',
    tooMany: 'Too many tags',
  },
  tableMissing: (name: string) => `Requested resource not found: Table: ${name} not found`,
  /** The spelling is AWS's. */
  taggedTableMissing: (arn: string) => `Requested resource not found: ResourcArn: ${arn} not found`,
  tablePolicyMissing: (arn: string) => policyNotFound + arn,
  tablePolicyExists: (table: string, revision: string) =>
    `${policyNotFound}Requested policy update expecting none to be present for table ${table}, but a policy exists with revision id ${revision}.`,
  tablePolicyChanged: (table: string, expected: string, revision: string) =>
    `${policyNotFound}Requested update for policy with revision id ${expected}, but the policy associated to target table ${table} has revision id ${revision}.`,
  topicAttributesDiffer:
    'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
  topicTagsDiffer: 'Invalid parameter: Tags Reason: Topic already exists with different tags',
  topicName: 'Invalid parameter: Topic Name',
  topicStatementExists: 'Invalid parameter: Statement already exists',
  topicAction: 'Invalid parameter: Policy statement action out of service scope!',
  topicDuplicateTags: 'Invalid parameter: Duplicated keys are not allowed.',
  topicTooManyTags: 'Could not complete request: tag quota of per resource exceeded',
  taggedTopicMissing: 'Resource does not exist',
  secretDoomed: "You can't perform this operation on the secret because it was marked for deletion.",
  secretVersionTaken: (token: string, arn: string) =>
    `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
  secretValueMissing: (kind: 'VersionId' | 'staging label', wanted: string) =>
    `Secrets Manager can't find the specified secret value for ${kind}: ${wanted}`,
  secretStageElsewhere: 'You provided a VersionStage that is not associated to the provided VersionId.',
  queueAttributeDiffers: (name: string) =>
    `A queue already exists with the same name and a different value for attribute ${name}`,
  queueAction: (name: string) =>
    `Value SQS:${name} for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.`,
  queueTooManyActions: (count: number) => `${count} Actions were found, maximum allowed is 7.`,
  queueAccount: (given: string) =>
    `Value [${given}] for parameter PrincipalId is invalid. Reason: Unable to verify.`,
  queueLabelTaken: (label: string) =>
    `Value ${label} for parameter Label is invalid. Reason: Already exists.`,
  queueLabelMissing: (label: string) =>
    `Value ${label} for parameter Label is invalid. Reason: can't find label on existing policy.`,
  queueNeeds: (parameter: string) => `The request must contain the parameter ${parameter}.`,
  queueTooManyTags: (name: string) => `Too many tags added for queue ${name}.`,
  /** W-22: recorded by tests that run against AWS. */
  busExists: (name: string) => `Event bus ${name} already exists.`,
  busMissing: (name: string) => `Event bus ${name} does not exist.`,
  busIsDefault: 'Cannot delete event bus default.',
  busStatementMissing: 'Statement with the provided id does not exist.',
  bucketDuplicateTags: 'Cannot provide multiple Tags with the same key',
  bucketReservedTags: 'System tags cannot be added/updated by requester',
  instanceReservedTags: "Tag keys starting with 'aws:' are reserved for internal use",
  instanceDuplicateTag: (key: string) => `Duplicate tag key '${key}' specified.`,
  instanceTooManyTags: 'The maximum number of Tags for a resource has been reached.',
} as const;

export const unverifiedServiceTexts = {
  duplicateTags: 'Duplicate tag keys found.',
  reservedTags: (key: string) => `Tag keys beginning with aws: are reserved for system use: ${key}`,
  tooManyTags: 'A resource can have at most 50 tags.',
  busNameWithSlash: "Event bus name must not contain '/'.",
  busAction: "Provided value in parameter 'action' is not supported.",
  busPermissionIncomplete: 'Action, Principal and StatementId are required without Policy.',
  busPolicyTooLong: 'The event bus policy is too long. For more information, see the limits.',
  /** Y-06: the documentation says that the call is refused, and not in which words. */
  bucketTagsByAbac:
    'The bucket has attribute-based access control enabled. Use TagResource and UntagResource to change its tags.',
} as const;
