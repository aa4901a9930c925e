/** The types of what there is to know of a check, whatever the document: its facts and its examples. */

import type { IssueCode } from '../policy/checks/issue-codes.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';

export type CheckFacts = {
  /** A title for a list, without a full stop: `The action does not exist`. */
  readonly title: string;
  readonly why: string;
  /** The page of AWS's documentation that says so; absent for a check with a code: AWS's reference of checks. */
  readonly source?: string;
  /** The kinds of policies that it reads; absent: all. */
  readonly kinds?: readonly PolicyKind[];
  /** AWS’s behaviour where its documentation says something else, or ours where AWS says nothing. */
  readonly note?: string;
  /** True for a check that AWS still documents and that cannot find anything any more; `note` says why. */
  readonly isRetired?: true;
} & (
  | { readonly code: IssueCode; readonly severity?: undefined }
  /** A check that AWS does not have. */
  | { readonly code?: undefined; readonly severity: 'warning' | 'suggestion' }
);

export type Facts = Readonly<Record<string, CheckFacts>>;

/** A policy as an object, or its text where the fault is in the text. */
export type CheckExampleDocument = object | string;

export interface CheckExample {
  /** The default is `identity-managed`. */
  readonly kind?: PolicyKind;
  /** AWS's type of the resource. */
  readonly resourceType?: string;
  /** The check finds something; absent only for a retired check. */
  readonly bad?: CheckExampleDocument;
  readonly good: CheckExampleDocument;
  /** It looks like a fault and is none: the check is silent. */
  readonly near: CheckExampleDocument;
  readonly nearBecause: string;
}

export type Examples = Readonly<Record<string, CheckExample>>;

export const exampleText = (document: CheckExampleDocument): string =>
  typeof document === 'string' ? document : JSON.stringify(document, null, 2);
