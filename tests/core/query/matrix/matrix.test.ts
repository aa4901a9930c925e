/** The matrix says in each cell what Ask says, marks what changed since, and writes itself as CSV. */

import { beforeAll, expect, test } from 'vitest';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { World } from '#core/model/world/world.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { principalsOf } from '#core/query/ask/principals.ts';
import { actionSuggestions, resourceSuggestions } from '#core/query/ask/question-options.ts';
import { cellOf, matrixInSteps } from '#core/query/matrix/cells.ts';
import {
  chosenPrincipals,
  mostQuestions,
  readChoice,
  suggestedQuestions,
  withQuestions,
} from '#core/query/matrix/choice.ts';
import { type MatrixQuestion, matrixLineOf, questionKey } from '#core/query/matrix/line.ts';
import { Marks, unchanged } from '#core/query/matrix/marks.ts';
import { cellWords, matrixCsv } from '#core/query/matrix/words.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { runToEnd } from '#core/model/steps.ts';
import { createReference } from '#reference/reference.ts';
import { worldOf } from '#share/world-records.ts';
import { callVerdict, isImpossible } from '#view/places/ask/answer/verdict.ts';
import { generateAccount } from '../../../setup/generated.ts';
import { account, allow, anAccount, deny, env, group, role, trusts, user } from '../../accounts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());
const its = { ...env, reference };

const answer = (world: World, question: MatrixQuestion & { readonly principal: string }) =>
  answerCall(world, question, its, askedCall);

function asked(world: World, questions: readonly MatrixQuestion[], of = account) {
  const principals = principalsOf(world, of);
  const principal = principals[1]?.arn ?? '';
  const lines = questions.map((one) => matrixLineOf(world, { ...one, principal }, its, answer));
  return { principals, codes: runToEnd(matrixInSteps(world, of, { principals, lines }, its)) };
}

/** Returns the verdict that Ask shows. */
function shown(world: World, question: MatrixQuestion & { readonly principal: string }): string {
  const call = answer(world, question);
  const { word, look } = callVerdict(call);
  if (isImpossible(call.unfit)) return 'impossible';
  if (word === 'On part') return 'part';
  return { yes: 'allowed', no: 'denied', depends: 'depends' }[look];
}

/** Returns the cells that say something else than Ask. */
function wrongCells(world: World, questions: readonly MatrixQuestion[], of = account): string[] {
  const { principals, codes } = asked(world, questions, of);
  return questions.flatMap((question, line) =>
    principals.flatMap(({ arn }, place) => {
      const { verdict } = cellOf(codes[line]?.[place] ?? 0);
      const expected = shown(world, { ...question, principal: arn });
      return verdict === expected ? [] : [`${arn} ${questionKey(question)}: ${verdict}, not ${expected}`];
    }),
  );
}

