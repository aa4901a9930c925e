/**
 * A document for the save-time checks: JSON of the right shape whose values are not yet checked. Every fault
 * found here is AWS's `Syntax errors in policy.` (M-1), which says no more; the detail is ours.
 */

import type { JsonMember, JsonNode, JsonObject } from '../syntax/json.ts';
import type { IssueCode } from './issue-codes.ts';
import type { PolicyKind, ReportProblem } from './problem.ts';
import { isConditionOperator, parseOperator } from '../operator-names.ts';
import {
  principalTypes,
  type ConditionTest,
  type PrincipalEntry,
  type PrincipalType,
  type Span,
  type Text,
  type TextList,
} from '../syntax/tree.ts';

export interface DocumentDraft {
  readonly span: Span;
  readonly version?: Text;
  readonly statements: readonly DraftStatement[];
}

export interface DraftStatement {
  readonly span: Span;
  readonly sid?: Text;
  /** May still be in the wrong case (G-15). */
  readonly effect: Text;
  readonly principal?: DraftPrincipals;
  readonly notPrincipal?: DraftPrincipals;
  readonly actions: readonly Text[];
  readonly notActions: readonly Text[];
  readonly resources: readonly Text[];
  readonly notResources: readonly Text[];
  /** True when there is an Action or a NotAction. */
  readonly hasActions: boolean;
  readonly hasResources: boolean;
  readonly conditions: readonly ConditionTest[];
  /** The spans of empty lists, by element. */
  readonly empty: ReadonlyMap<string, Span>;
  readonly spans: ReadonlyMap<string, Span>;
}

export interface DraftPrincipals {
  readonly span: Span;
  /** True for `"*"` without braces, which a trust policy must not have (W-12). */
  readonly isBare?: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export const elementNames = {
  policy: ['Version', 'Id', 'Statement'],
  statement: [
    'Sid',
    'Effect',
    'Principal',
    'NotPrincipal',
    'Action',
    'NotAction',
    'Resource',
    'NotResource',
    'Condition',
  ],
} as const;

const policyMembers: ReadonlySet<string> = new Set(elementNames.policy);
const statementMembers: ReadonlySet<string> = new Set(elementNames.statement);

/** Reads the shape and reports all its faults; `undefined` when there is a fault. */
export function documentDraftOf(
  root: JsonNode,
  kind: PolicyKind,
  report: ReportProblem,
): DocumentDraft | undefined {
  const reader = new Reader(kind, report);
  const draft = reader.draft(root);
  return reader.isSound ? draft : undefined;
}

class Reader {
  isSound = true;
  readonly #kind: PolicyKind;
  readonly #report: ReportProblem;

  constructor(kind: PolicyKind, report: ReportProblem) {
    this.#kind = kind;
    this.#report = report;
  }

