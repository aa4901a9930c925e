/** An account with a root password, an alias, and alice, who has a password and nothing else. */

import { expect } from 'vitest';
import type { SignedIn } from '#core/api/signin/console-session.ts';
import type { SignInStep } from '#core/api/signin/sign-in.ts';
import { currentStep, totpCode } from '#core/api/iam/credentials/totp.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import type { Caller } from '#core/model/request/request.ts';
import type { Outcome } from '#core/api/door.ts';
import { TestAccount, account, expectOk } from '../door.ts';

export const email = 'root@example.com';
export const rootPassword = 'Root-pass-1';
export const password = 'Alice-pass-1';

export class SignInAccount extends TestAccount {
  constructor(seed = 1) {
    super(seed);
    const row = this.world.accounts.get(account);
    if (!row) throw new Error('no account');
    apply(this.world, [replaced('accounts', row, { ...row, email })]);
    expectOk(
      this.signin('UpdateRootPassword', { NewPassword: rootPassword }, { kind: 'principal', arn: rootArn }),
    );
    this.given(
      ['CreateAccountAlias', { AccountAlias: 'acme' }],
      ['CreateUser', { UserName: 'alice' }],
      ['CreateLoginProfile', { UserName: 'alice', Password: password }],
    );
  }

  /** The first page. */
  enter(more: Readonly<Record<string, string>> = {}): Outcome {
    return this.signin('SignInAsUser', { Account: account, UserName: 'alice', Password: password, ...more });
  }

  /** An enabled virtual device of alice (or root); the steps of its two codes are used up. */
  device(name: string, owner?: string): string {
    const { VirtualMFADevice } = expectOk(
      this.call('CreateVirtualMFADevice', { VirtualMFADeviceName: name }),
    ) as { VirtualMFADevice: { SerialNumber: string } };
    const { SerialNumber } = VirtualMFADevice;
    expectOk(
      this.call('EnableMFADevice', {
        UserName: owner ?? account,
        SerialNumber,
        AuthenticationCode1: this.code(SerialNumber, -1),
        AuthenticationCode2: this.code(SerialNumber),
      }),
    );
    return SerialNumber;
  }

  /** A passkey of alice (or root). */
  passkey(owner: string): string {
    const params = { UserName: owner, DeviceName: 'key' };
    const outcome = this.send({
      service: 'playground',
      operation: 'RegisterPasskey',
      params,
      caller: { kind: 'principal', arn: rootArn },
    });
    return String(expectOk(outcome)['SerialNumber']);
  }

  /** Returns the code that the device shows now, or some steps from now. */
  code(serial: string, away = 0): string {
    const secret = this.world.secrets.get(serial);
    const device = this.world.mfaDevices.get(serial);
    if (secret?.kind !== 'totp' || !device) throw new Error(`no device ${serial}`);
    return totpCode(secret.base32, currentStep(device, this.env) + away);
  }

  /** The names and results of the sign-in events of an outcome: `ConsoleLogin Success`. */
  static events(this: void, { events }: Outcome): string[] {
    return events
      .filter(({ eventSource }) => eventSource === 'signin.amazonaws.com')
      .map(({ eventName, responseElements }) => `${eventName} ${String(responseElements?.[eventName])}`);
  }
}

export const rootArn = `arn:aws:iam::${account}:root`;

const step = (outcome: Outcome): SignInStep => expectOk(outcome) as unknown as SignInStep;

export function wanted<Next extends 'mfa' | 'new-password'>(
  outcome: Outcome,
  next: Next,
): Extract<SignInStep, { readonly Next: Next }> {
  const answer = step(outcome);
  expect(answer.Next).toBe(next);
  return answer as Extract<SignInStep, { readonly Next: Next }>;
}

export function entered(outcome: Outcome): SignedIn {
  const answer = step(outcome);
  expect(answer.Next).toBe('done');
  return answer as SignedIn;
}

export const holder = ({ Session }: Pick<SignedIn, 'Session'>): Caller => ({
  kind: 'session',
  id: Session.Id,
});
