/**
 * The syntax tree of a policy document (G-06). Every node has its span in the text, so that checks, traces
 * and the editor point at the same characters. The tree also has the author's choices (a string or a list,
 * G-12), so that printing gives them back.
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

/** One string or a list of strings. Numbers and booleans have their string form. */
export interface TextList {
  readonly items: readonly Text[];
  /** True when the author wrote a JSON array. */
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
  /** Written as the bare string `"*"`. The entries then hold that one as type AWS. */
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
   * Absent: no Condition. Tests are in document order; tests of one operator follow each other, and an
   * operator without keys tests nothing.
   */
  readonly conditions?: readonly ConditionTest[];
}

export interface PolicySyntax {
  readonly text: string;
  readonly span: Span;
  readonly version?: Text;
  readonly id?: Text;
  readonly statements: readonly StatementSyntax[];
  /** False when `Statement` is one object instead of an array (G-11). */
  readonly isList: boolean;
}

/** The version whose variables are substituted (G-20, C-60). */
export const versionWithVariables = '2012-10-17';
/** The version of a document without `Version`. */
export const defaultLanguageVersion = '2008-10-17';