  draft(root: JsonNode): DocumentDraft | undefined {
    const object = this.#object(root, 'a policy');
    if (!object) return undefined;
    const members = this.#members(object, policyMembers);
    const version = this.#word(members.get('Version'));
    if (version && !['2012-10-17', '2008-10-17'].includes(version.value)) {
      this.#wrong(
        version.span,
        `there is no version \`${version.value}\`; write \`2012-10-17\``,
        'INVALID_VERSION',
      );
    }
    const id = this.#word(members.get('Id'));
    if (id && takesNoId.has(this.#kind))
      this.#wrong(id.span, 'a control policy of an organization has no `Id`; remove it');
    const statement = members.get('Statement')?.value;
    if (!statement) {
      this.#wrong(object.span, 'the policy has no `Statement`; add one', 'MISSING_STATEMENT');
      return undefined;
    }
    const nodes = statement.kind === 'array' ? statement.items : [statement];
    if (nodes.length === 0)
      this.#wrong(statement.span, '`Statement` is empty; add a statement', 'MISSING_STATEMENT');
    const statements = nodes.map((node) => this.#statement(node)).filter((each) => each !== undefined);
    return { span: object.span, ...(version && { version }), statements };
  }

  #statement(node: JsonNode): DraftStatement | undefined {
    const object = this.#object(node, 'a statement');
    if (!object) return undefined;
    const members = this.#members(object, statementMembers);
    for (const name of ['Principal', 'Action', 'Resource']) {
      const other = members.get(`Not${name}`);
      if (other && members.has(name))
        this.#wrong(
          other.nameSpan,
          `\`${name}\` and \`Not${name}\` exclude each other`,
          'UNSUPPORTED_ELEMENT_COMBINATION',
        );
    }
    const sid = this.#word(members.get('Sid'));
    const effect = this.#effect(members.get('Effect'), object);
    const principal = this.#principals(members.get('Principal'));
    const notPrincipal = this.#principals(members.get('NotPrincipal'));
    const [actions, notActions] = [this.#list(members.get('Action')), this.#list(members.get('NotAction'))];
    const [resources, notResources] = [
      this.#list(members.get('Resource')),
      this.#list(members.get('NotResource')),
    ];
    return {
      span: object.span,
      ...(sid && { sid }),
      effect,
      ...(principal && { principal }),
      ...(notPrincipal && { notPrincipal }),
      actions,
      notActions,
      resources,
      notResources,
      hasActions: actions.length + notActions.length > 0,
      hasResources: resources.length + notResources.length > 0,
      conditions: this.#conditions(members.get('Condition')),
      empty: new Map(
        [...members].flatMap(([name, { value }]) =>
          value.kind === 'array' && value.items.length === 0 ? [[name, value.span] as const] : [],
        ),
      ),
      spans: new Map([...members].map(([name, member]) => [name, member.nameSpan])),
    };
  }

  #effect(member: JsonMember | undefined, statement: JsonObject): Text {
    const effect = this.#word(member);
    if (!member)
      this.#wrong(statement.span, 'the statement has no `Effect`; write `Allow` or `Deny`', 'MISSING_EFFECT');
    else if (effect && !['allow', 'deny'].includes(effect.value.toLowerCase())) {
      this.#wrong(
        effect.span,
        `\`${effect.value}\` is no effect; write \`Allow\` or \`Deny\``,
        'INVALID_EFFECT',
      );
    }
    return effect ?? { value: '', span: statement.span };
  }

