/** What goes into and comes out of reading the files of a real account. */

import { type AccountId } from '../../core/model/ids.ts';
import { type Membership } from '../../core/model/records/organization.ts';
import { type Reference } from '../../core/model/service-reference.ts';
import { type Place } from '../json/position.ts';
import { type WorldRecords } from '../world-records.ts';

export interface ImportFile {
  /** As the person gave it; names the file in messages. */
  readonly name: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Where AWS managed policies come from that the files name but do not hold. */
  readonly reference: Reference;
  /** Without an account of its own a file is refused, unless it is for a world that has one: its accounts. */
  readonly into?: ReadonlySet<string>;
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
      /** Of accounts in the files; organization and resources also where those name accounts that are not. */
      readonly records: WorldRecords;
      /** Places in the organization of accounts that the files do not hold: for those that a world may have. */
      readonly memberships: ReadonlyMap<AccountId, Membership>;
      /** What was decided, filled in or is not known; a sentence each. */
      readonly notices: readonly string[];
    }
  | { readonly ok: false; readonly problem: ImportProblem };
