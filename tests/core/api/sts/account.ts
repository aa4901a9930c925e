/** The setting of the STS tests: users, roles that trust them, an MFA device whose codes are known. */

import { totpCode } from '#core/api/iam/credentials/totp.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { MfaDeviceRecord } from '#core/model/records/credentials.ts';
import { unsafeAccountId, unsafeEntityId } from '#core/model/ids.ts';
import type { Caller } from '#core/model/request/request.ts';
import { TestAccount, account, expectOk, holderOf, trusts } from '../door.ts';

export const bob = `arn:aws:iam::${account}:user/Bob`;
export const dev = `arn:aws:iam::${account}:role/Dev`;
export const session = (name: string, role = 'Dev') => `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
export const serial = `arn:aws:iam::${account}:mfa/bob`;
const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

export const statement = (
  principal: unknown,
  action: string | string[] = 'sts:AssumeRole',
  condition?: object,
) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: action,
        ...(condition ? { Condition: condition } : {}),
      },
    ],
  });

/** Bob, and a role Dev that lets him in. */
export const withDev = (trust = trusts({ AWS: bob }), more: Record<string, unknown> = {}) =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust, ...more }],
  );

export const put = (t: TestAccount, kind: 'User' | 'Role', name: string, document: string) =>
  expectOk(t.call(`Put${kind}Policy`, { [`${kind}Name`]: name, PolicyName: 'p', PolicyDocument: document }));

/** Credentials of Bob's session of the role. */
export const assumed = (t: TestAccount, params: Record<string, unknown> = {}, as: string | Caller = bob) =>
  holderOf(expectOk(t.as(as, 'AssumeRole', { RoleArn: dev, RoleSessionName: 's1', ...params })));

/** Gives Bob a device; its code now, or some steps away. */
export function addMfa(t: TestAccount, name = 'Bob'): void {
  const user = [...t.world.users.values()].find(({ userName }) => userName === name);
  if (!user) throw new Error(`no user ${name}`);
  const device: MfaDeviceRecord = {
    id: unsafeEntityId(serial),
    account: unsafeAccountId(account),
    kind: 'virtual',
    path: '/',
    name: 'bob',
    createDate: '2026-01-01T00:00:00Z',
    tags: [],
    owner: user.id,
    enableDate: '2026-01-01T00:00:00Z',
    offset: 0,
    clock: 'simulated',
  };
  const secret = { id: device.id, account: device.account, kind: 'totp', base32: seed } as const;
  apply(t.world, [created('mfaDevices', device), created('secrets', secret)]);
}
export const codeOf = (t: TestAccount, steps = 0): string =>
  totpCode(seed, Math.floor(t.env.now / 30_000) + steps);
