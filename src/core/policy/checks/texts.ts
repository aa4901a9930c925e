/**
 * The texts of M-1…M-23 in one table, so that an unverified text can be corrected in one place. Each has its
 * source: `seen` in AWS's documents or reports, `emulator` in an emulator tuned on live AWS, `unverified`
 * from general knowledge, `own` when AWS's text is not known to us.
 */

import type { IssueCode } from './issue-codes.ts';

interface ProblemText {
  readonly text: string;
  readonly source: 'seen' | 'emulator' | 'unverified' | 'own';
  /** The issue code of IAM Access Analyzer, if all problems of the rule share it. Else checks name it. */
  readonly issue?: IssueCode;
}

const iamPaths =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, ' +
  'saml-provider/, oidc-provider/, report/, access-report/';

/**
 * The allowed beginnings of the last field of an IAM ARN (G-46). The last two are newer than the recorded text:
 * AWS's reference names them as resource types (Y-03, Y-04).
 */
export const iamResourceStarts: readonly string[] = [
  ...iamPaths.split(', '),
  'delegation-request/',
  'role-template/',
];

export const problemTexts = {
  'M-1': { text: 'Syntax errors in policy.', source: 'emulator' },
  'M-2': { text: 'This policy contains invalid Json', source: 'seen', issue: 'JSON_SYNTAX_ERROR' },
  'M-3': { text: 'JSON strings must not have leading spaces', source: 'unverified' },
  'M-4': { text: 'Policy document must be version 2012-10-17 or greater.', source: 'emulator' },
  'M-5': { text: 'The policy failed legacy parsing', source: 'emulator' },
  'M-6': {
    text: 'Statement IDs (SID) in a single policy must be unique.',
    source: 'seen',
    issue: 'UNIQUE_SIDS_REQUIRED',
  },
  'G-22': {
    text: 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    source: 'seen',
    issue: 'UNSUPPORTED_SID',
  },
  'M-7': { text: 'Policy statement must contain actions.', source: 'seen', issue: 'MISSING_ACTION' },
  'M-8': { text: 'Policy statement must contain resources.', source: 'seen', issue: 'MISSING_RESOURCE' },
  'M-9': {
    text: 'Resource {0} must be in ARN format or "*".',
    source: 'seen',
    issue: 'MISSING_ARN_FIELD',
  },
  'M-10': {
    text: 'Partition "{0}" is not valid for resource "{1}".',
    source: 'seen',
    issue: 'INVALID_PARTITION',
  },
  'M-11': {
    text: 'Resource vendor must be fully qualified and cannot contain regexes.',
    source: 'seen',
    issue: 'WILDCARD_IN_SERVICE_NAME',
  },
  'M-12': {
    text: 'IAM resource {0} cannot contain region information.',
    source: 'seen',
    issue: 'ARN_REGION_NOT_ALLOWED',
  },
  'M-13': {
    text: 'Resource {0} can not contain region information.',
    source: 'seen',
    issue: 'ARN_REGION_NOT_ALLOWED',
  },
  'M-14': {
    text: `IAM resource path must either be "*" or start with ${iamPaths}.`,
    source: 'seen',
    issue: 'INVALID_ARN_RESOURCE',
  },
  'M-15': {
    text: 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    source: 'seen',
    issue: 'INVALID_ACTION',
  },
  'M-16': { text: 'Actions/Condition can contain only one colon.', source: 'seen', issue: 'INVALID_ACTION' },
  'M-17': { text: 'Vendor {0} is not valid', source: 'seen', issue: 'INVALID_SERVICE_IN_ACTION' },
  'M-18': {
    text: 'Policy document should not specify a principal.',
    source: 'unverified',
    issue: 'UNSUPPORTED_PRINCIPAL',
  },
  'M-19': { text: 'Invalid principal in policy: "{0}":"{1}"', source: 'seen' },
  'W-12': {
    text: 'AssumeRolepolicy contained an invalid principal: "STAR":"*".',
    source: 'seen',
    issue: 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
  },
  'M-20': { text: 'Has prohibited field {0}', source: 'seen' },
  'M-21': {
    text: 'Federated principals must be valid domain names or SAML metadata ARNs',
    source: 'unverified',
  },
  'G-61': {
    text: 'AssumeRole policy may only specify STS AssumeRole actions.',
    source: 'seen',
    issue: 'UNSUPPORTED_ACTION_IN_POLICY',
  },
  'G-61 principal': {
    text: 'Missing required field Principal',
    source: 'unverified',
    issue: 'MISSING_PRINCIPAL',
  },
  'G-01': {
    text: 'A resource control policy of a customer may only deny: Effect must be Deny.',
    source: 'own',
  },
  'G-56': { text: 'NotPrincipal must be used with Deny.', source: 'own', issue: 'ALLOW_WITH_NOT_PRINCIPAL' },
  'G-63': {
    text: 'The trust of {0}, which many organizations share, must have a condition on {1}.',
    source: 'own',
  },
  'PT-9': {
    text: 'A service control policy cannot use a short ARN without a wildcard at its end: {0}',
    source: 'own',
  },
  'PT-10': { text: 'A resource control policy cannot use {0}', source: 'own' },
} as const satisfies Readonly<Record<string, ProblemText>>;

export type ProblemRule = keyof typeof problemTexts;

export const issueOfRule = (rule: ProblemRule): IssueCode | undefined =>
  (problemTexts[rule] as ProblemText).issue;

export function problemText(rule: ProblemRule, values: readonly string[]): string {
  return problemTexts[rule].text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '');
}
