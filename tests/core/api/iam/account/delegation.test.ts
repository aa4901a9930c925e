/** Temporary delegation, role templates and account properties: authorized first, then refused as AWS does. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk } from '../../door.ts';

const id = 'e4bdcdae-4f66-11ed';
const request = `arn:aws:iam::${account}:delegation-request/${id}`;
const template = 'arn:aws:iam::aws:role-template/glue.amazonaws.com/Crawler:1';
const wanted = {
  Description: 'to set up monitoring',
  Permissions: { PolicyTemplateArn: 'arn:aws:iam::444455556666:delegation-template/monitor' },
  RequestorWorkflowId: 'workflow-1',
  NotificationChannel: 'arn:aws:sns:us-east-1:444455556666:delegation',
  SessionDuration: 3600,
};

const withAnn = (policy?: string) => {
  const t = new TestAccount().given(['CreateUser', { UserName: 'Ann' }]);
  if (policy !== undefined)
    t.given(['PutUserPolicy', { UserName: 'Ann', PolicyName: 'p', PolicyDocument: policy }]);
  return t;
};
const ann = `arn:aws:iam::${account}:user/Ann`;

test.each([
  ['CreateDelegationRequest', wanted, 'delegation-request/*'],
  ['GetDelegationRequest', { DelegationRequestId: id }, `delegation-request/${id}`],
  ['SendDelegationToken', { DelegationRequestId: id }, `delegation-request/${id}`],
])('Y-03 %s needs a permission on the delegation request', (operation, params, resource) => {
  expectError(
    withAnn().as(ann, operation, params),
    'AccessDenied',
    403,
    `User: ${ann} is not authorized to perform: iam:${operation} on resource: arn:aws:iam::${account}:${resource} because no identity-based policy allows the iam:${operation} action`,
  );
});

test('Y-03 only an onboarded partner creates a request, whatever the policies say', () => {
  const refused = new TestAccount().call('CreateDelegationRequest', wanted);
  expectError(refused, 'AccessDenied', 403, /only available to AWS Partners/);
});

test('Y-03 the duration and the channel of a request can be limited by conditions', () => {
  const short = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:CreateDelegationRequest',
        Resource: '*',
        Condition: {
          NumericLessThanEquals: { 'iam:DelegationDuration': '3600' },
          ArnEquals: { 'iam:NotificationChannel': wanted.NotificationChannel },
        },
      },
    ],
  });
  const t = withAnn(short);
  expectError(t.as(ann, 'CreateDelegationRequest', wanted), 'AccessDenied', 403, /AWS Partners/);
  const long = { ...wanted, SessionDuration: 7200 };
  expectError(t.as(ann, 'CreateDelegationRequest', long), 'AccessDenied', 403, /no identity-based policy/);
});

test.each([
  'AcceptDelegationRequest',
  'AssociateDelegationRequest',
  'GetDelegationRequest',
  'RejectDelegationRequest',
  'SendDelegationToken',
  'UpdateDelegationRequest',
])('Y-03 %s does not find a request that nobody made', (operation) => {
  const t = withAnn(allow(`iam:${operation}`, request));
  expectError(
    t.as(ann, operation, { DelegationRequestId: id }),
    'NoSuchEntity',
    404,
    `Delegation request with id ${id} cannot be found.`,
  );
});

test('Y-03 the list of delegation requests is empty, and a summary is only of a request', () => {
  const t = new TestAccount();
  expect(expectOk(t.call('ListDelegationRequests'))).toEqual({ DelegationRequests: [], isTruncated: false });
  expectError(
    t.call('GetHumanReadableSummary', { EntityArn: request }),
    'NoSuchEntity',
    404,
    /cannot be found/,
  );
  expectError(t.call('GetHumanReadableSummary', { EntityArn: ann }), 'InvalidInput', 400, /not a delegation/);
});

test('Y-03 nobody holds a trade-in token', () => {
  const refused = withAnn(allow('sts:*')).as(ann, 'GetDelegatedAccessToken', { TradeInToken: 'token' });
  expectError(refused, 'InvalidParameterValue', 400, /trade-in token/);
});

test('Y-04 a role template that is unknown gives no role', () => {
  const t = withAnn(allow(['iam:AcquireRole', 'iam:GetRoleTemplateVersion'], template));
  for (const operation of ['AcquireRole', 'GetRoleTemplateVersion']) {
    const refused = t.as(ann, operation, { TemplateArn: template });
    expectError(refused, 'NoSuchEntity', 404, `Role template ${template} cannot be found.`);
    const other = t.as(ann, operation, { TemplateArn: `${template}0` });
    expectError(other, 'AccessDenied', 403, /no identity-based policy allows/);
  }
  expectError(t.call('AcquireRole', { TemplateArn: ann }), 'InvalidInput', 400, /must name a role template/);
});

test('Y-04 an account has no properties, and an unknown one cannot be set', () => {
  const t = new TestAccount();
  const put = (...keys: string[]) =>
    t.call('PutAccountProperties', { Properties: Object.fromEntries(keys.map((key) => [key, 'true'])) });
  expect(expectOk(t.call('GetAccountProperties'))).toEqual({ Properties: {} });
  expectError(put(), 'InvalidInput', 400, /must not be empty/);
  expectError(put('Enabled'), 'InvalidInput', 400, /Namespace\/PropertyName/);
  expectError(put('A/x', 'B/x'), 'InvalidInput', 400, /same namespace/);
  expectError(put('A/x'), 'InvalidInput', 400, 'The property A/x is not known.');
});

test('Y-04 the namespaces of account properties are a condition key', () => {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:PutAccountProperties',
      Resource: '*',
      Condition: { 'ForAllValues:StringEquals': { 'iam:AccountPropertyNamespaces': 'RoleManager' } },
    },
  });
  const put = (key: string) =>
    withAnn(policy).as(ann, 'PutAccountProperties', { Properties: { [key]: 'true' } });
  expectError(put('RoleManager/x'), 'InvalidInput', 400, /not known/);
  expectError(put('Other/x'), 'AccessDenied', 403, /no identity-based policy/);
});
