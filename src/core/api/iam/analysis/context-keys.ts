/** Lists the context keys that policies read: keys tested in a Condition or named in a variable. */

import type { NamedPolicy } from '#core/authz/decision.ts';
import { compile, keysOfPolicy } from '#core/policy/compile.ts';
import { type Operation, done, iamOperation } from '../../operation.ts';
import { findSource, givenPolicies } from './source.ts';
import { accountOperation } from '../entities.ts';
import { checkArn } from '../providers/saml-providers.ts';

export function contextKeysOf(policies: readonly NamedPolicy[]): string[] {
  const keys = new Map<string, string>();
  for (const { document } of policies) {
    for (const key of keysOfPolicy(compile(document))) {
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
    }
  }
  return [...keys.values()];
}

const forCustomPolicy = accountOperation('GetContextKeysForCustomPolicy', ({ params }) => {
  const given = givenPolicies('PolicyInputList', params.PolicyInputList);
  return given.ok ? done({ ContextKeyNames: contextKeysOf(given.value) }) : given;
});

const forPrincipalPolicy = iamOperation('GetContextKeysForPrincipalPolicy', {
  checks: ({ params }) => [checkArn('GetContextKeysForPrincipalPolicy', params.PolicySourceArn)],
  run: (call) => {
    const source = findSource(call, call.params.PolicySourceArn);
    if (!source.ok) return source;
    const given = givenPolicies('PolicyInputList', call.params.PolicyInputList);
    return given.ok
      ? done({ ContextKeyNames: contextKeysOf([...source.value.policies, ...given.value]) })
      : given;
  },
});

export const contextKeyOperations: Operation[] = [forCustomPolicy, forPrincipalPolicy];
