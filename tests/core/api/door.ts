/** Builders for door tests: one world, calls as somebody, one line per expectation. */

import { expect } from 'vitest';
import { type Outcome, handle } from '#core/api/door.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { stsModel } from '#core/api/model/generated/sts.ts';
import type { Caller, Env, Request, RequestSource } from '#core/model/request/request.ts';
import { type ManagedPolicy, type Reference, emptyReference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';

export const account = '111122223333';
export const otherAccount = '444455556666';
export const root = `arn:aws:iam::${account}:root`;
export const noon = Date.parse('2026-01-31T12:00:00Z');

/** Returns numbers from 0 to 1 that the seed decides (the mulberry32 generator). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const allow = (action: string | string[], resource = '*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  });
export const deny = (action: string, resource = '*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: action, Resource: resource }],
  });
export const trusts = (principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  });

const managed = (name: string, path: string, document: string): ManagedPolicy => ({
  arn: `arn:aws:iam::aws:policy${path}${name}`,
  name,
  path,
  versionId: 'v3',
  createDate: '2015-02-06T18:39:46Z',
  updateDate: '2020-02-06T18:39:46Z',
  document,
});
export const awsAdministrator = managed('AdministratorAccess', '/', allow('*'));
export const awsServiceRolePolicy = managed(
  'AWSSupportServiceRolePolicy',
  '/aws-service-role/',
  allow('s3:*'),
);

export const testReference: Reference = {
  ...emptyReference,
  managedPolicies: () => [awsAdministrator, awsServiceRolePolicy],
  managedPolicy: (arn) => [awsAdministrator, awsServiceRolePolicy].find((policy) => policy.arn === arn),
};

type Params = Readonly<Record<string, unknown>>;

/** A world with calls that change it, as the app's dispatch does. */
export class TestAccount {
  readonly world: World = createWorld({ freeze: true });
  env: Env;

  constructor(seed = 1, reference: Reference = testReference) {
    this.env = { now: noon, random: seeded(seed), reference };
    this.play('CreateAccount', { AccountId: account, AccountName: 'Test' });
  }

  /** A call as `caller`, applied when it succeeds. */
  as(caller: string | Caller, operation: string, params: Params = {}, source?: RequestSource): Outcome {
    const service = Object.hasOwn(stsModel.operations, operation) ? 'sts' : 'iam';
    return this.send({ service, operation, params, caller: callerOf(caller), ...(source ? { source } : {}) });
  }

  /** A call of Organizations. */
  org(caller: string | Caller, operation: string, params: Params = {}): Outcome {
    return this.send({ service: 'organizations', operation, params, caller: callerOf(caller) });
  }

  /** A step of the sign-in pages; nobody is signed in yet unless `caller` says so. */
  signin(operation: string, params: Params = {}, caller: Caller = { kind: 'anonymous' }): Outcome {
    return this.send({ service: 'signin', operation, params, caller });
  }

  /** Any request, applied when it succeeds. */
  send(request: Request): Outcome {
    return this.#applied(handle(this.world, request, this.env));
  }

  /** Moves the clock. */
  wait(seconds: number): this {
    this.env = { ...this.env, now: this.env.now + seconds * 1000 };
    return this;
  }

  /** A call as root. */
  call(operation: string, params: Params = {}): Outcome {
    return this.as(root, operation, params);
  }

  play(operation: string, params: Params): Outcome {
    const caller = { kind: 'principal', arn: root } as const;
    return this.#applied(handle(this.world, { service: 'playground', operation, params, caller }, this.env));
  }

  /** Several root calls that must all succeed: the setting of a test. */
  given(...calls: readonly (readonly [operation: string, params: Params])[]): this {
    for (const [operation, params] of calls) expectOk(this.call(operation, params));
    return this;
  }

  #applied(outcome: Outcome): Outcome {
    apply(this.world, [...outcome.changes, ...outcome.marks]);
    return outcome;
  }
}

const callerOf = (caller: string | Caller): Caller =>
  typeof caller === 'string' ? { kind: 'principal', arn: caller } : caller;

/** The holder of the credentials that an STS call answered. */
export function holderOf(response: Record<string, unknown>): Caller {
  const { AccessKeyId, SessionToken } = response['Credentials'] as Record<string, string>;
  return { kind: 'access-key', accessKeyId: AccessKeyId ?? '', sessionToken: SessionToken ?? '' };
}

export function expectOk(outcome: Outcome): Record<string, unknown> {
  if (!outcome.ok) expect.fail(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.response;
}

export function expectError(outcome: Outcome, code: string, status: number, message: string | RegExp): void {
  if (outcome.ok) expect.fail('the call succeeded');
  expect(outcome.error.message).toMatch(
    message instanceof RegExp ? message : new RegExp(`^${escaped(message)}$`),
  );
  expect([outcome.error.code, outcome.error.status]).toEqual([code, status]);
  expect(outcome.changes).toEqual([]);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
