/**
 * The syntax tree of a policy document (G-06). Every node keeps where it stands in the text, so
 * that checks, traces and the editor can all point at the same characters. The tree keeps what the author
 * chose (a bare string or a list, G-12), so that printing gives it back.
 */
export interface Span {
  /** Character offsets in the policy text: [start, end). */
  readonly start: number;
  readonly end: number;
}

export interface Text {
  readonly value: string;
  readonly span: Span;
}

/** One string or a list of strings; numbers and booleans stand in their string form. */
export interface TextList {
  readonly items: readonly Text[];
  /** True where the author wrote a JSON array. */
  readonly isList: boolean;
  readonly span: Span;
}

export const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof principalTypes)[number];

export interface PrincipalEntry extends Text {
  readonly type: PrincipalType;
}

export interface PrincipalBlock {
  readonly span: Span;
  /** Written as the bare string `"*"`; the entries then hold that one as type AWS. */
  readonly isBare: boolean;
  readonly groups: readonly { readonly type: PrincipalType; readonly values: TextList }[];
  /** All values of all groups, in document order. */
  readonly entries: readonly PrincipalEntry[];
}

/** One operator applied to one key: `{"StringLike": {"aws:username": ["a*"]}}`. */
export interface ConditionTest {
  readonly operator: Text;
  readonly key: Text;
  readonly values: TextList;
}

export type Effect = 'Allow' | 'Deny';

export interface StatementSyntax {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly span: Span;
  readonly sid?: Text;
  readonly effect: Effect;
  readonly principal?: PrincipalBlock;
  readonly notPrincipal?: PrincipalBlock;
  readonly action?: TextList;
  readonly notAction?: TextList;
  readonly resource?: TextList;
  readonly notResource?: TextList;
  /**
   * In document order; tests of one operator stand together, and an operator without keys tests nothing.
   * Absent where there is no Condition.
   */
  readonly conditions?: readonly ConditionTest[];
}

export interface PolicySyntax {
  readonly text: string;
  readonly span: Span;
  readonly version?: Text;
  readonly id?: Text;
  readonly statements: readonly StatementSyntax[];
  /** False where `Statement` is one object instead of an array (G-11). */
  readonly isList: boolean;
}

/** The version whose variables are substituted (G-20, C-60). */
export const versionWithVariables = '2012-10-17';
/** What a document without `Version` means. */
export const defaultVersion = '2008-10-17';
