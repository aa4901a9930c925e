/**
 * Error texts that more than one operation uses, in AWS's wording. `texts` are seen in AWS's output or
 * documented (section 5.3, 5.4); `unverifiedTexts` are from general knowledge or by analogy, kept apart so
 * that they can be checked against the real service one by one.
 */
export const texts = {
  exceeded: (name: string, quota: number) => `Cannot exceed quota for ${name}: ${quota}`,
  inlineTooLarge: (quota: number, noun: string, name: string) =>
    `Maximum policy size of ${quota} bytes exceeded for ${noun} ${name}`,
  inlineMissing: (noun: string, policy: string) => `The ${noun} policy with name ${policy} cannot be found.`,
  notAttachable: (arn: string) => `Policy ${arn} does not exist or is not attachable.`,
  policyMissing: (arn: string) => `Policy ${arn} was not found.`,
  versionMissing: (arn: string, version: string) =>
    `Policy ${arn} version ${version} does not exist or is not attachable.`,
  policyExists: (name: string) => `A policy called ${name} already exists. Duplicate names are not allowed.`,
  tooManyVersions: (quota: number) =>
    `A managed policy can have up to ${quota} versions. Before you create a new version, you must delete an existing version.`,
  detachFirst: 'Cannot delete entity, must detach all policies first.',
  deletePoliciesFirst: 'Cannot delete entity, must delete policies first.',
  removeUsersFirst: 'Cannot delete entity, must remove users from group first.',
  removeRolesFirst: 'Cannot delete entity, must remove roles from instance profile first.',
  attachedPolicy: 'Cannot delete a policy attached to entities.',
  hasVersions:
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  defaultVersion: 'Cannot delete the default version of a policy.',
  duplicateTags: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  invalidPrincipal: (type: string, value: string) => `Invalid principal in policy: "${type}":"${value}"`,
  invalidParameter: (value: string, parameter: string) =>
    `Value (${value}) for parameter ${parameter} is invalid.`,
} as const;

export const unverifiedTexts = {
  notMember: (user: string, group: string) => `The user with name ${user} is not in the group ${group}.`,
  profileMissing: (name: string) => `Instance Profile ${name} cannot be found.`,
  roleNotInProfile: (role: string, profile: string) => `Role ${role} is not in instance profile ${profile}.`,
  protectedRole: (name: string) =>
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  servicePolicy: 'Cannot attach a Service Role Policy to a Customer Role.',
  noBoundary: (noun: string, name: string) => `The permissions boundary of ${noun} ${name} cannot be found.`,
  awsTagPrefix: (key: string) => `Tag keys beginning with aws: are reserved for system use: ${key}`,
  duplicateExactTags: 'Duplicate tag keys found.',
  userNameNeeded: 'Must specify userName when calling with non-User credentials',
  aliasTaken: (alias: string) => `The account alias ${alias} already exists.`,
  aliasMissing: (alias: string) => `The account alias ${alias} does not exist.`,
  badMarker: 'Invalid Marker.',
} as const;