  #principals(member: JsonMember | undefined): DraftPrincipals | undefined {
    if (!member) return undefined;
    const { value: node } = member;
    // A policy that has no principals has none of any form.
    const unsupported = noPrincipals[this.#kind];
    if (node.kind === 'string') {
      if (node.value !== '*')
        this.#wrong(
          node.span,
          `\`"${member.name}"\` is \`"*"\` or an object`,
          unsupported ?? 'INVALID_PRINCIPAL_FORMAT',
        );
      const entries = [{ type: 'AWS', value: node.value, span: node.span } as const];
      return { span: member.nameSpan, isBare: true, entries };
    }
    if (node.kind === 'array') {
      const detail = `\`${member.name}\` is \`"*"\` or an object, no list`;
      this.#wrong(node.span, detail, unsupported ?? 'INVALID_PRINCIPAL_FORMAT');
      return undefined;
    }
    const object = this.#object(node, `\`${member.name}\``);
    const entries = (object?.members ?? []).flatMap((group) => {
      if (!isPrincipalType(group.name)) {
        this.#wrong(
          group.nameSpan,
          `\`${group.name}\` is no kind of principal; use ${principalTypes.join(', ')}`,
          unsupported ?? 'INVALID_PRINCIPAL_KEY',
        );
        return [];
      }
      const type = group.name;
      return this.#list(group).map((text) => ({ type, ...text }));
    });
    if (object && object.members.length === 0)
      this.#wrong(object.span, `\`${member.name}\` names nobody`, unsupported ?? 'EMPTY_OBJECT_PRINCIPAL');
    return { span: member.nameSpan, entries };
  }

  #conditions(member: JsonMember | undefined): ConditionTest[] {
    const block = member && this.#object(member.value, '`Condition`');
    return (block?.members ?? []).flatMap((operator) => {
      const keys = this.#object(operator.value, `\`${operator.name}\``)?.members ?? [];
      if (keys.length > 0 && !isConditionOperator(operator.name)) {
        const { base, ifExists } = parseOperator(operator.name);
        const isNull = base === 'null' && ifExists;
        this.#wrong(
          operator.nameSpan,
          isNull
            ? `\`Null\` takes no \`IfExists\`; write \`${operator.name.replace(/IfExists$/i, '')}\``
            : `there is no condition operator \`${operator.name}\``,
          isNull ? 'NULL_WITH_IF_EXISTS' : 'INVALID_CONDITION_OPERATOR',
        );
      }
      return keys.map((key) => ({
        operator: { value: operator.name, span: operator.nameSpan },
        key: { value: key.name, span: key.nameSpan },
        values: this.#values(key),
      }));
    });
  }

  #values(member: JsonMember): TextList {
    const { value: node } = member;
    const nodes = node.kind === 'array' ? node.items : [node];
    const items = nodes.flatMap((item) => {
      if (item.kind === 'string' || item.kind === 'number' || item.kind === 'boolean') {
        return [{ value: item.value, span: item.span }];
      }
      this.#wrong(
        item.span,
        `\`${member.name}\` must hold text, numbers, \`true\` or \`false\``,
        'DATA_TYPE_MISMATCH',
      );
      return [];
    });
    return { items, isList: node.kind === 'array', span: node.span };
  }

  /** Reads a string or a list of strings (G-12). */
  #list(member: JsonMember | undefined): Text[] {
    if (!member) return [];
    const nodes = member.value.kind === 'array' ? member.value.items : [member.value];
    return nodes.flatMap((node) => {
      if (node.kind === 'string') return [{ value: node.value, span: node.span }];
      this.#wrong(node.span, `\`${member.name}\` must hold strings`, 'DATA_TYPE_MISMATCH');
      return [];
    });
  }

  #word(member: JsonMember | undefined): Text | undefined {
    if (!member) return undefined;
    if (member.value.kind === 'string') return { value: member.value.value, span: member.value.span };
    this.#wrong(member.value.span, `\`${member.name}\` must be a string`, 'DATA_TYPE_MISMATCH');
    return undefined;
  }

  #members(object: JsonObject, known: ReadonlySet<string>): ReadonlyMap<string, JsonMember> {
    for (const { name, nameSpan } of object.members) {
      if (known.has(name)) continue;
      const meant = [...known].find((each) => each.toLowerCase() === name.toLowerCase());
      this.#wrong(
        nameSpan,
        `there is no element \`${name}\`${meant ? `; write \`${meant}\`` : ''}`,
        'INVALID_POLICY_ELEMENT',
      );
    }
    return new Map(object.members.map((member) => [member.name, member]));
  }

  #object(node: JsonNode, what: string): JsonObject | undefined {
    if (node.kind === 'object') return node;
    this.#wrong(node.span, `${what} must be a JSON object in \`{}\``, 'DATA_TYPE_MISMATCH');
    return undefined;
  }

  #wrong(span: Span, detail: string, issue?: IssueCode): void {
    this.isSound = false;
    this.#report('M-1', span, [], detail, issue);
  }
}

/** W-11: IAM takes an `Id` in its own policies too. */
const takesNoId: ReadonlySet<PolicyKind> = new Set(['scp', 'rcp']);

/** The codes of an element that such a policy does not have. */
export const noPrincipals: Readonly<Partial<Record<PolicyKind, IssueCode>>> = {
  'identity-managed': 'UNSUPPORTED_PRINCIPAL',
  'identity-inline': 'UNSUPPORTED_PRINCIPAL',
  boundary: 'UNSUPPORTED_PRINCIPAL',
  session: 'UNSUPPORTED_PRINCIPAL',
  scp: 'SCP_SYNTAX_ERROR_PRINCIPAL',
};

const isPrincipalType = (name: string): name is PrincipalType =>
  (principalTypes as readonly string[]).includes(name);
