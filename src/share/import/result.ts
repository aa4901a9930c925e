/** Input and result of reading the files of a real account. */

import type { AccountId } from '../../core/model/ids.ts';
import type { Membership } from '../../core/model/records/organization.ts';
import type { Result } from '../../core/model/result.ts';
import type { Reference } from '../../core/model/service-reference.ts';
import type { TextPosition } from '../json/position.ts';
import type { WorldRecords } from '../world-records.ts';

export interface ImportFile {
  /** Name that the person gave the file. Messages use it. */
  readonly name: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Source of AWS managed policies that the files name but do not hold. */
  readonly reference: Reference;
  /** Accounts of the world that the files are added to. Without it, files must hold an account. */
  readonly into?: ReadonlySet<string>;
}

export interface ImportProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export interface ImportedAccount {
  readonly id: AccountId;
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly policies: number;
}

export interface ImportProblem {
  readonly message: string;
  readonly file: string;
  /** The record that is left out, such as `user alice`; absent when the whole import is refused. */
  readonly subject?: string;
  readonly place: {
    /** A path such as `UserDetailList[3].Arn`; `the file` for the whole. */
    readonly path: string;
  } & TextPosition;
}

export interface Imported {
  readonly accounts: readonly ImportedAccount[];
  /** Rows of accounts in the files. Organization and resources may also be of other accounts. */
  readonly records: WorldRecords;
  /** Places in the organization of accounts that are not in the files, but may be in the world. */
  readonly memberships: ReadonlyMap<AccountId, Membership>;
  /** Sentences about what the import decided, filled in or does not know. */
  readonly notices: readonly string[];
  /** Records that cannot be read. They are not among `records`; a person must agree to that first. */
  readonly skipped: readonly ImportProblem[];
  readonly counts: readonly ImportCount[];
}

export const countedKinds = [
  'users',
  'groups',
  'roles',
  'policies',
  'attachments',
  'inline policies',
  'instance profiles',
  'resources',
  'passwords',
  'access keys',
  'MFA devices',
] as const;
export type CountedKind = (typeof countedKinds)[number];

export interface ImportCount {
  readonly kind: CountedKind;
  /** Number in the files; an entry that stands there twice counts once. */
  readonly found: number;
  readonly imported: number;
}

export interface ImportRefusal extends ImportProblem {
  /** Further records that cannot be read, when none can. */
  readonly others: readonly ImportProblem[];
}

export type ImportResult = Result<Imported, ImportRefusal>;
