/** Finds set operators that are missing, or that hold for a request without the key. */

import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { keyTypeOf } from '../../policy/service-key-types.ts';
import { isSingleClaim } from '../../policy/shared-issuers.ts';
import { addCondition, fixing } from '../edits/blocks.ts';
import { type Found, found } from '../finding.ts';
import { type At, operatorFix, testsPresence } from './at.ts';

export function setFindings(at: At): Found[] {
  const { operator, key, values } = at.test;
  const { set, base } = parseOperator(operator.value);
  if (!isOperatorBase(base) || base === 'null') return [];
  const type = keyTypeOf(key.value);
  if (!set && type?.isList) {
    const right = `ForAnyValue:${operator.value}`;
    const message = `${key.value} can have several values. Say with ForAnyValue or ForAllValues if any or all must match.`;
    return [{ ...found('several-values', key.span, message), ...operatorFix(at, right) }];
  }
  if (set !== 'ForAllValues' || values.items.length === 0) return [];
  if (type ? !type.isList : isSingleClaim(key.value)) {
    const right = operator.value.slice('ForAllValues:'.length);
    const message = `${key.value} has one value, and ForAllValues also holds for a request without it. Use ${right}.`;
    return [{ ...found('for-all-values-with-single-key', values.span, message), ...operatorFix(at, right) }];
  }
  return withoutKey(at);
}

/**
 * Keys whose absence asks for nothing (no tags), and keys that their actions always carry. AWS’s documentation
 * recommends ForAllValues with Allow for them ("Controlling access based on tag keys", KMS’s and Route 53’s pages of
 * condition keys).
 */
const harmless =
  /^(aws:tagkeys|s3:requestobjecttagkeys|kms:grantoperations|route53:changeresourcerecordsets.*)$/i;

function withoutKey({ test: { operator, key }, statement, subject }: At): Found[] {
  if (statement.effect !== 'Allow' || harmless.test(key.value) || testsPresence(statement, key.value))
    return [];
  const message = `${operator.value} also holds when the request has no ${key.value} at all. Check that it is there, too.`;
  return [
    {
      ...found('for-all-values-with-allow', operator.span, message),
      ...fixing(
        'Require that the key is there (Null: false)',
        subject.text,
        statement.index,
        addCondition({ operator: 'Null', key: key.value, values: ['false'], list: false }),
      ),
    },
  ];
}
