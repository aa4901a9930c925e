import type { Source } from './rule.ts';

/**
 * Where the rules come from: the pages of AWS that say them, and what stands in for a page where there is
 * none. A page is named once here; rules share it.
 */
const iamGuide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const iamApi = 'https://docs.aws.amazon.com/IAM/latest/APIReference/';
const stsApi = 'https://docs.aws.amazon.com/STS/latest/APIReference/';
const organizationsGuide = 'https://docs.aws.amazon.com/organizations/latest/userguide/';

const page = (title: string, url: string): Source => ({ title, url });

/** Seen in answers of AWS, recorded or published; AWS's documentation does not say it. */
export const observed: Source = { title: 'Seen in recorded answers of AWS, not in its documentation' };
/** As emulators do it whose makers compared them with AWS. */
export const emulators: Source = { title: 'As emulators do it that were compared with AWS' };
/** AWS does not define it. */
export const ourChoice: Source = { title: 'AWS does not define this; our choice' };
/** Common knowledge that no page at hand confirms. */
export const unconfirmed: Source = { title: 'Commonly known; no page of AWS was found for it' };

export const evaluationLogic = page(
  'Policy evaluation logic',
  `${iamGuide}reference_policies_evaluation-logic.html`,
);
export const policyGrammar = page(
  'Grammar of the JSON policy language',
  `${iamGuide}reference_policies_grammar.html`,
);
export const policyElements = page(
  'JSON policy element reference',
  `${iamGuide}reference_policies_elements.html`,
);
export const iamQuotas = page('IAM and AWS STS quotas', `${iamGuide}reference_iam-quotas.html`);
export const iamErrors = page('Common errors of the IAM API', `${iamApi}CommonErrors.html`);
export const assumeRoleApi = page('AssumeRole', `${stsApi}API_AssumeRole.html`);
export const controlPolicies = page(
  'Service control policies',
  `${organizationsGuide}orgs_manage_policies_scps.html`,
);
