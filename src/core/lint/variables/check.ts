/** Finds variables that are not replaced, or not as meant. */

import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { variableNames } from '../../policy/compile.ts';
import { type Text, versionWithVariables } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { setVersion } from '../edits/blocks.ts';
import {
  type Checks,
  type LintFix,
  type CheckFinding,
  found,
  type StatementCheck,
  type LintSubject,
} from '../finding.ts';
import { permissiveValues } from './permissive.ts';
import { writeFix } from '../edits/text.ts';

type VariableFault =
  | 'variable-without-brace'
  | 'variable-without-quote'
  | 'space-in-variable'
  | 'empty-variable';

interface FaultyVariable {
  readonly id: VariableFault;
  readonly written: string;
  /** The whole value with this variable mended; absent: nobody can say how. */
  readonly mended?: string;
}

/** A key with its prefix; keys of tags have a name of one's own behind a slash. */
const keyName = /^(?:[\w.-]+:(?:[\w-]*tag\/[\w.@=+-]+|\w+(?:-\w+)*)|[\w.-]+)/i;

/** Returns the faults of a value, each with its first. */
function faultyVariables(value: string): FaultyVariable[] {
  const faults: FaultyVariable[] = [];
  for (let at = value.indexOf('${'); at >= 0; at = value.indexOf('${', at + 2)) {
    const rest = value.slice(at + 2);
    const next = rest.indexOf('${');
    const close = rest.indexOf('}');
    if (close < 0 || (next >= 0 && next < close)) {
      const name = keyName.exec(rest)?.[0];
      const written = value.slice(at, next < 0 ? undefined : at + 2 + next);
      const mended =
        name === undefined ? undefined : `${value.slice(0, at)}\${${name}}${rest.slice(name.length)}`;
      faults.push({ id: 'variable-without-brace', written, ...(mended !== undefined && { mended }) });
      continue;
    }
    const fault = faultOf(rest.slice(0, close));
    if (!fault) continue;
    const { id, content } = fault;
    faults.push({
      id,
      written: `\${${rest.slice(0, close)}}`,
      ...(content !== undefined && {
        mended: `${value.slice(0, at)}\${${content}}${rest.slice(close + 1)}`,
      }),
    });
  }
  return faults;
}

function faultOf(content: string): { readonly id: VariableFault; readonly content?: string } | undefined {
  if (content.trim() === '') return { id: 'empty-variable' };
  const comma = content.indexOf(',');
  const name = comma < 0 ? content : content.slice(0, comma);
  const rest = comma < 0 ? '' : content.slice(comma + 1).trim();
  if (/\s/.test(name)) {
    const plain = name.replaceAll(/\s+/g, '');
    return { id: 'space-in-variable', content: comma < 0 ? plain : `${plain}${content.slice(comma)}` };
  }
  if (comma < 0 || /^'[^']*'$/.test(rest)) return undefined;
  const bare = rest.replaceAll("'", '');
  return { id: 'variable-without-quote', content: `${name}, '${bare}'` };
}

const mending = (text: string, { span }: Text, mended: string): LintFix =>
  writeFix(text, span, mended, `Write ${mended}`);

/** Finds variables without the version: `${aws:username}` is then only that text (C-60). */
function variablesWithoutVersion({ policy, text }: LintSubject): CheckFinding[] {
  if (policy.version?.value === versionWithVariables) return [];
  const user = policy.statements.flatMap(readable).find(({ value }) => variableNames(value).length > 0);
  if (!user) return [];
  const message = `Variables are only replaced in Version ${versionWithVariables}; here “${user.value}” is plain text.`;
  return [{ ...found('variables-need-version', user.span, message), ...setVersion(text) }];
}

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
