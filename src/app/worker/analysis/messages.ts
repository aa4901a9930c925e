/**
 * The messages between the page and the analysis worker: rows of the world, AWS's reference, questions and answers. All of
 * it is plain data. Both come from one build, but an offline copy may start an older worker, so each names its version.
 */

import type { AccountConsequences } from '../../../core/analysis/consequences/consequence.ts';
import type { EffectivePermissions } from '../../../core/analysis/effective/permission.ts';
import type { Caller } from '../../../core/analysis/layers/principal-layers.ts';
import type { Question } from '../../../core/authz/authorize.ts';
import type { AccountId } from '../../../core/model/ids.ts';
import type { TableName } from '../../../core/model/records/tables.ts';
import type { ServiceInfo } from '../../../core/model/service-reference.ts';
import type { Change } from '../../../core/model/world/change.ts';
import type { Thrown } from '../../../core/model/thrown.ts';
import type { WhoCanQuestion } from '../../../core/query/ask/who-can.ts';
import type { AskedMatrix, MatrixCodes } from '../../../core/query/matrix/cells.ts';
import type { AccountChecks } from '../../../core/query/policies/checks/account-checks.ts';
import type { MissingFile } from '../../../core/query/settle/settle.ts';
import type { AskedCounts, AskedReach, AskedWays, ReachFound, WayCount, WaysFound } from './ways.ts';
import type { WhoCanColumns } from './who-can-columns.ts';

export const analysisVersion = 10;

interface Message {
  readonly version: typeof analysisVersion;
}

/** Every kind of question, with what it asks and what answers it. */
interface Kinds {
  'who-can': {
    readonly asks: {
      readonly account: AccountId;
      readonly question: WhoCanQuestion;
      /** Names the list of principals that the page has. */
      readonly known?: string | undefined;
    };
    readonly answer: WhoCanColumns;
  };
  effective: {
    readonly asks: { readonly caller: Caller };
    readonly answer: EffectivePermissions;
  };
  /** Compares the world with what the changes would make of it. */
  consequences: {
    readonly asks: {
      readonly changes: readonly Change[];
      /** Every principal is looked at to the end, however long it takes. */
      readonly isLong?: boolean | undefined;
    };
    readonly answer: AccountConsequences;
  };
  matrix: {
    readonly asks: AskedMatrix & { readonly account: AccountId };
    readonly answer: readonly MatrixCodes[];
  };
  /** Finds what would settle a call, by the permissions that it needs. */
  settle: {
    readonly asks: { readonly questions: readonly Question[] };
    readonly answer: readonly MissingFile[];
  };
  /** Finds ways to administrator or to a resource. */
  ways: {
    readonly asks: AskedWays;
    readonly answer: WaysFound;
  };
  /** Counts the ways of several principals. */
  'way-counts': {
    readonly asks: AskedCounts;
    readonly answer: readonly WayCount[];
  };
  /** Finds all that one principal could become or reach. */
  reach: {
    readonly asks: AskedReach;
    readonly answer: ReachFound;
  };
  /** Checks all policies of an account. The worker must know every service of AWS. */
  'policy-checks': {
    readonly asks: { readonly account: AccountId };
    readonly answer: AccountChecks;
  };
}
export type AnalysisKind = keyof Kinds;
export type Asks<K extends AnalysisKind> = Kinds[K]['asks'];
export type AnswerTo<K extends AnalysisKind> = Kinds[K]['answer'];

export type AnalysisQuestion<K extends AnalysisKind = AnalysisKind> = {
  readonly [One in K]: {
    readonly kind: One;
    readonly asks: Asks<One>;
    /** The simulated time, in milliseconds. */
    readonly now: number;
  };
}[K];

/** A row as it is now; without it, the row is gone. A row that goes and comes back in one list moves to the end. */
export interface RowChange {
  readonly table: TableName;
  readonly id: string;
  readonly row?: unknown;
}

export type ToAnalysis = Message &
  (
    | { readonly kind: 'rows'; readonly changes: readonly RowChange[] }
    /** All rows of the world were sent. */
    | { readonly kind: 'whole' }
    | { readonly kind: 'services'; readonly services: readonly ServiceInfo[] }
    | { readonly kind: 'ask'; readonly id: number; readonly question: AnalysisQuestion }
    | { readonly kind: 'cancel'; readonly id: number }
  );

export type FromAnalysis = Message &
  /** The worker runs, and takes rows. */
  (
    | { readonly kind: 'ready' }
    /** The replica stands: questions are answered from now on. */
    | { readonly kind: 'stands' }
    /** A number from 0 to 1. */
    | { readonly kind: 'progress'; readonly id: number; readonly done: number }
    | { readonly kind: 'answer'; readonly id: number; readonly answer: AnswerTo<AnalysisKind> }
    /** A bug in the worker, or a message of another version. */
    | { readonly kind: 'broken'; readonly thrown: Thrown }
  );

/** Returns the message if it is of this version, else the version that it claims. */
export function readAnalysisMessage<T extends ToAnalysis | FromAnalysis>(
  data: unknown,
): T | { readonly version: unknown; readonly kind: 'foreign' } {
  const version = (data as { version?: unknown } | null)?.version;
  return version === analysisVersion ? (data as T) : { version, kind: 'foreign' };
}
