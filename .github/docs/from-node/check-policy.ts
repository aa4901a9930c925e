/** Checks a policy: what AWS refuses when it is saved, and then what is risky or wrong. */

import { checkPolicy } from '../../../src/headless.ts';

const policy = `{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": ["s3:GetObjekt", "iam:PassRole"], "Resource": "*" }
}`;
const issues = await checkPolicy(policy, { type: 'IDENTITY_POLICY' });
for (const { severity, id, issueCode, message, span } of issues) {
  console.log(`${severity} ${issueCode ?? id} at ${policy.slice(span.start, span.end)}`);
  console.log(`  ${message}`);
}

// Prints:
// error INVALID_ACTION at "s3:GetObjekt"
//   S3 has no action GetObjekt, as far as AWS’s reference of 2026-09-26 knows: this matches nothing. Is GetObject meant?
// security warning PASS_ROLE_WITH_STAR_IN_RESOURCE at "iam:PassRole"
//   This can give any role of the account to any service, also an administrator’s role. Name the roles as resources, or the service in a condition iam:PassedToService.
