/** The checks of principals. */

import type { Facts } from '../facts.ts';

const naming = ['trust', 'resource', 'endpoint'] as const;
const ofIdentity = ['identity-managed', 'identity-inline', 'boundary', 'session'] as const;

export const principalFacts = {
  'invalid-principal-format': {
    code: 'INVALID_PRINCIPAL_FORMAT',
    title: 'Principal is neither "*" nor an object',
    why: 'AWS must know of which kind a principal is: an account, a service or a provider. It refuses the policy.',
  },
  'invalid-principal-key': {
    code: 'INVALID_PRINCIPAL_KEY',
    title: 'There is no such kind of principal',
    why: 'Only AWS, Service, Federated and CanonicalUser exist, in this spelling. AWS refuses the policy.',
  },
  'unsupported-principal': {
    code: 'UNSUPPORTED_PRINCIPAL',
    title: 'A policy of users and roles names a principal',
    why: 'Such a policy is about whoever has it, so nobody else can be named. AWS refuses it.',
    kinds: ofIdentity,
  },
  'unsupported-wildcard-in-principal': {
    code: 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    title: 'A principal has a wildcard',
    why: 'A principal is named in full, or it is everybody. AWS compares no patterns here and refuses the policy.',
    kinds: naming,
  },
  'invalid-service-principal-format': {
    code: 'INVALID_SERVICE_PRINCIPAL_FORMAT',
    title: 'This is no service principal',
    why: 'No service has the name, so the service that was meant gets nothing.',
  },
  'federated-principal-not-supported': {
    code: 'FEDERATED_PRINCIPAL_NOT_SUPPORTED',
    title: 'A resource policy names an identity provider',
    why: 'Who comes from a provider gets a role first, and calls as the role. Name the role instead.',
    kinds: ['resource', 'endpoint'],
  },
  'unsupported-condition-key-for-service-principal': {
    code: 'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    title: 'The service never meets the condition',
    why: 'Keys about callers of IAM are absent when a service itself calls. What the statement allows never happens.',
    kinds: ['resource'],
  },
  'confused-deputy': {
    code: 'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    title: 'The service can act for any account',
    why: 'Another customer can ask the same service to use your resource for them.',
    kinds: ['resource'],
  },
  'recommended-condition-key-for-service-principal': {
    code: 'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    title: 'A better key says for whom the service works',
    why: 'A header is chosen by whoever sends it. The source’s account and ARN are set by AWS.',
    kinds: ['resource'],
  },
  'not-principal-in-trust-policy': {
    code: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
    title: 'A trust policy has NotPrincipal',
    why: 'A role says whom it trusts, not whom it does not. AWS refuses the policy.',
    kinds: ['trust'],
  },
  'bare-star-in-trust-policy': {
    code: 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    title: 'A trust policy names everybody',
    why: 'A role that everybody may assume belongs to everybody. AWS refuses "*" here.',
    kinds: ['trust'],
    note: 'AWS takes the form {"AWS": "*"}, which means the same. Our check of roles that are open to everybody finds it.',
  },
  'resource-in-trust-policy': {
    code: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE',
    title: 'A trust policy names a resource',
    why: 'A trust policy is always about the role that has it. AWS refuses Resource and NotResource.',
    kinds: ['trust'],
  },
  'invalid-federated-principal-syntax': {
    code: 'INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY',
    title: 'This is no identity provider',
    why: 'A provider is a domain, or the ARN of a provider in IAM. AWS refuses anything else.',
    kinds: ['trust'],
  },
  'mismatched-action-for-principal': {
    code: 'MISMATCHED_ACTION_FOR_PRINCIPAL',
    title: 'This principal cannot make the call',
    why: 'SAML, OpenID Connect and AWS each have a call of their own. By another one nobody gets in.',
    kinds: ['trust'],
  },
  'missing-action-for-roles-anywhere': {
    code: 'MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY',
    title: 'Roles Anywhere lacks an action',
    why: 'It tags each session and names its source, and AWS asks the trust policy for all of that.',
    kinds: ['trust'],
  },
  'invalid-role-reference': {
    code: 'INVALID_ROLE_REFERENCE',
    title: 'A role is named by its id',
    why: 'AWS writes an id where a role was deleted. A new role of the same name has another id and gets nothing.',
    kinds: naming,
  },
  'invalid-user-reference': {
    code: 'INVALID_USER_REFERENCE',
    title: 'A user is named by its id',
    why: 'AWS writes an id where a user was deleted. A new user of the same name has another id and gets nothing.',
    kinds: naming,
  },
  'specific-github-repo-and-branch-recommended': {
    code: 'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED',
    title: 'The GitHub subject has a wildcard',
    why: 'Workflows that nobody thought of can get the role: of other branches, pull requests or repositories.',
    kinds: ['trust'],
  },
  'allow-with-not-principal': {
    code: 'ALLOW_WITH_NOT_PRINCIPAL',
    title: 'Allow with NotPrincipal',
    why: 'It lets in everybody but a few, also callers without any account.',
    kinds: ['resource', 'endpoint'],
  },
  'missing-condition-key-for-oidc-principal': {
    code: 'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL',
    title: 'No claim of the provider is tested',
    why: 'A provider serves many people and programs. Each of them can get the role.',
    kinds: ['trust'],
  },
  'missing-github-repo-condition-key': {
    code: 'MISSING_GITHUB_REPO_CONDITION_KEY',
    title: 'Every GitHub repository is trusted',
    why: 'All of GitHub has one issuer. Without the subject, anybody’s workflow can get the role.',
    kinds: ['trust'],
  },
  'foranyvalue-with-audience-claim-type': {
    code: 'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE',
    title: 'ForAnyValue with an audience of one value',
    why: 'Set operators are for lists. With one value they can let in more than the plain operator.',
    kinds: ['trust'],
  },
  'confirm-audience-claim-type': {
    code: 'CONFIRM_AUDIENCE_CLAIM_TYPE',
    title: 'Does this audience have several values?',
    why: 'Most providers write one audience into a token, and then the plain operator is right.',
    kinds: ['trust'],
    note: 'AWS knows the audience of its own providers and of GitHub, so this is about all others.',
  },
  'open-to-everyone': {
    severity: 'warning',
    title: 'Anybody gets in',
    why: 'No account is named and no condition limits who it is.',
    source: 'IAM User Guide, AWS JSON policy elements: Principal',
    kinds: ['trust', 'resource'],
  },
  'plain-http': {
    severity: 'suggestion',
    title: 'A bucket for everybody also answers over HTTP',
    why: 'Data and signatures then travel in the clear, and anybody on the way can read them.',
    source: 'Amazon S3 User Guide, Security best practices for Amazon S3',
    kinds: ['resource'],
  },
  'open-provider': {
    severity: 'warning',
    title: 'Everybody of the provider gets in',
    why: 'The provider vouches for each of its people and programs. The policy has to say which of them.',
    source: 'IAM User Guide, Create a role for OpenID Connect federation',
    kinds: ['trust'],
  },
  'wide-subject': {
    severity: 'warning',
    title: 'The subject names too many',
    why: 'A pattern that ends too early lets in other organizations, or all projects of one.',
    source: 'IAM User Guide, Identity-provider controls for shared OIDC providers',
    kinds: ['trust'],
  },
  'provider-without-audience': {
    severity: 'warning',
    title: 'The audience is not checked',
    why: 'A token that somebody made for another application counts here too.',
    source: 'IAM User Guide, Create a role for OpenID Connect federation',
    kinds: ['trust'],
  },
  'saml-without-audience': {
    severity: 'warning',
    title: 'The SAML audience is not checked',
    why: 'A response that was sent to another address counts here too.',
    source: 'IAM User Guide, Create a role for SAML 2.0 federation',
    kinds: ['trust'],
  },
} as const satisfies Facts;
