/** Finds elements that a document needs, must not have, or need not have. */

import type { JsonNode, JsonObject } from '../../policy/syntax/json.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { removeStatement, setVersion } from '../edits/blocks.ts';
import { addedMember, withoutSpan, writeFix } from '../edits/text.ts';
import {
  type Checks,
  type DocumentCheck,
  type LintFix,
  type CheckFinding,
  found,
  identityKinds,
  type StatementCheck,
  type LintSubject,
} from '../finding.ts';
import { kindOfType } from '../../model/resource-kinds/lookup.ts';
import { policySize } from '../../policy/syntax/format.ts';
import type { PolicyKind } from '../../policy/checks/problem.ts';
import type { CheckId } from '../catalogue.ts';

/** Only a trust policy has no resource, and the policy of an ECR repository needs none (Amazon ECR User Guide). */
const needsResource = ({ kind, resourceType }: LintSubject): boolean =>
  kind !== 'trust' && resourceType !== 'AWS::ECR::Repository';
const needsPrincipal: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint', 'rcp']);

/** AWS refuses to save them too; found here as well, they show beside any fault that hides the refusal. */
const missingParts: StatementCheck = ({ json, span }, subject): CheckFinding[] => {
  const { kind, text } = subject;
  const lacks = (name: string) => !memberOf(json, name) && !memberOf(json, `Not${name}`);
  return [
    ...(memberOf(json, 'Effect')
      ? []
      : [found('missing-effect', span, 'The statement has no Effect. Write "Allow" or "Deny".')]),
    ...(lacks('Action')
      ? [found('missing-action', span, 'The statement has no Action and no NotAction.')]
      : []),
    ...(needsResource(subject) && lacks('Resource')
      ? [
          {
            ...found('missing-resource', span, 'The statement has no Resource. Name ARNs, or "*" for all.'),
            fix: adding('Resource', json, text),
          },
        ]
      : []),
    ...(needsPrincipal.has(kind) && lacks('Principal')
      ? [
          {
            ...found(
              'missing-principal',
              span,
              'The statement has no Principal: it does not say who may or may not.',
            ),
            // A resource control policy can name nobody else.
            ...(kind === 'rcp' && { fix: adding('Principal', json, text) }),
          },
        ]
      : []),
  ];
};

const adding = (name: string, json: JsonObject, text: string): LintFix => ({
  label: `Add "${name}": "*"`,
  apply: () => addedMember(text, json, name, '"*"'),
});

const mayRepeat: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint']);

const repeatedSids: DocumentCheck = ({ policy, kind, text }) => {
  const id = mayRepeat.has(kind) ? 'unique-sids-recommended' : 'unique-sids-required';
  const taken = new Set(policy.statements.flatMap(({ sid }) => sid?.value ?? []));
  const seen = new Set<string>();
  return policy.statements.flatMap(({ sid }) => {
    if (!sid || sid.value === '') return [];
    const { value, span } = sid;
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const fresh = freshName(value, taken);
    taken.add(fresh);
    const message = `Another statement is called “${value}” already.`;
    return [{ id, span, message, fix: writeFix(text, span, fresh) }];
  });
};

/** Returns the name with the first number that makes it new. */
function freshName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${name}${number}`)) return `${name}${number}`;
}

interface Quota {
  readonly id: CheckId;
  /** Characters. */
  readonly most: number;
  /** White space counts. */
  readonly countsBlanks?: true;
  readonly what: string;
}

/** Quotas of AWS Organizations and of IAM (W-20: a warning about an identity policy starts at its largest quota). */
const quotas: Readonly<Partial<Record<PolicyKind, Quota>>> = {
  trust: { id: 'trust-policy-too-large', most: 2_048, what: 'a trust policy, unless the quota is raised' },
  scp: { id: 'scp-too-large', most: 10_240, countsBlanks: true, what: 'a service control policy' },
  rcp: { id: 'rcp-too-large', most: 5_120, countsBlanks: true, what: 'a resource control policy' },
};

function quotaOf({ kind, resourceType }: LintSubject): Quota | undefined {
  if (kind !== 'resource') return quotas[kind];
  const most = kindOfType(resourceType)?.policy?.limit ?? 20_480;
  return { id: 'resource-policy-too-large', most, countsBlanks: true, what: 'the policy of such a resource' };
}

/** Access Analyzer does not know how an identity policy will be attached, so it warns from the largest quota on. */
const warnedSize = 10_240;

function largePolicy(subject: LintSubject): CheckFinding[] {
  const { kind, text, policy } = subject;
  if (identityKinds.has(kind)) {
    const size = policySize(text);
    if (size < warnedSize) return [];
    const message = `The policy has ${size.toLocaleString('en-US')} characters without white space. IAM saves at most 6,144 in a managed policy, and 10,240 in all inline policies of a role.`;
    return [{ id: 'policy-too-large', span: policy.span, message }];
  }
  const quota = quotaOf(subject);
  if (!quota) return [];
  const { id, most, countsBlanks = false, what } = quota;
  const size = countsBlanks ? text.length : policySize(text);
  if (size <= most) return [];
  const message = `The policy has ${size.toLocaleString('en-US')} characters. AWS saves at most ${most.toLocaleString('en-US')} in ${what}.`;
  return [{ id, span: policy.span, message }];
}

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
const removing = ({ index }: CheckedStatement, { policy, text }: LintSubject): { readonly fix?: LintFix } =>
  policy.statements.length > 1 && policy.isList ? removeStatement(text, index) : {};

const isEmptyList = (node: JsonNode | undefined): boolean =>
  node?.kind === 'array' && node.items.length === 0;

const emptyLists: StatementCheck = (statement, subject) =>
  (['Action', 'NotAction', 'Resource', 'NotResource'] as const).flatMap((name): CheckFinding[] => {
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
  return ['Principal', 'NotPrincipal'].flatMap((name): CheckFinding[] => {
    const node = memberOf(statement.json, name)?.value;
    if (node?.kind !== 'object') return [];
    const fix = removing(statement, subject);
    if (node.members.length === 0) {
      const message = `${name} names nobody, so the statement has no effect.`;
      return [{ ...found('empty-object-principal', node.span, message), ...fix }];
    }
    const hasOthers = node.members.some(({ value }) => !isEmptyList(value));
    return node.members.flatMap(({ name: type, nameSpan, value }): CheckFinding[] => {
      if (!isEmptyList(value)) return [];
      const message = `The list of ${type} is empty: it names nobody.`;
      const span = { start: nameSpan.start, end: value.span.end };
      const drop = { label: `Remove ${type}`, apply: () => withoutSpan(subject.text, span) };
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
  const fix = { label: 'Remove the empty Sid', apply: () => withoutSpan(text, span) };
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
