import { type AccountId } from '../../core/model/ids.ts';
import { type Reference } from '../../core/model/reference.ts';
import { type Place } from '../json-place.ts';
import { type WorldRecords } from '../world-records.ts';

/** What goes into and comes out of reading the files of a real account. */
export interface ImportFile {
  /** As the person gave it; names the file in messages. */
  readonly name: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Where AWS managed policies come from that the files name but do not hold. */
  readonly reference: Reference;
}

export interface ImportProgress {
  /** What is being done, in a few words. */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export interface ImportedAccount {
  readonly id: AccountId;
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  /** Customer managed policies. */
  readonly policies: number;
}

export interface ImportProblem {
  readonly message: string;
  readonly file: string;
  readonly place: {
    /** `UserDetailList[3].Arn`; `the file` for the whole. */
    readonly path: string;
  } & Place;
}

export type ImportResult =
  | {
      readonly ok: true;
      readonly accounts: readonly ImportedAccount[];
      readonly records: WorldRecords;
      /** What was decided, filled in or is not known; a sentence each. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problem: ImportProblem };
