/** The documents that a new policy can start with: harmless, complete, and easy to change. */

export const starterPolicy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::example-bucket/*"
    }
  ]
}`;

/** The tutorial's policy, as AWS's visual editor writes it. @internal */
export const visualEditor0 = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "VisualEditor0",
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject"
      ],
      "Resource": [
        "arn:aws:s3:::example-bucket/*",
        "arn:aws:s3:::example-bucket"
      ]
    }
  ]
}`;

export const policyStarters: readonly {
  readonly name: string;
  readonly text: string;
  readonly meaning: string;
}[] = [
  { name: 'Read one bucket’s files', text: starterPolicy, meaning: 'One statement, one action' },
  {
    name: 'VisualEditor0, the tutorial’s S3 policy',
    text: visualEditor0,
    meaning: 'List a bucket, read and write its objects',
  },
  {
    name: 'Each user their own folder',
    text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ListOwnFolder",
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::example-bucket",
      "Condition": {
        "StringLike": { "s3:prefix": "home/\${aws:username}/*" }
      }
    },
    {
      "Sid": "OwnFolder",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      "Resource": "arn:aws:s3:::example-bucket/home/\${aws:username}/*"
    }
  ]
}`,
    meaning: 'A policy variable stands for the user’s name',
  },
  {
    name: 'Nothing without MFA',
    text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyAllWithoutMFA",
      "Effect": "Deny",
      "NotAction": [
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:ListMFADevices",
        "iam:ListVirtualMFADevices",
        "iam:ResyncMFADevice",
        "sts:GetSessionToken"
      ],
      "Resource": "*",
      "Condition": {
        "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }
      }
    }
  ]
}`,
    meaning: 'Denies everything except the setup of an MFA device',
  },
  {
    name: 'Empty',
    text: `{
  "Version": "2012-10-17",
  "Statement": []
}`,
    meaning: 'For the visual editor',
  },
];
