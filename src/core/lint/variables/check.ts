/** Finds variables that are not replaced, or not as meant. */

import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { variableNames } from '../../policy/compile.ts';
import { type Text, versionWithVariables } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { setVersion } from '../edits/blocks.ts';
import { type Checks, type Found, type StatementCheck, type Subject, found } from '../finding.ts';
import { type VariableFault, faultyVariables, mending } from './parts.ts';
import { permissiveValues } from './permissive.ts';

/** Finds variables without the version: `${aws:username}` is then only that text (C-60). */
function variablesWithoutVersion({ policy, text }: Subject): Found[] {
  if (policy.version?.value === versionWithVariables) return [];
  const user = policy.statements.flatMap(readable).find(({ value }) => variableNames(value).length > 0);
  if (!user) return [];
  const message = `Variables are only replaced in Version ${versionWithVariables}; here “${user.value}” is plain text.`;
  return [{ ...found('variables-need-version', user.span, message), ...setVersion(text) }];
}

/** Returns the values in which variables are replaced. */
const readable = ({ resource, notResource, conditions = [] }: CheckedStatement): Text[] => [
  ...(resource?.items ?? []),
  ...(notResource?.items ?? []),
  ...conditions.flatMap(({ operator, values }) => (replaces(operator.value) ? values.items : [])),
];

/** Variables are replaced for String and ARN operators. */
const replaces = (operator: string): boolean => /^(string|arn)/.test(parseOperator(operator).base);

const faults: Readonly<Record<VariableFault, (written: string) => string>> = {
  'variable-without-brace': (written) => `“${written}” has no closing brace: it is plain text.`,
  'variable-without-quote': (written) => `The default in “${written}” must stand in single quotes.`,
  'space-in-variable': (written) => `“${written}” has a space in its name: no key has that name.`,
  'empty-variable': (written) => `“${written}” names no key: nothing replaces it.`,
};

const faultsOfVariables: StatementCheck = (statement, { text }) =>
  readable(statement).flatMap((item) =>
    item.value.includes('${')
      ? faultyVariables(item.value).map(({ id, written, mended }) => ({
          ...found(id, item.span, faults[id](written)),
          ...(mended !== undefined && { fix: mending(text, item, mended) }),
        }))
      : [],
  );

const inWrongPlace: StatementCheck = (statement) => {
  const { action, notAction, principal, notPrincipal, sid } = statement;
  const elements = [
    ...[action, notAction].flatMap((list) => list?.items ?? []),
    ...[principal, notPrincipal].flatMap((block) => block?.entries ?? []),
    ...(sid ? [sid] : []),
  ];
  const wrong = elements.flatMap(({ value, span }) =>
    variableNames(value).length > 0
      ? [
          found(
            'variable-in-wrong-element',
            span,
            `“${value}” stays as it is: variables are replaced only in resources and values of conditions.`,
          ),
        ]
      : [],
  );
  const ofOperators = (statement.conditions ?? []).flatMap(({ operator, values }) =>
    !isOperatorBase(parseOperator(operator.value).base) || replaces(operator.value)
      ? []
      : values.items.flatMap(({ value, span }) =>
          variableNames(value).length > 0
            ? [
                found(
                  'variable-with-wrong-operator',
                  span,
                  `${operator.value} takes no variables, so “${value}” is no value for it. Only String and ARN operators do.`,
                ),
              ]
            : [],
        ),
  );
  return [...wrong, ...ofOperators];
};

const permissive: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => permissiveValues({ test, statement, subject }));

export const variableChecks: Checks = {
  statement: [faultsOfVariables, inWrongPlace, permissive],
  document: [variablesWithoutVersion],
};
