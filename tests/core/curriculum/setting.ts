/** The setting of the curriculum: root and alice with passwords, and calls of any service in one line. */

import type { Outcome } from '#core/api/door.ts';
import type { Caller, ServiceName } from '#core/model/request/request.ts';
import { account, expectOk } from '../api/door.ts';
import { SignInAccount, rootArn } from '../api/signin/account.ts';

export class Here extends SignInAccount {
  by(call: string, params: Readonly<Record<string, unknown>> = {}, as: string | Caller = rootArn): Outcome {
    const [service = '', operation = ''] = call.split(' ');
    const caller = typeof as === 'string' ? ({ kind: 'principal', arn: as } as const) : as;
    return this.send({ service: service as ServiceName, operation, params, caller });
  }

  done(...call: Parameters<Here['by']>): Record<string, unknown> {
    return expectOk(this.by(...call));
  }

  /** Users without anything. */
  users(...names: readonly string[]): this {
    return this.given(...names.map((UserName) => ['CreateUser', { UserName }] as const));
  }
}
export const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;
export const inline = (kind: 'User' | 'Group' | 'Role', name: string, document: string, PolicyName = 'p') =>
  [`Put${kind}Policy`, { [`${kind}Name`]: name, PolicyName, PolicyDocument: document }] as const;
