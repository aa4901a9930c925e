/**
 * The request's context (C-06): what was given, and of the keys that AWS always sends those which principal
 * and resource say by themselves (K-30, K-31, K-33), where they were not given.
 */

import type { EvaluationInput } from '#core/authz/decision.ts';
import type { Context } from './pattern.ts';
import type { Caller } from './principal.ts';

export function contextOf(input: EvaluationInput, caller: Caller, resourceAccount: string): Context {
  const context = new Map(
    Object.entries(input.context ?? {}).map(([key, value]) => [key.toLowerCase(), value] as const),
  );
  for (const [key, value] of Object.entries(implied(caller, resourceAccount))) {
    if (value && !context.has(key)) context.set(key, value);
  }
  return context;
}

function implied(caller: Caller, resourceAccount: string): Record<string, string | undefined> {
  const session = caller.kind === 'session';
  const types: Record<Caller['kind'], string> = {
    root: 'Account',
    user: 'User',
    session: 'AssumedRole',
    'federated-user': 'FederatedUser',
    anonymous: 'Anonymous',
    service: '',
    provider: '',
  };
  return {
    'aws:principalarn': session ? caller.behind : caller.account && caller.name,
    'aws:principalaccount': caller.kind === 'anonymous' ? 'anonymous' : caller.account,
    'aws:principaltype': types[caller.kind],
    'aws:username': caller.kind === 'user' ? caller.name.slice(caller.name.lastIndexOf('/') + 1) : undefined,
    'aws:resourceaccount': resourceAccount,
  };
}
