/** The answers and messages that AWS gives when it refuses a request. */

import type { Chapter } from '../../core/rules/rule.ts';
import { accessDeniedMessages, ec2Errors, iamErrors, observed, ourChoice } from './sources.ts';

export const refusals: Chapter = {
  id: 'refusals',
  title: 'Refusals and their texts',
  about: 'What AWS answers when it refuses a request, and how much it says about the reason.',
  rules: [
    {
      id: 'E-70',
      title: 'Refusals name the policy’s ARN',
      rule: 'Since January 2026 a refusal ends with the ARN of the policy that denied. A policy without an ARN is not named. AWS shows it only inside an account or an organization. AWS adds this to its services step by step.',
      source: accessDeniedMessages,
      state: 'held',
    },
    {
      id: 'E-71',
      title: 'A refusal names a single type',
      rule: 'A refusal names a single type of policy, even if several deny. Here an explicit Deny comes before a missing Allow. After that come service control, resource control, endpoint, and resource or trust policy. Identity policy, boundary and session policy come last.',
      source: ourChoice,
      state: 'extension',
    },
    {
      id: 'E-72',
      title: 'AssumeRole does not say why',
      rule: 'A refused `AssumeRole` always gets the same `AccessDenied` text, which names caller, action and role but no reason. A permission or the role itself is missing, or the trust policy or external ID does not match.',
      source: observed,
      state: 'held',
    },
    {
      id: 'E-73',
      title: 'Refused SAML and OIDC calls',
      rule: 'If the trust policy does not match, the answer is 403 `AccessDenied` with `Not authorized to perform sts:AssumeRoleWithSAML` or `Not authorized to perform sts:AssumeRoleWithWebIdentity`. It gives no reason.',
      source: observed,
      state: 'held',
    },
    {
      id: 'E-74',
      title: 'The error code depends on the service',
      rule: 'IAM, STS and S3 refuse with 403 `AccessDenied`. Services with a JSON protocol answer `AccessDeniedException` with status 400 or 403. EC2 answers 403 `UnauthorizedOperation` with an encoded message, which `sts:DecodeAuthorizationMessage` decodes.',
      source: ec2Errors,
      state: 'held',
    },
    {
      id: 'E-75',
      title: 'A refusal hides what exists',
      rule: 'IAM checks the permission before it looks for the user, role or policy. A caller without the permission gets `AccessDenied`, never `NoSuchEntity`. For a role that does not exist, AWS checks the ARN without a path.',
      source: observed,
      state: 'held',
    },
    {
      id: 'E-76',
      title: 'Texts of AccessDenied',
      rule: 'The text is `User: {CALLER_ARN} is not authorized to perform: {ACTION} on resource: {RESOURCE_ARN}` and a reason. A missing Allow reads `because no identity-based policy allows the {ACTION} action`, a Deny `with an explicit deny in an identity-based policy`. The names of other types are resource-based policy, role trust policy, permissions boundary and session policy. There are also service control policy, resource control policy and VPC endpoint policy.',
      source: accessDeniedMessages,
      state: 'held',
    },
    {
      id: 'E-77',
      title: 'Authentication failures',
      rule: 'AWS checks credentials before policies. No signature gives `MissingAuthenticationToken`; an unknown key, or the session of a deleted role, gives `InvalidClientTokenId`. A wrong secret, or a clock more than 15 minutes off, gives `SignatureDoesNotMatch`; an expired session gives `ExpiredToken`. All these have status 403. A broken signature header gives `IncompleteSignature` (400). Services with a JSON protocol say `UnrecognizedClientException` instead of `InvalidClientTokenId`.',
      source: iamErrors,
      state: 'held',
    },
    {
      id: 'E-78',
      title: 'Parameters of the wrong shape',
      rule: 'AWS checks lengths, patterns and ranges of parameters before permissions. The answer is 400 `ValidationError` with `1 validation error detected: Value {VALUE} at {MEMBER} failed to satisfy constraint:` and a text such as `Member must not be null`. Several errors stand in a single text. IAM leaves out the value (W-01).',
      source: iamErrors,
      state: 'held',
    },
  ],
};
