/**
 * Texts of temporary delegation, role templates and account properties (Y-03, Y-04). All are unverified: AWS
 * documents the codes and when they come, but nobody has recorded the sentences.
 */

export const unverifiedDelegationTexts = {
  partnersOnly: 'This API is only available to AWS Partners that are onboarded to temporary delegation.',
  requestMissing: (id: string) => `Delegation request with id ${id} cannot be found.`,
  notSummarized: (arn: string) => `The entity ${arn} is not a delegation request.`,
  tradeInToken: 'The trade-in token is not valid.',
  notATemplate: (arn: string) => `ARN ${arn} is not valid: it must name a role template.`,
  templateMissing: (arn: string) => `Role template ${arn} cannot be found.`,
  noProperties: 'The properties must not be empty.',
  propertyKey: (key: string) => `The property key ${key} must have the form Namespace/PropertyName.`,
  oneNamespace: 'All properties of a request must belong to the same namespace.',
  propertyUnknown: (key: string) => `The property ${key} is not known.`,
} as const;
