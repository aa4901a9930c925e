/** Examples of the checks of this folder. */

import type { Examples } from '#core/lint/facts.ts';

const version = '2012-10-17';

const homes = (resource: string, of: string = version) => ({
  Version: of,
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }],
});

const reading = (condition: object) => ({
  Version: version,
  Statement: [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*', Condition: condition },
  ],
});

const home = 'arn:aws:s3:::homes/${aws:username}/*';

export const variableExamples = {
  'variables-need-version': {
    kind: 'identity-inline',
    bad: homes(home, '2008-10-17'),
    good: homes(home),
    near: homes('arn:aws:s3:::homes/$name/*', '2008-10-17'),
    nearBecause: 'A $ without a brace begins no variable.',
  },
  'variable-with-wrong-operator': {
    bad: reading({ NumericEquals: { 's3:signatureAge': '${aws:PrincipalTag/age}' } }),
    good: reading({ NumericEquals: { 's3:signatureAge': '600' } }),
    near: reading({
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}' },
    }),
    nearBecause: 'ARN operators take variables.',
  },
  'variable-in-wrong-element': {
    kind: 'resource',
    resourceType: 'AWS::S3::Bucket',
    bad: {
      Version: version,
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: 'arn:aws:iam::111122223333:user/${aws:username}' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::homes/*',
        },
      ],
    },
    good: {
      Version: version,
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: 'arn:aws:iam::111122223333:user/ana' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::homes/*',
        },
      ],
    },
    near: {
      Version: version,
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: 'arn:aws:iam::111122223333:user/ana' },
          Action: 's3:GetObject',
          NotResource: home,
        },
      ],
    },
    nearBecause: 'Resources take variables.',
  },
  'variable-without-brace': {
    bad: homes('arn:aws:s3:::homes/${aws:username/*'),
    good: homes(home),
    near: homes('arn:aws:s3:::homes/${$}{aws:username}/*'),
    nearBecause: 'The escape writes a $, so no variable begins.',
  },
  'variable-without-quote': {
    bad: homes('arn:aws:s3:::homes/${aws:username, nobody}/*'),
    good: homes("arn:aws:s3:::homes/${aws:username, 'nobody'}/*"),
    near: homes("arn:aws:s3:::homes/${aws:username, 'no body'}/*"),
    nearBecause: 'A default may have spaces inside its quotes.',
  },
  'space-in-variable': {
    bad: homes('arn:aws:s3:::homes/${ aws:username }/*'),
    good: homes(home),
    near: homes("arn:aws:s3:::homes/${aws:username, 'nobody'}/*"),
    nearBecause: 'A space belongs before a default.',
  },
  'empty-variable': {
    bad: homes('arn:aws:s3:::homes/${}/*'),
    good: homes(home),
    near: homes('arn:aws:s3:::homes/${*}/*'),
    nearBecause: 'This writes the character * itself.',
  },
  'short-text-before-variable': {
    bad: reading({ StringEquals: { 'aws:PrincipalOrgID': '${aws:PrincipalTag/org}' } }),
    good: reading({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    near: reading({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }),
    nearBecause: 'AWS sets that value, and nobody else can.',
  },
  'short-text-before-wildcard': {
    bad: reading({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }),
    good: reading({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    near: reading({ StringLike: { 'aws:userid': 'AROAEXAMPLEID123456:*' } }),
    nearBecause: 'The wildcard stands behind the colon, where sessions of that one role have their names.',
  },
} as const satisfies Examples;
