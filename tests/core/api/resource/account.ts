/** The setting of the resource tests: a user Ann, and calls of any service in one line. */

import type { Outcome } from '#core/api/door.ts';
import type { Caller, RequestSource, ServiceName } from '#core/model/request/request.ts';
import { TestAccount, account, expectOk, otherAccount, root } from '../door.ts';

export const ann = `arn:aws:iam::${account}:user/Ann`;

export class Account extends TestAccount {
  constructor() {
    super();
    this.given(['CreateUser', { UserName: 'Ann' }]);
  }

  /** `by('s3 CreateBucket', {…})` as root, or as somebody. */
  by(
    call: string,
    params: Readonly<Record<string, unknown>> = {},
    as: string | Caller = root,
    source?: RequestSource,
  ): Outcome {
    const [service = '', operation = ''] = call.split(' ');
    return this.send({
      service: service as ServiceName,
      operation,
      params,
      caller: typeof as === 'string' ? { kind: 'principal', arn: as } : as,
      ...(source ? { source } : {}),
    });
  }

  /** Does what `by` does, and fails the test where the call is refused. */
  done(...call: Parameters<Account['by']>): Record<string, unknown> {
    return expectOk(this.by(...call));
  }

  /** Ann's only policy. */
  may(document: string): this {
    return this.given(['PutUserPolicy', { UserName: 'Ann', PolicyName: 'p', PolicyDocument: document }]);
  }

  /** A second account with its root, and a user Zoe who may everything there. */
  neighbour(): { readonly root: string; readonly zoe: string } {
    expectOk(this.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
    const other = `arn:aws:iam::${otherAccount}:root`;
    const everything = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    expectOk(this.as(other, 'CreateUser', { UserName: 'Zoe' }));
    expectOk(
      this.as(other, 'PutUserPolicy', { UserName: 'Zoe', PolicyName: 'all', PolicyDocument: everything }),
    );
    return { root: other, zoe: `arn:aws:iam::${otherAccount}:user/Zoe` };
  }
}

export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const letIn = (
  principal: unknown,
  action: string | string[],
  resource: string | string[],
  more: object = {},
) => policy({ Effect: 'Allow', Principal: principal, Action: action, Resource: resource, ...more });
