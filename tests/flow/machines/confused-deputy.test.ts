/**
 * A vendor or a service of AWS that may use a role is talked into using it for somebody else: the confused
 * deputy. A trust policy that asks on whose behalf refuses; otherwise the statement that let it in is named.
 */

import { expect, test } from 'vitest';
import { assumeRoleMachine } from '#flow/machines/one-call.ts';
import { lambdaRoleMachine } from '#flow/machines/lambda-role.ts';
import { messageAttacks } from '#flow/message/attacks.ts';
import type { FlowLog } from '#flow/log/log.ts';
import { TestAccount, account } from '../../core/api/door.ts';
import { statement } from '../../core/api/sts/account.ts';
import { attacked, dev } from '../federated.ts';

const vendor = `arn:aws:iam::${account}:user/vendor`;
const functionArn = `arn:aws:lambda:us-east-1:${account}:function:thumbnail`;

function trusting(principal: object, condition?: object) {
  const t = new TestAccount();
  t.given(
    ['CreateUser', { UserName: 'vendor' }],
    [
      'CreateRole',
      { RoleName: 'Dev', AssumeRolePolicyDocument: statement(principal, 'sts:AssumeRole', condition) },
    ],
  );
  return t;
}

const checkIn = (log: FlowLog) =>
  log.flatMap(({ artefacts }) => artefacts).findLast(({ kind }) => kind === 'checks');
/** Policy and place of the statements that allowed what brought the credentials. */
function letInBy(log: FlowLog) {
  const granted = log.find(({ artefacts }) => artefacts.some(({ kind }) => kind === 'credentials'));
  const decision = granted?.artefacts.find(({ kind }) => kind === 'decision');
  if (decision?.kind !== 'decision') return [];
  return decision.trace.gates
    .filter(({ decided }) => decided)
    .flatMap(({ statements }) => statements.filter(({ applies }) => applies))
    .map(({ policy, statement: at }) => [policy, at]);
}

const vendorInput = {
  caller: vendor,
  params: { RoleArn: dev, RoleSessionName: 'vendor', ExternalId: 'acme-42' },
};
const asksForId = { StringEquals: { 'sts:ExternalId': 'acme-42' } };

test.each(['confused-vendor', 'guessed-external-id'])(
  'D-01 a vendor without the right external id is refused by a condition (sts:ExternalId): %s',
  async (id) => {
    const { value, context } = await attacked(
      trusting({ AWS: vendor }, asksForId),
      assumeRoleMachine,
      vendorInput,
      id,
    );
    expect([value, context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
    expect(checkIn(context.log)).toMatchObject({ stoppedAt: 'AR-05' });
  },
);

test('D-01 a vendor without an external id is let in by a trust policy that has no condition', async () => {
  const t = trusting({ AWS: vendor });
  const { value, context } = await attacked(t, assumeRoleMachine, vendorInput, 'confused-vendor');
  expect(value).toBe('done');
  const title = messageAttacks.find(({ id }) => id === 'confused-vendor')?.title;
  expect(context.log[0]).toMatchObject({ edited: title });
  expect(letInBy(context.log)).toEqual([[dev, 0]]);
});

const service = { Service: 'lambda.amazonaws.com' };
const serviceInput = {
  roleArn: dev,
  functionName: 'thumbnail',
  functionArn,
  account,
  trigger: 'An upload',
};

test('a service that acts for a stranger is refused where the trust policy asks for aws:SourceAccount', async () => {
  const t = trusting(service, { StringEquals: { 'aws:SourceAccount': account } });
  const { value, context } = await attacked(t, lambdaRoleMachine, serviceInput, 'confused-service');
  expect([value, context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
  expect(checkIn(context.log)).toMatchObject({ stoppedAt: 'AR-05' });
});

test('a service that acts for a stranger is let in where the trust policy does not ask for the account', async () => {
  const { value, context } = await attacked(
    trusting(service),
    lambdaRoleMachine,
    serviceInput,
    'confused-service',
  );
  expect(value).toBe('done');
  expect(letInBy(context.log)).toEqual([[dev, 0]]);
});
