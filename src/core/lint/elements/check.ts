/** Finds elements that a document needs, must not have, or need not have. */

import type { JsonNode } from '../../policy/syntax/json.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { removeStatement, setVersion } from '../edits/blocks.ts';
import { without } from '../edits/text.ts';
import {
  type Checks,
  type DocumentCheck,
  type Fix,
  type Found,
  type StatementCheck,
  type Subject,
  found,
} from '../finding.ts';
import { missingParts } from './missing.ts';
import { repeatedSids } from './sids.ts';
import { largePolicy } from './size.ts';

/** AWS refuses some kinds without a Version; the repair of that refusal is the same. */
const missingVersion: DocumentCheck = ({ policy, text }) =>
  memberOf(policy.json, 'Version')
    ? []
    : [
        {
          ...found(
            'missing-version',
            policy.span,
            'The policy has no Version. AWS reads it as 2008-10-17, in which a variable such as ${aws:username} is plain text.',
          ),
          ...setVersion(text),
        },
      ];

/** Removes the statement, unless it is the only one: a policy needs one. */
const removing = ({ index }: CheckedStatement, { policy, text }: Subject): { readonly fix?: Fix } =>
  policy.statements.length > 1 && policy.isList ? removeStatement(text, index) : {};

const isEmptyList = (node: JsonNode | undefined): boolean =>
  node?.kind === 'array' && node.items.length === 0;

const emptyLists: StatementCheck = (statement, subject) =>
  (['Action', 'NotAction', 'Resource', 'NotResource'] as const).flatMap((name): Found[] => {
    const node = memberOf(statement.json, name)?.value;
    if (!node || !isEmptyList(node)) return [];
    const isAction = name.endsWith('Action');
    const id = isAction ? 'empty-array-action' : 'empty-array-resource';
    const message = `${name} is an empty list. The statement is about no ${isAction ? 'action' : 'resource'}, so it has no effect.`;
    return [{ ...found(id, node.span, message), ...removing(statement, subject) }];
  });

const namesPrincipals: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint', 'rcp']);

const emptyPrincipals: StatementCheck = (statement, subject) => {
  if (!namesPrincipals.has(subject.kind)) return [];
  return ['Principal', 'NotPrincipal'].flatMap((name): Found[] => {
    const node = memberOf(statement.json, name)?.value;
    if (node?.kind !== 'object') return [];
    const fix = removing(statement, subject);
    if (node.members.length === 0) {
      const message = `${name} names nobody, so the statement has no effect.`;
      return [{ ...found('empty-object-principal', node.span, message), ...fix }];
    }
    const hasOthers = node.members.some(({ value }) => !isEmptyList(value));
    return node.members.flatMap(({ name: type, nameSpan, value }): Found[] => {
      if (!isEmptyList(value)) return [];
      const message = `The list of ${type} is empty: it names nobody.`;
      const span = { start: nameSpan.start, end: value.span.end };
      const drop = { label: `Remove ${type}`, apply: () => without(subject.text, span) };
      return [
        { ...found('empty-array-principal', value.span, message), ...(hasOthers ? { fix: drop } : fix) },
      ];
    });
  });
};

const emptySid: StatementCheck = ({ json }, { text }) => {
  const member = memberOf(json, 'Sid');
  if (member?.value.kind !== 'string' || member.value.value !== '') return [];
  const { nameSpan, value } = member;
  const span = { start: nameSpan.start, end: value.span.end };
  const fix = { label: 'Remove the empty Sid', apply: () => without(text, span) };
  return [
    { ...found('empty-sid-value', value.span, 'The Sid is empty. Write a name, or leave Sid out.'), fix },
  ];
};

/** AWS refuses it too; found here as well, it shows beside any fault that hides the refusal. */
const wrongEffect: StatementCheck = ({ json }) => {
  const node = memberOf(json, 'Effect')?.value;
  if (node?.kind !== 'string' || node.value === 'Allow' || node.value === 'Deny') return [];
  return [found('invalid-effect', node.span, `“${node.value}” is no effect. Write "Allow" or "Deny".`)];
};

/** Policies of S3, SQS, SNS and KMS take more characters. */
const takesAnySid: ReadonlySet<string> = new Set(['resource', 'endpoint']);

const wrongSid: StatementCheck = ({ json }, { kind }) => {
  const node = memberOf(json, 'Sid')?.value;
  if (takesAnySid.has(kind) || node?.kind !== 'string' || /^[0-9A-Za-z]*$/.test(node.value)) return [];
  const message = `The Sid “${node.value}” has other characters than letters and digits.`;
  return [found('unsupported-sid', node.span, message)];
};

export const elementChecks: Checks = {
  statement: [missingParts, emptyLists, emptyPrincipals, emptySid, wrongEffect, wrongSid],
  document: [missingVersion, repeatedSids, largePolicy],
};
