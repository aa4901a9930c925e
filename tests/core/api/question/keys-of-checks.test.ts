/** Each check of a call carries only the keys that AWS's service reference gives for that type of resource. */

import { beforeAll, expect, test } from 'vitest';
import { askedCall } from '#core/api/question/asked-call.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import { labelsIn } from '#core/model/labels.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { whatIf, whatIfText } from '#core/query/ask/what-if.ts';
import { createReference } from '#reference/reference.ts';
import { account, expectError, expectOk } from '../door.ts';
import { Account, ann, policy } from '../resource/account.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

function world(...statements: object[]): Account {
  const t = new Account().may(policy(...statements));
  t.env = { ...t.env, reference };
  return t;
}
const when = (Action: string, Condition: object) => ({ Effect: 'Allow', Action, Resource: '*', Condition });
const partsOf = (t: Account, question: Partial<CallQuestion>) =>
  answerCall(
    t.world,
    { principal: ann, action: 'ec2:RunInstances', resource: '*', ...question },
    t.env,
    askedCall,
  ).parts;
const short = (action: string, resource: string) => `${action} ${resource.replace(/^.*:/, '')}`;
const allowedOf = (t: Account, question: Partial<CallQuestion>) =>
  partsOf(t, question)
    .filter(({ answer }) => answer.decision.verdict === 'allowed')
    .map(({ question: { action, resource } }) => short(action, resource));

test.each([
  ['ec2:InstanceType', 't3.micro', ['instance/*']],
  ['ec2:Region', 'us-east-1', 'all'],
  ['aws:RequestedRegion', 'us-east-1', 'all'],
  ['ec2:Vpc', 'vpc-1', ['network-interface/*', 'security-group/*', 'subnet/*']],
  ['ec2:ImageType', 'machine', ['image/*']],
  ['aws:RequestTag/env', 'dev', ['instance/*', 'network-interface/*', 'volume/*']],
  ['aws:TagKeys', 'env', ['instance/*', 'network-interface/*', 'volume/*']],
  ['ec2:ResourceTag/env', 'dev', ['image/*', 'security-group/*', 'subnet/*']],
  ['ec2:KeyOfTomorrow', 'a', 'all'],
])('a launch that states %s shows it only to checks on resources that carry it', (key, value, carrying) => {
  const t = world(when('ec2:RunInstances', { StringEquals: { [key]: value } }));
  const every = ['image/*', 'instance/*', 'network-interface/*', 'security-group/*', 'subnet/*', 'volume/*'];
  const wanted = carrying === 'all' ? every : carrying;
  expect(allowedOf(t, { context: { [key]: value } }).toSorted()).toEqual(
    [...wanted].map((resource) => `ec2:RunInstances ${resource}`),
  );
});

test('a launch of a stated type needs an allow for its image that does not ask for the type', () => {
  const ofType = when('ec2:RunInstances', { StringEquals: { 'ec2:InstanceType': 't3.micro' } });
  const question = {
    principal: ann,
    action: 'ec2:RunInstances',
    resource: '*',
    context: { 'ec2:InstanceType': 't3.micro' },
  };
  const verdict = (t: Account) => answerCall(t.world, question, t.env, askedCall).answer.decision.verdict;
  expect(verdict(world(ofType))).toBe('denied');
  const others = ['image', 'network-interface', 'security-group', 'subnet', 'volume'].map(
    (type) => `arn:aws:ec2:*:*:${type}/*`,
  );
  expect(verdict(world(ofType, { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: others }))).toBe(
    'allowed',
  );
});

test.each([
  ['ec2:InstanceType', 't3.micro', 'ec2:InstanceType were t3.micro'],
  ['aws:RequestTag/env', 'dev', 'the tag env in the request were dev'],
])('no launch is promised where all resources must have %s', (key, value, clause) => {
  const t = world(when('ec2:RunInstances', { StringEquals: { [key]: value } }));
  const ask = (context: Record<string, string>) =>
    answerCall(
      t.world,
      { principal: ann, action: 'ec2:RunInstances', resource: '*', context },
      t.env,
      askedCall,
    );
  const before = ask({});
  const found = whatIf(before, ask);
  expect(found && whatIfText(before.deciding, found, labelsIn(t.world))).toBe(
    `Even if ${clause}, ec2:RunInstances on ec2:image/* would still be denied.`,
  );
});

test('a tag of the request is given to all that a launch makes, and each needs ec2:CreateTags', () => {
  const t = world({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
  const tagged = allowedOf(t, { context: { 'aws:RequestTag/env': 'dev' } });
  expect(tagged.filter((one) => one.startsWith('ec2:CreateTags'))).toEqual(
    ['instance/*', 'volume/*', 'network-interface/*'].map((one) => `ec2:CreateTags ${one}`),
  );
});

test('the door too shows the type of an instance only to the check on the instance', () => {
  const t = world(when('ec2:RunInstances', { StringEquals: { 'ec2:InstanceType': 't3.micro' } }));
  const params = { ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1, InstanceType: 't3.micro' };
  const caller = { kind: 'principal', arn: ann } as const;
  const refused = t.send({ service: 'ec2', operation: 'RunInstances', params, caller });
  expectError(refused, 'UnauthorizedOperation', 403, /image\/ami-12345678/);
});

test('an action that is asked at the door on several resources gives each its own keys', () => {
  const of = (type: string) => `arn:aws:ec2:us-east-1:${account}:${type}/${type}-1`;
  const send = (t: Account, context: Record<string, string[]>) =>
    t.send({
      service: 'any',
      operation: 'ec2:CreateSubnet',
      params: { Resources: [of('subnet'), of('vpc')], Context: context },
      caller: { kind: 'principal', arn: ann },
    });
  const tagged = { 'aws:RequestTag/env': ['dev'] };
  const ifTagged = when('ec2:CreateSubnet', { StringEquals: { 'aws:RequestTag/env': 'dev' } });
  expectError(send(world(ifTagged), tagged), 'UnauthorizedOperation', 403, /vpc\/vpc-1/);
  const inVpc = { Effect: 'Allow', Action: 'ec2:CreateSubnet', Resource: of('vpc') };
  expectOk(send(world(ifTagged, inVpc), tagged));
});
