/** The checks of principals. */

import type { Facts } from '#core/lint/facts.ts';

const naming = ['trust', 'resource', 'endpoint'] as const;
const ofIdentity = ['identity-managed', 'identity-inline', 'boundary', 'session'] as const;

export const principalFacts = {
  'invalid-principal-format': {
    code: 'INVALID_PRINCIPAL_FORMAT',
    title: 'Principal must be "*" or an object',
    why: 'AWS refuses the policy. It must know the kind of a principal: an account, a service or a provider.',
  },
  'invalid-principal-key': {
    code: 'INVALID_PRINCIPAL_KEY',
    title: 'The kind of principal does not exist',
    why: 'AWS refuses the policy. It knows only AWS, Service, Federated and CanonicalUser, in this spelling.',
  },
  'unsupported-principal': {
    code: 'UNSUPPORTED_PRINCIPAL',
    title: 'An identity policy names a principal',
    why: 'It always applies to the user, group or role that has it. AWS refuses a principal there.',
    kinds: ofIdentity,
  },
  'unsupported-wildcard-in-principal': {
    code: 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    title: 'A wildcard is part of a principal',
    why: 'AWS refuses the policy. Name the principal in full, or use "*" with a condition on aws:PrincipalArn.',
    kinds: naming,
  },
  'invalid-service-principal-format': {
    code: 'INVALID_SERVICE_PRINCIPAL_FORMAT',
    title: 'The name of the service principal has a wrong form',
    why: 'No service has this name, so the statement misses the service that you meant.',
  },
  'federated-principal-not-supported': {
    code: 'FEDERATED_PRINCIPAL_NOT_SUPPORTED',
    title: 'A resource policy names an identity provider',
    why: 'People from a provider assume a role first, and call as that role. Name the role, or they get nothing.',
    kinds: ['resource', 'endpoint'],
  },
  'unsupported-condition-key-for-service-principal': {
    code: 'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    title: 'The condition tests a key that the service never sends',
    why: 'A service’s request has no keys about users and roles. So what the statement allows never happens.',
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
    title: 'Another key limits the service better',
    why: 'Whoever sends a header chooses its value. AWS itself sets the source’s account and ARN.',
    kinds: ['resource'],
  },
  'not-principal-in-trust-policy': {
    code: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
    title: 'A trust policy has NotPrincipal',
    why: 'AWS refuses the policy. A role must name the principals that it trusts.',
    kinds: ['trust'],
  },
  'bare-star-in-trust-policy': {
    code: 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    title: 'A trust policy has the principal "*"',
    why: 'Everybody could assume the role. AWS refuses "*" here, so name accounts or roles.',
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
    title: 'The name of the identity provider has a wrong form',
    why: 'AWS refuses the policy. A provider is a domain, or the ARN of a provider in IAM.',
    kinds: ['trust'],
  },
  'mismatched-action-for-principal': {
    code: 'MISMATCHED_ACTION_FOR_PRINCIPAL',
    title: 'The action does not fit the kind of principal',
    why: 'SAML, OpenID Connect and AWS principals each have their own call. With another one, nobody can assume the role.',
    kinds: ['trust'],
  },
  'missing-action-for-roles-anywhere': {
    code: 'MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY',
    title: 'Roles Anywhere lacks an action',
    why: 'It tags each session and sets its source identity. AWS refuses the session unless the trust policy allows both.',
    kinds: ['trust'],
  },
  'invalid-role-reference': {
    code: 'INVALID_ROLE_REFERENCE',
    title: 'A role is named by its id, as after its deletion',
    why: 'AWS writes an id where a role was deleted. A new role of the same name has another id and gets nothing.',
    kinds: naming,
  },
  'invalid-user-reference': {
    code: 'INVALID_USER_REFERENCE',
    title: 'A user is named by its id, as after its deletion',
    why: 'AWS writes an id where a user was deleted. A new user of the same name has another id and gets nothing.',
    kinds: naming,
  },
  'specific-github-repo-and-branch-recommended': {
    code: 'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED',
    title: 'The GitHub subject has a wildcard',
    why: 'Workflows of each branch, tag or pull request that fits the pattern can assume the role.',
    kinds: ['trust'],
  },
  'allow-with-not-principal': {
    code: 'ALLOW_WITH_NOT_PRINCIPAL',
    title: 'Allow with NotPrincipal',
    why: 'It lets in everybody who is not listed, also callers without any account.',
    kinds: ['resource', 'endpoint'],
  },
  'missing-condition-key-for-oidc-principal': {
    code: 'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL',
    title: 'No condition tests a claim of the identity provider',
    why: 'A provider serves many people and programs, and each of them can assume the role.',
    kinds: ['trust'],
  },
  'missing-github-repo-condition-key': {
    code: 'MISSING_GITHUB_REPO_CONDITION_KEY',
    title: 'Every GitHub repository is trusted',
    why: 'All repositories on GitHub share one provider. Without a condition, anybody’s workflow can assume the role.',
    kinds: ['trust'],
  },
  'foranyvalue-with-audience-claim-type': {
    code: 'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE',
    title: 'ForAnyValue with an audience that has one value',
    why: 'ForAnyValue is for lists. With a single value it can let in more than the plain operator.',
    kinds: ['trust'],
  },
  'confirm-audience-claim-type': {
    code: 'CONFIRM_AUDIENCE_CLAIM_TYPE',
    title: 'ForAnyValue with an audience that may have one value',
    why: 'Most providers write one audience into a token, and then the plain operator is right.',
    kinds: ['trust'],
    note: 'AWS knows the audience of its own providers and of GitHub, so this is about all others.',
  },
  'open-to-everyone': {
    severity: 'warning',
    title: 'Everybody gets in',
    why: 'Strangers can use the role or the resource, unless a Deny keeps them out. Name accounts, or add a condition on who they are.',
    source: 'IAM User Guide, AWS JSON policy elements: Principal',
    kinds: ['trust', 'resource'],
  },
  'plain-http': {
    severity: 'suggestion',
    title: 'The policy of a bucket also allows HTTP',
    why: 'The statement names everybody, and its conditions do not ask for HTTPS. Over HTTP the data travels without encryption.',
    source: 'Amazon S3 User Guide, Security best practices for Amazon S3',
    kinds: ['resource'],
  },
  'open-provider': {
    severity: 'warning',
    title: 'Everybody with this identity provider gets in',
    why: 'Anybody who can sign in there can assume the role. Add a condition that says who may.',
    source: 'IAM User Guide, Create a role for OpenID Connect federation',
    kinds: ['trust'],
  },
  'wide-subject': {
    severity: 'warning',
    title: 'The subject covers too many people or projects',
    why: 'A pattern that ends too early lets in other organizations, or all projects of one.',
    source: 'IAM User Guide, Identity-provider controls for shared OIDC providers',
    kinds: ['trust'],
  },
  'provider-without-audience': {
    severity: 'warning',
    title: 'The audience of the token is not checked',
    why: 'A token that was made for another application can also be used to assume the role.',
    source: 'IAM User Guide, Create a role for OpenID Connect federation',
    kinds: ['trust'],
  },
  'saml-without-audience': {
    severity: 'warning',
    title: 'The SAML audience is not checked',
    why: 'A response that was sent to another address can also be used to assume the role.',
    source: 'IAM User Guide, Create a role for SAML 2.0 federation',
    kinds: ['trust'],
  },
} as const satisfies Facts;
