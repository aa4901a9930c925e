/** A bad trust policy and a bad bucket policy become good by their fixes alone, one press after the other. */

import { beforeAll, expect, test } from 'vitest';
import { policyIssues } from '#core/lint/issues.ts';
import type { LintOptions } from '#core/lint/lint.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

type Options = Pick<LintOptions, 'kind' | 'resourceType'>;

function mended(document: object, options: Options): { readonly left: string[]; readonly text: string } {
  let text = JSON.stringify(document, null, 2);
  const issues = () =>
    policyIssues(text, { ...options, reference, complete: true, account: '111122223333' }).filter(
      ({ severity }) => severity !== 'suggestion',
    );
  for (let presses = 0; presses < 20; presses++) {
    const fix = issues().find((one) => one.fix)?.fix;
    if (!fix) break;
    text = fix.apply();
  }
  return { left: issues().map(({ id, message }) => `${id}: ${message}`), text };
}

const gitHub = 'token.actions.githubusercontent.com';
const gitHubTrust = (Condition: object) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${gitHub}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition,
    },
  ],
});

test('a trust of all of GitHub with a loose audience is mended by its fixes', () => {
  const { left, text } = mended(
    gitHubTrust({
      StringLike: { [`${gitHub}:aud`]: '*' },
      StringEquals: { [`${gitHub}:repository`]: 'example/app', [`${gitHub}:ref`]: 'refs/heads/main' },
    }),
    { kind: 'trust', resourceType: 'AWS::IAM::AssumeRolePolicyDocument' },
  );
  expect(left).toEqual([]);
  expect(text).toContain('"repo:example/app:ref:refs/heads/main"');
  expect(text).toContain('"sts.amazonaws.com"');
});

test('a trust of GitHub that tells nothing of who is meant lets nobody in after its fix', () => {
  const { left, text } = mended(gitHubTrust({ StringLike: { [`${gitHub}:aud`]: 'sts.amazonaws.com' } }), {
    kind: 'trust',
    resourceType: 'AWS::IAM::AssumeRolePolicyDocument',
  });
  expect(left).toEqual([]);
  expect(text).toContain('"Deny"');
});

test('a bucket policy for everybody, with a wrong service, is mended by its fixes', () => {
  const bucket = 'arn:aws:s3:::example-bucket';
  const { left, text } = mended(
    {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Read', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` },
        {
          Sid: 'List',
          Effect: 'Allow',
          NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/guest' },
          Action: 's3:ListBucket',
          Resource: bucket,
        },
        {
          Sid: 'Trail',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail' },
          Action: 's3:PutObject',
          Resource: `${bucket}/AWSLogs/*`,
        },
      ],
    },
    { kind: 'resource', resourceType: 'AWS::S3::Bucket' },
  );
  expect(left).toEqual([]);
  expect(text).toContain('"cloudtrail.amazonaws.com"');
  expect(text).toContain('"aws:SourceAccount"');
});
