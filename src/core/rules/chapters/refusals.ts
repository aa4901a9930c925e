/** What AWS answers to a request that it refuses. */

import type { Chapter } from '../rule.ts';
import { accessDeniedMessages, ec2Errors, iamErrors, observed, ourChoice } from '../sources.ts';

export const refusals: Chapter = {
  id: 'refusals',
  title: 'Refusals and their texts',
  about: 'What AWS answers to a request that it refuses, and how much of the reason it tells.',
  rules: [
    {
      id: 'E-70',
      title: 'The denying policy is named',
      rule: 'Since January 2026 the refusal ends with the ARN of the policy whose Deny decided, if that policy has one. AWS names it only if caller and resource are in the same account or organization, and introduces this service by service.',
      source: accessDeniedMessages,
      state: 'held',
    },
    {
      id: 'E-71',
      title: 'Only a single policy type is named',
      rule: 'A refusal names only one type of policy, even if several deny. Here an explicit Deny comes before a missing Allow; then the order is service control, resource control, endpoint, resource or trust policy, identity policy, boundary, session policy.',
      source: ourChoice,
      state: 'extension',
    },
    {
      id: 'E-72',
      title: 'AssumeRole does not say why',
      rule: 'A refused `AssumeRole` always gets the same `AccessDenied` text. Whether the permission is missing, the trust policy or external ID does not match, or the role does not exist: the text names caller, action and role, and no reason.',
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
      rule: 'IAM, STS and S3 refuse with 403 `AccessDenied`, services with a JSON protocol with `AccessDeniedException` and status 400 or 403. EC2 answers 403 `UnauthorizedOperation` with an encoded message, which `sts:DecodeAuthorizationMessage` opens.',
      source: ec2Errors,
      state: 'held',
    },
    {
      id: 'E-75',
      title: 'A refusal hides what exists',
      rule: 'IAM checks the permission before it looks for the user, role or policy. Without the permission the answer is `AccessDenied`, never `NoSuchEntity`; the check then uses the ARN without a path.',
      source: observed,
      state: 'held',
    },
    {
      id: 'E-76',
      title: 'Texts of AccessDenied',
      rule: 'The text is `User: {CALLER_ARN} is not authorized to perform: {ACTION} on resource: {RESOURCE_ARN}` and a reason. A missing Allow reads `because no identity-based policy allows the {ACTION} action`, a Deny `with an explicit deny in an identity-based policy`. The other types are called resource-based policy, role trust policy, permissions boundary, session policy, service control policy, resource control policy and VPC endpoint policy.',
      source: accessDeniedMessages,
      state: 'held',
    },
    {
      id: 'E-77',
      title: 'Authentication failures',
      rule: 'Credentials are checked before policies. No signature gives `MissingAuthenticationToken`, an unknown key or the session of a deleted role `InvalidClientTokenId`. A wrong secret, or a clock more than 15 minutes off, gives `SignatureDoesNotMatch`, an ended session `ExpiredToken`, all with status 403. A broken signature header gives `IncompleteSignature` with 400. Services with a JSON protocol say `UnrecognizedClientException` instead of `InvalidClientTokenId`.',
      source: iamErrors,
      state: 'held',
    },
    {
      id: 'E-78',
      title: 'Parameters of the wrong shape',
      rule: 'Lengths, patterns and ranges of parameters are checked before permissions. The answer is 400 `ValidationError` with `1 validation error detected: Value {VALUE} at {MEMBER} failed to satisfy constraint:` and a text such as `Member must not be null`. Several errors are counted and listed in a single text. Newer answers of IAM leave out the value (W-01).',
      source: iamErrors,
      state: 'held',
    },
  ],
};
