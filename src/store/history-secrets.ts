/**
 * Keeps secrets out of history and journal. A change of the secrets table is written without the secret,
 * which goes into a row of `retired` with the same number and is deleted with the batch. So code that reads
 * or shows history rows has nothing to hide; undo puts both together again.
 */

import type { Change, ChangeOf } from '../core/model/world/change.ts';
import type { SecretRecord } from '../core/model/records/credentials.ts';
import { defined } from '../core/model/defined.ts';

export type Log = 'history' | 'journal';

export type SecretReference = Pick<SecretRecord, 'id' | 'account' | 'kind'>;

export interface SealedSecretChange {
  readonly table: 'secrets';
  readonly id: string;
  readonly before?: SecretReference;
  readonly after?: SecretReference;
}

export type SealedChange = Exclude<Change, ChangeOf<'secrets'>> | SealedSecretChange;

/** The secrets of one batch, in the order of its changes of the secrets table. */
export interface RetiredRow {
  readonly workspace: string;
  readonly log: Log;
  /** Position of the batch, or revision of the journal row. */
  readonly at: number;
  readonly secrets: readonly Pick<ChangeOf<'secrets'>, 'before' | 'after'>[];
}

const isOfSecrets = (change: Change): change is ChangeOf<'secrets'> => change.table === 'secrets';

export interface Sealed {
  readonly changes: readonly SealedChange[];
  readonly secrets: RetiredRow['secrets'];
}

export function seal(changes: readonly Change[]): Sealed {
  const secrets: Pick<ChangeOf<'secrets'>, 'before' | 'after'>[] = [];
  const sealed = changes.map((change): SealedChange => {
    if (!isOfSecrets(change)) return change;
    const { table, id, before, after } = change;
    secrets.push({ ...defined({ before, after }) });
    return {
      table,
      id,
      ...(before ? { before: reference(before) } : {}),
      ...(after ? { after: reference(after) } : {}),
    };
  });
  return { changes: sealed, secrets };
}

const reference = ({ id, account, kind }: SecretRecord): SecretReference => ({ id, account, kind });

/** Returns the original changes; `undefined` when one of their secrets is missing. */
export function unseal(
  changes: readonly SealedChange[],
  secrets: RetiredRow['secrets'] = [],
): Change[] | undefined {
  const rest = [...secrets];
  const whole: Change[] = [];
  for (const change of changes) {
    if (change.table !== 'secrets') whole.push(change);
    else {
      const kept = rest.shift();
      if (!kept || !fits(change.before, kept.before) || !fits(change.after, kept.after)) return undefined;
      whole.push({ table: 'secrets', id: change.id, ...kept });
    }
  }
  return whole;
}

const fits = (sealed: SecretReference | undefined, kept: SecretRecord | undefined): boolean =>
  sealed?.id === kept?.id && sealed?.kind === kept?.kind;
