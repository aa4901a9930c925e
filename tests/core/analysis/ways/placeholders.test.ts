/** Names that a method reads from the ARN patterns of a policy. */

import { expect, test } from 'vitest';
import { valuesIn } from '#core/analysis/ways/placeholders.ts';

const stack = 'cloudformation:{region}:{account}:stack/{name}/{any}';
const task = 'ecs:{region}:{account}:task/{name}/{any}';

test.each([
  ['arn:aws:cloudformation:us-east-1:111122223333:stack/pl-stack/0001', '{name}', ['pl-stack']],
  ['arn:aws:cloudformation:us-east-1:111122223333:stack/pl-stack/0001', '{any}', ['0001']],
  ['arn:aws:cloudformation:*:*:stack/pl-*', '{name}', ['pl-new']],
  ['arn:aws:cloudformation:*:*:stack/pl-*', '{any}', undefined],
  ['arn:aws:cloudformation:*:*:stackset/pl-*', '{name}', undefined],
  ['arn:aws:lambda:*:*:stack/pl-*', '{name}', undefined],
  ['*', '{name}', undefined],
] as const)('the pattern %s has at %s the value %j', (pattern, wanted, value) => {
  expect(valuesIn(pattern, stack, wanted)).toEqual(value);
});

test('an id after a name is found', () => {
  expect(valuesIn('arn:aws:ecs:*:*:task/blue/0f?', task, '{any}')).toEqual(['0fx']);
});

test('each place of a form has its own value', () => {
  const form = 'autoscaling:{region}:{account}:launchConfiguration:{any}:launchConfigurationName/{any}';
  const arn = 'arn:aws:autoscaling:us-east-1:111122223333:launchConfiguration:7:launchConfigurationName/web';
  expect(valuesIn(arn, form, '{any}')).toEqual(['7', 'web']);
});
