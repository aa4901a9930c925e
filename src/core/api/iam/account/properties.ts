/**
 * Properties of the account (Y-04): settings of features such as role templates. Their names are not documented,
 * so no account has any, and a property that somebody sets is unknown.
 */

import type { Check, Operation } from '../../operation.ts';
import { done, iamOperation } from '../../operation.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { unverifiedDelegationTexts } from '../../errors/delegation-texts.ts';

const keyForm = /^[^/]+\/[^/]+$/;
const namespaceOf = (key: string): string => key.split('/')[0] ?? '';

/** The namespaces stand in the request's context, one or more. */
const checkProperties = (action: string, keys: readonly string[]): Check => ({
  action: `iam:${action}`,
  resource: '*',
  printed: '*',
  ...(keys.length > 0
    ? { context: { 'iam:AccountPropertyNamespaces': [...new Set(keys.map(namespaceOf))] } }
    : {}),
});

function refusal(keys: readonly string[]): ApiFailure {
  const [first] = keys;
  if (first === undefined) return fail('InvalidInput', unverifiedDelegationTexts.noProperties);
  const malformed = keys.find((key) => !keyForm.test(key));
  if (malformed !== undefined) return fail('InvalidInput', unverifiedDelegationTexts.propertyKey(malformed));
  return keys.some((key) => namespaceOf(key) !== namespaceOf(first))
    ? fail('InvalidInput', unverifiedDelegationTexts.oneNamespace)
    : fail('InvalidInput', unverifiedDelegationTexts.propertyUnknown(first));
}

export const propertyOperations: Operation[] = [
  iamOperation('GetAccountProperties', {
    checks: () => [checkProperties('GetAccountProperties', [])],
    run: () => done({ Properties: {} }),
  }),
  iamOperation('PutAccountProperties', {
    checks: ({ params }) => [checkProperties('PutAccountProperties', Object.keys(params.Properties))],
    run: ({ params }) => refusal(Object.keys(params.Properties)),
  }),
];
