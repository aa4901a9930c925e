/** A resource has the name that its service gives it, without the type that stands before it in the ARN. */

import { expect, test } from 'vitest';
import { resourceName } from '#core/model/arn.ts';

test.each([
  ['arn:aws:lambda:us-east-1:111122223333:function:nightly-clean', 'nightly-clean'],
  ['arn:aws:ec2:us-east-1:111122223333:instance/i-0abc', 'i-0abc'],
  ['arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf', 'prod/db-AbCdEf'],
  ['arn:aws:sqs:us-east-1:111122223333:jobs', 'jobs'],
  ['arn:aws:s3:::payroll', 'payroll'],
  ['arn:aws:s3:::payroll/2026/may.csv', 'payroll/2026/may.csv'],
  ['arn:aws:apigateway:us-east-1::/restapis/a1', '/restapis/a1'],
  ['no ARN', 'no ARN'],
])('the name of %s is %s', (arn, name) => {
  expect(resourceName(arn)).toBe(name);
});
