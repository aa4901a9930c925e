/** The words for questions that no call of AWS fits, with the question that was probably meant. */

import { beforeAll, expect, test } from 'vitest';
import { awsServices } from '#core/api/registry.ts';
import { createReference } from '#reference/reference.ts';
import { meantAction, takenForms } from '#view/places/ask/answer/call/unfit-words.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

test.each([
  ['s3:GetObjet', 's3:GetObject'],
  ['S3:getobjects', 's3:GetObject'],
  ['s3:ListObjectsV2', 's3:ListBucket'],
  ['lambda:Invoke', 'lambda:InvokeFunction'],
  ['dynamodbb:GetItem', 'dynamodb:GetItem'],
  ['bedrock:Converse', 'bedrock:InvokeModel'],
  ['sqs:SendMessageBatch', 'sqs:SendMessage'],
  ['sns:PublishBatch', 'sns:Publish'],
  ['s3:UploadPart', 's3:PutObject'],
  ['dynamodb:ExecuteStatement', 'dynamodb:PartiQLSelect'],
  ['s3:Get*', undefined],
  ['*', undefined],
  ['s3:Frobnicate', undefined],
  ['brandnewservice:Do', undefined],
])('%s is probably %s', (action, meant) => expect(meantAction(action, reference)).toBe(meant));

test('every operation here is an action of AWS, or its permission is known', () => {
  for (const [prefix, { operations }] of Object.entries(awsServices))
    for (const name of operations.keys()) {
      const action = `${prefix}:${name}`;
      const known = reference.action(action) ?? reference.action(meantAction(action, reference) ?? '');
      expect(known, action).toBeDefined();
    }
});

test('the resources that an action needs come first', () => {
  const { forms, more } = takenForms(reference.action('ec2:RunInstances')?.resourceTypes ?? []);
  expect(forms.map(({ name }) => name)).toContain('instance');
  expect(forms[0]?.arn).toBe('arn:aws:ec2:Region::image/ImageId');
  expect(more).toBeGreaterThan(5);
});
