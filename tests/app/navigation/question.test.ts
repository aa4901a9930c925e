/** A question in an address is the question that was asked, with its lists. */

import { expect, test } from 'vitest';
import { contextPart, questionPart, questionQuery } from '#app/navigation/question.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { valueFromText, valueText } from '#view/places/ask/question/context-words.ts';

const question = { principal: 'arn:aws:iam::111122223333:user/noa', action: 'ec2:CreateTags', resource: '*' };

const throughAddress = (context: Readonly<Record<string, string | readonly string[]>>) =>
  Object.fromEntries(
    contextPart(questionPart(questionQuery({ ...question, context }))).map(([key, text]) => [
      key,
      valueFromText(key, text),
    ]),
  );

test('the address of every goal asks with the context of the goal', async () => {
  const levels = await Promise.all(levelCards.map((card) => loadLevel(card)));
  const contexts = levels
    .flatMap(({ goals, hidden }) => [...goals, ...hidden])
    .flatMap(({ check }) => (check.kind === 'answer' ? [check.question.context ?? {}] : []));
  const lists = contexts.filter((context) => Object.values(context).some((value) => Array.isArray(value)));
  expect(lists.length).toBeGreaterThan(0);
  for (const context of contexts) expect(throughAddress(context)).toEqual(context);
});

test.each([
  { 'aws:TagKeys': ['one, with a comma', 'team'] },
  { 'aws:TagKeys': [] },
  { 'aws:PrincipalTag/note': '["looks like a list"' },
  { 'aws:PrincipalTag/note': 'red, green' },
  { 'example:Unknown': ['a', 'b'] },
])('an address keeps %j', (context) => {
  expect(throughAddress(context)).toEqual(context);
});

test('commas part typed values of a key that can have several, and of no other', () => {
  expect(valueFromText('aws:TagKeys', 'phone, team')).toEqual(['phone', 'team']);
  expect(valueFromText('aws:tagkeys', 'phone')).toEqual(['phone']);
  expect(valueFromText('aws:PrincipalTag/note', 'phone, team')).toBe('phone, team');
  expect(valueText(valueFromText('aws:TagKeys', 'phone,team'))).toBe('phone, team');
});
