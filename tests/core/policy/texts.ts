/** A policy with every element that an identity policy may have, printed by hand. */

import fc from 'fast-check';

export const policyText = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:List*"],
      "Resource": ["arn:aws:s3:::home/\${aws:username}/*", "arn:aws:s3:::home"],
      "Condition": {
        "StringEquals": { "aws:PrincipalTag/team": ["blue", "green"] },
        "StringLike": { "AWS:principaltag/TEAM": "b*" }
      }
    },
    {
      "Effect": "Deny",
      "NotAction": "sts:*",
      "NotResource": "arn:aws:s3:::public/*",
      "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
    }
  ]
}
`;

/** The sample policy with a few characters changed: close enough to a policy to get deep into the code. */
export const mutatedPolicyText = fc
  .array(
    fc.record({
      at: fc.nat(policyText.length),
      remove: fc.nat(4),
      insert: fc.constantFrom(
        '',
        '"',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '\\',
        'null',
        '1',
        '*',
        '${',
        "'",
        '\u0000',
        'arn:',
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((edits) =>
    edits.reduce(
      (text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove),
      policyText,
    ),
  );