const lambda = `arn:aws:lambda:us-east-1:${account}:function:f`;
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd`;
const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const company = () =>
  anAccount({
    policies: {
      Read: [allow('s3:GetObject', 'arn:aws:s3:::pay/*')],
      Limit: [allow('s3:*'), allow('lambda:*')],
      Own: [allow('iam:CreateAccessKey', `arn:aws:iam::${account}:user/\${aws:username}`)],
      Build: [allow(['lambda:CreateFunction', 'iam:PassRole'])],
      Create: [allow('lambda:CreateFunction')],
    },
    groups: { readers: { attached: ['Read'] }, closed: { inline: { No: deny('s3:*') } } },
    users: {
      alice: { groups: ['readers'] },
      bob: { groups: ['readers'] },
      carol: { groups: ['readers', 'closed'], attached: ['Own'] },
      dan: { attached: ['Read', 'Own'], boundary: 'Limit' },
      erin: { attached: ['Build'] },
      fay: { attached: ['Create'] },
      gil: { inline: { Own: allow('s3:GetObject', '*', mfa) } },
      hal: { inline: { Own: allow('sts:AssumeRole', '*') } },
    },
    roles: {
      Deploy: { trust: [trusts({ AWS: user('alice') })], attached: ['Build'] },
      Audit: { trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })], attached: ['Read'] },
    },
    resources: {
      'arn:aws:s3:::open': [
        { Effect: 'Allow', Principal: { AWS: user('bob') }, Action: 's3:GetObject', Resource: '*' },
      ],
    },
  });
const questions: readonly MatrixQuestion[] = [
  { action: 's3:GetObject', resource: 'arn:aws:s3:::pay/x' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::open/x' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::*' },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::else/x' },
  {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::else/x',
    context: { 'aws:MultiFactorAuthPresent': 'true' },
  },
  { action: 'lambda:CreateFunction', resource: lambda },
  { action: 'lambda:CreateFunction', resource: lambda, passedRole: role('Audit') },
  { action: 'lambda:CreateFunction', resource: lambda, alone: true },
  { action: 'ec2:RunInstances', resource: '*' },
  { action: 'iam:CreateAccessKey', resource: user('dan') },
  { action: 'iam:ChangePassword', resource: user('carol') },
  { action: 'iam:PassRole', resource: role('Audit') },
  { action: 'kms:Decrypt', resource: key },
  { action: 'sts:AssumeRole', resource: role('Audit') },
  { action: 'sts:AssumeRole', resource: role('Deploy') },
  { action: 'sts:AssumeRole', resource: 'arn:aws:iam::999988887777:role/Other' },
  { action: 's3:NoSuch', resource: '*' },
  { action: 's3:GetObject', resource: group('readers') },
];

test('each cell says what Ask says, for calls of several permissions and for what nobody knows', () => {
  expect(wrongCells(company(), questions)).toEqual([]);
  const found = new Set(asked(company(), questions).codes.flatMap((codes) => Array.from(codes, cellWords)));
  expect([...found].sort()).toEqual([
    'Depends',
    'No',
    'No (conditions count)',
    'Not possible',
    'On part',
    'Yes',
    'Yes (conditions count)',
  ]);
});

test('each cell of a generated account says what Ask says', () => {
  const records = generateAccount({
    users: 9,
    groups: 5,
    roles: 9,
    policies: 24,
    seed: 'matrix',
    reference,
  });
  const world = worldOf(records);
  const own = records.accounts[0]?.id ?? account;
  const resources = resourceSuggestions(world, own).map(({ arn }) => arn);
  const some = actionSuggestions(world, own).flatMap((action, at) => {
    const fitting = resources.filter((arn) => arn.split(':')[2] === action.split(':')[0]);
    const resource = fitting[at % Math.max(1, fitting.length)] ?? '*';
    return at % 3 === 0
      ? [
          { action, resource },
          { action, resource: '*' },
        ]
      : [{ action, resource }];
  });
  expect(wrongCells(world, some, own)).toEqual([]);
});

test('a cell says that conditions count where who can names some', () => {
  const records = generateAccount({
    users: 40,
    groups: 5,
    roles: 20,
    policies: 60,
    seed: 'brief',
    reference,
  });
  const world = worldOf(records);
  const own = records.accounts[0]?.id ?? account;
  const resources = resourceSuggestions(world, own).map(({ arn }) => arn);
  const some = actionSuggestions(world, own).flatMap((action) => {
    const resource = resources.find((arn) => arn.split(':')[2] === action.split(':')[0]);
    return resource === undefined ? [] : [{ action, resource, alone: true as const }];
  });
  const { principals, codes } = asked(world, some, own);
  const found = some.map((_, line) => Array.from(codes[line] ?? [], (code) => cellOf(code).isConditional));
  const named = some.map(({ action, resource }) =>
    whoCan(world, own, { action, resource }, its, principals).map(
      ({ conditions }) => conditions !== undefined,
    ),
  );
  expect(found).toEqual(named);
  expect(new Set(found.flat())).toEqual(new Set([true, false]));
});

test('principals with the same policies are told apart where a policy reads their tags or names one', () => {
  const world = company();
  const open = { action: 's3:GetObject', resource: 'arn:aws:s3:::open/x' };
  const { principals, codes } = asked(world, [open]);
  const of = (name: string) => cellWords(codes[0]?.[principals.findIndex((one) => one.name === name)] ?? 0);
  expect([of('alice'), of('bob')]).toEqual(['No', 'Yes']);
});

test('a changed answer is marked with what it was, and undone with the edit', () => {
  const world = company();
  const marks = new Marks();
  const look = (some = questions) => {
    const { principals, codes } = asked(world, some);
    const lines = some.map((question, at) => ({
      key: questionKey(question),
      codes: codes[at] ?? new Uint8Array(),
    }));
    const were = marks.compare({ principals: principals.map(({ arn }) => arn), lines });
    return were.flatMap((line, at) =>
      Array.from(line, (was, place) =>
        was === unchanged ? '' : `${principals[place]?.name} ${some[at]?.action} was ${cellWords(was)}`,
      ).filter((text) => text !== ''),
    );
  };
  const [first = { action: '', resource: '' }] = questions;
  expect(look([first])).toEqual([]);
  const readers = [...world.groups.values()].find(({ groupName }) => groupName === 'readers');
  if (!readers) throw new Error('no group');
  const emptied = { ...readers, attachedPolicies: [] };
  apply(world, [replaced('groups', readers, emptied)]);
  const lost = ['alice s3:GetObject was Yes', 'bob s3:GetObject was Yes'];
  expect(look([first])).toEqual(lost);
  // A question that comes after the edit has no answer of before.
  expect(look()).toEqual(lost);
  apply(world, [replaced('groups', emptied, readers)]);
  expect(look([first])).toEqual([]);
});

test('the CSV has a row for each question and a column for each principal', () => {
  const some = questions.slice(3, 5);
  const { principals, codes } = asked(company(), some);
  const lines = matrixCsv(
    principals.map(({ arn }) => arn),
    some.map((question, at) => ({ question, codes: codes[at] ?? new Uint8Array() })),
  ).split('\r\n');
  expect(lines[0]).toBe(
    '\ufeffAction,Resource,Context,root,user/alice,user/bob,user/carol,user/dan,user/erin,user/fay,user/gil,user/hal,role/Deploy,role/Audit',
  );
  expect(lines[1]).toBe(
    's3:GetObject,arn:aws:s3:::else/x,,Yes,No,No,No,No,No,No,No (conditions count),No,No,No',
  );
  expect(lines[2]).toContain('aws:MultiFactorAuthPresent=true,Yes,No');
  expect(lines[2]).toContain('Yes (conditions count)');
});

test('principals are chosen by kind and name, or one by one, sorted by name; those that are gone are left out', () => {
  const world = company();
  const names = (choice: Partial<Parameters<typeof chosenPrincipals>[2]>) =>
    chosenPrincipals(world, account, { which: 'all', search: '', chosen: [], ...choice }).map(
      ({ name }) => name,
    );
  expect(names({}).length).toBe(11);
  expect(names({ which: 'roles' })).toEqual(['Audit', 'Deploy']);
  expect(names({ which: 'users', search: 'AL' })).toEqual(['alice', 'hal']);
  expect(names({ which: 'chosen', chosen: [user('zoe'), role('Audit'), user('bob')] })).toEqual([
    'Audit',
    'bob',
  ]);
});

test('suggested questions come from policies, each once and of several services', () => {
  const suggested = suggestedQuestions(company(), account);
  expect(suggested).toContainEqual({ action: 's3:GetObject', resource: 'arn:aws:s3:::pay/*' });
  expect(new Set(suggested.map(questionKey)).size).toBe(suggested.length);
  expect(new Set(suggested.map(({ action }) => action.split(':')[0])).size).toBeGreaterThan(1);
});

test('a stored choice is read field by field, and anything else is no choice', () => {
  const choice = { which: 'users', search: 'a', chosen: [user('bob')], questions: questions.slice(4, 8) };
  expect(readChoice(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
  for (const other of [
    undefined,
    null,
    4,
    [],
    {},
    { ...choice, which: 'groups' },
    { ...choice, questions: 1 },
  ])
    expect(readChoice(other)).toBeUndefined();
  const odd = { ...choice, more: 1, questions: [{ action: 's3:GetObject', resource: '*', x: 1 }, {}, 'a'] };
  expect(readChoice(odd)?.questions).toEqual([{ action: 's3:GetObject', resource: '*' }]);
});

test('a question stands once, and no matrix has more questions than fit', () => {
  const [one = { action: '', resource: '' }] = questions;
  expect(withQuestions([one], [{ ...one }])).toEqual([one]);
  const many = Array.from({ length: 300 }, (_, at) => ({
    action: 's3:GetObject',
    resource: `arn:aws:s3:::b/${at}`,
  }));
  expect(withQuestions([one], many).length).toBe(mostQuestions);
});
