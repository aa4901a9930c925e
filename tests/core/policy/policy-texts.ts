/** A policy with every element that an identity policy may have, printed by hand. */
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
