/** This makes a federated login as the application does: verified, then through the door. */

import { expect } from 'vitest';
import type { Outcome } from '#core/api/door.ts';
import type { Request } from '#core/model/request/request.ts';
import { prepare } from '#federation/prepare.ts';
import { type TestAccount, expectError, expectOk } from '../core/api/door.ts';

export async function login(
  t: TestAccount,
  operation: 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity',
  params: Record<string, unknown>,
): Promise<Outcome> {
  const request: Request = { service: 'sts', operation, params, caller: { kind: 'anonymous' } };
  return t.send(await prepare(request, t.world));
}

/** `ok`, or the code and a part of the text of the refusal. */
export type Expected = 'ok' | readonly [code: string, text: string];

/** Returns what AWS answers with, in words for a title. */
export const answerOf = (expected: Expected): string => (expected === 'ok' ? 'credentials' : expected[0]);

export function expectAnswer(outcome: Outcome, expected: Expected): void {
  if (expected === 'ok') expect(expectOk(outcome)).toHaveProperty('Credentials');
  else {
    const [code, text] = expected;
    expectError(outcome, code, code === 'AccessDenied' ? 403 : 400, new RegExp(text));
  }
}
