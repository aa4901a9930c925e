/**
 * A kind of resource is described once (`src/core/model/resource-kinds`). Whatever else names one is content: an example, a
 * rule, a method, a list that AWS publishes. A new table by kind fails here: give the descriptor a facet instead.
 */

import { expect, test } from 'vitest';
import { resourceKinds } from '#core/model/resource-kinds/lookup.ts';
import { sourceFiles } from './imports.ts';

/** The descriptor, its line in the list, and the operations with theirs. */
const own = [
  /^core\/model\/resource-kinds\//,
  /^core\/api\/resource\/(sqs|registry)\.ts$/,
  /^core\/api\/model\/(generated|write)\//,
  /^core\/api\/errors\/service-texts\.ts$/,
];

/** Content that names SQS, by its reason. */
const content: readonly (readonly [reason: string, RegExp])[] = [
  ['examples of checks', /^content\/checks\/examples\//],
  ['texts of rules', /^content\/rules\//],
  [
    'texts of a check, and a check of what may be read',
    /^(core\/lint\/(elements\/check|power\/exposure)|content\/checks\/facts\/elements)\.ts$/,
  ],
  [
    'lists that AWS publishes, of all its services',
    /^core\/(lint\/keys\/endpoint-owners|authz\/special-cases|model\/request\/unsigned-calls)\.ts$/,
  ],
  ['operations of all services, and their names in SDKs', /^core\/query\/ask\/operation-actions\.ts$/],
  ['actions that Ask suggests first', /^core\/query\/ask\/question-options\.ts$/],
  ['methods to gain power, and how they are played', /^(core\/(analysis\/ways|play)|content\/methods)\//],
  ['a request that stands for any', /^core\/analysis\/layers\/principal-layers\.ts$/],
  ['what event sources Lambda reads', /^core\/api\/resource\/lambda\.ts$/],
  ['comments about the protocol and the grammar', /^core\/(wire\/http|policy\/checks\/check)\.ts$/],
  ['the arcade and the lesson', /^(learn\/arcade|content\/lessons)\//],
  ['generated accounts', /^share\/generate\//],
  ['the words of compressed links, which never change', /^share\/link\/dictionary\.ts$/],
  ['AWS’s reference, and which part of it loads first', /^reference\//],
  ['a sentence about control policies', /^view\/places\/ask\/given-policies\/form-words\.ts$/],
];

const naming = (pattern: RegExp): string[] =>
  sourceFiles()
    .filter(({ path, text }) => !own.some((one) => one.test(path)) && pattern.test(text))
    .map(({ path }) => path);

test('beside its descriptor and its operations, only content names SQS', () => {
  const files = naming(/\bsqs\b/i);
  expect(files.filter((path) => !content.some(([, place]) => place.test(path)))).toEqual([]);
  expect(content.filter(([, place]) => !files.some((path) => place.test(path)))).toEqual([]);
});

test('beside their descriptors, only facts of imports and methods name the types of kinds', () => {
  const types = resourceKinds.flatMap(({ type }) => type ?? []);
  const places: readonly (readonly [reason: string, RegExp])[] = [
    ['examples of checks', /^content\/checks\/examples\//],
    [
      'a type in a comment',
      /^(core\/(lint\/finding|model\/world\/running-roles|analysis\/ways\/format)\.ts|view\/)/,
    ],
    ['what methods need', /^(core\/analysis\/ways\/things\.ts$|content\/methods\/)/],
    ['things of the example of a method', /^share\/gallery\/method-example\//],
    ['facts of types with a role, most of them no kinds', /^share\/import\/resources\//],
    ['a comment of the function that reads them', /^core\/model\/records\/resource-types\.ts$/],
    ['AWS’s managed policies', /^reference\/data\//],
  ];
  const files = naming(new RegExp(`(?:${types.join('|')})\\b`));
  expect(files.filter((path) => !places.some(([, place]) => place.test(path)))).toEqual([]);
});

test('a kind that came after the descriptor is named by it and its operations alone', () => {
  const named = naming(/AWS::Events::EventBus|aws_cloudwatch_event_bus|CreateEventBus|describe-event-bus/);
  expect(named.filter((path) => !path.startsWith('reference/data/'))).toEqual([
    'core/api/resource/events.ts',
  ]);
});
