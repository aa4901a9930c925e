/**
 * The confused deputy: a vendor, or a service of AWS, that may use a role is talked into using it for somebody
 * else. Where the trust policy asks on whose behalf it is refused; where not, the statement that let it in is named.
 */

import { describe, expect, it } from 'vitest';
import { assumeRoleMachine } from '../../../src/flow/machines/assume-role.ts';
import { lambdaRoleMachine } from '../../../src/flow/machines/lambda-role.ts';
import { attacks } from '../../../src/flow/message/attacks.ts';
import type { FlowLog } from '../../../src/flow/log/log.ts';
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

describe('D-01 a vendor without the external id (sts:ExternalId)', () => {
  const input = {
    caller: vendor,
    params: { RoleArn: dev, RoleSessionName: 'vendor', ExternalId: 'acme-42' },
  };
  const asksForId = { StringEquals: { 'sts:ExternalId': 'acme-42' } };

  it.each(['confused-vendor', 'guessed-external-id'])('%s is refused by a condition', async (id) => {
    const { value, context } = await attacked(
      trusting({ AWS: vendor }, asksForId),
      assumeRoleMachine,
      input,
      id,
    );
    expect([value, context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
    expect(checkIn(context.log)).toMatchObject({ stoppedAt: 'AR-05' });
  });

  it('is let in without one, by the line that has no condition', async () => {
    const t = trusting({ AWS: vendor });
    const { value, context } = await attacked(t, assumeRoleMachine, input, 'confused-vendor');
    expect(value).toBe('done');
    const title = attacks.find(({ id }) => id === 'confused-vendor')?.title;
    expect(context.log[0]).toMatchObject({ edited: title });
    expect(letInBy(context.log)).toEqual([[dev, 0]]);
  });
});

describe('a service for a stranger (aws:SourceAccount)', () => {
  const service = { Service: 'lambda.amazonaws.com' };
  const input = {
    roleArn: dev,
    functionName: 'thumbnail',
    functionArn,
    account,
    trigger: 'An upload',
  };

  it('is refused where the trust policy asks for the account', async () => {
    const t = trusting(service, { StringEquals: { 'aws:SourceAccount': account } });
    const { value, context } = await attacked(t, lambdaRoleMachine, input, 'confused-service');
    expect([value, context.refusal?.code]).toEqual(['refused', 'AccessDenied']);
    expect(checkIn(context.log)).toMatchObject({ stoppedAt: 'AR-05' });
  });

  it('is let in where it does not', async () => {
    const { value, context } = await attacked(
      trusting(service),
      lambdaRoleMachine,
      input,
      'confused-service',
    );
    expect(value).toBe('done');
    expect(letInBy(context.log)).toEqual([[dev, 0]]);
  });
});
