/** Finds condition keys that do not exist, or that the request cannot carry. */

import { findGlobalKey, globalKeys, keyMatches } from '../../policy/global-keys.ts';
import { serviceName } from '../../policy/service-names.ts';
import { namedActions } from '../actions/check.ts';
import type { At } from '../conditions/at.ts';
import type { CheckedStatement } from '../document.ts';
import { fixing, setKey } from '../edits/blocks.ts';
import { nearest } from '../edits/spelling.ts';
import { type Checks, type Found, type StatementCheck, type Subject, found, values } from '../finding.ts';

const keyCheck: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => keyFindings({ test, statement, subject }));

/** Reports a key that does not exist, or that no action of the statement carries. */
function keyFindings({ test: { key }, statement, subject }: At): Found[] {
  const { reference, text } = subject;
  const { value, span } = key;
  const [prefix = ''] = value.toLowerCase().split(':');
  const dependent = /^aws:(requesttag\/|tagkeys$)/i.test(value);
  if (prefix === 'aws' && !dependent) {
    if (findGlobalKey(value)) return [];
    const meant = nearest(
      value,
      globalKeys.map(({ name }) => name).filter((name) => !name.includes('$')),
    );
    return [
      {
        ...found(
          'unknown-global-key',
          span,
          `AWS has no condition key ${value}${meant ? `. Is ${meant} meant?` : '.'}`,
        ),
        ...(meant ? fixing(`Change to ${meant}`, text, statement.index, setKey(value, meant)) : {}),
      },
    ];
  }
  const service = reference.service?.(prefix);
  if (service && !dependent && !service.conditionKeys.some((one) => keyMatches(one, value))) {
    const meant = nearest(
      value,
      service.conditionKeys.filter((one) => !/[$<]/.test(one)),
    );
    return [
      {
        ...found(
          'unknown-service-key',
          span,
          `${serviceName(prefix)} has no condition key ${value}${meant ? `. Is ${meant} meant?` : '.'}`,
        ),
        ...(meant ? fixing(`Change to ${meant}`, text, statement.index, setKey(value, meant)) : {}),
      },
    ];
  }
  if (!service && !dependent) return [];
  return carried(value, statement, subject)
    ? []
    : [
        found(
          'condition-key-not-carried',
          span,
          `None of these actions sends ${value}: the key is never there.`,
        ),
      ];
}

/** Returns true also when the reference cannot tell. */
function carried(key: string, statement: CheckedStatement, { reference }: Subject): boolean {
  if (!statement.action) return true;
  return values(statement.action).some((pattern) => {
    const named = namedActions(pattern, reference);
    return (
      named === undefined ||
      named.length === 0 ||
      named.some(({ conditionKeys }) => conditionKeys.some((one) => keyMatches(one, key)))
    );
  });
}

export const keyChecks: Checks = { statement: [keyCheck] };
