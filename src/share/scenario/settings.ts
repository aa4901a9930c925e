/** Account settings in a scenario: account and billing pages, sign-in extensions, the report schedule. */

import { type AccountId, unsafeEntityId } from '../../core/model/ids.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type { World } from '../../core/model/world/world.ts';
import { defined } from '../../core/model/schema/members.ts';
import type { MutableRecords } from '../world-records.ts';
import type { ScenarioSettings } from './format/account.ts';

type OwnSettings = Omit<ScenarioSettings, 'reportSchedule'>;

/** Returns the settings that are in the account's own row, and have the same form in a file. */
export const accountSettingsOf = ({
  settings,
  signInExtensions,
  globalEndpointTokenVersion,
  outboundFederation,
}: OwnSettings): OwnSettings =>
  defined({ settings, signInExtensions, globalEndpointTokenVersion, outboundFederation });

export function scheduleRecord(
  { reportSchedule }: ScenarioSettings,
  account: AccountId,
  records: MutableRecords,
): void {
  if (reportSchedule) {
    records.reportSchedules.push({ id: unsafeEntityId(account), account, ...reportSchedule });
  }
}

export function writtenSettings(world: World, account: AccountRecord): ScenarioSettings {
  const { id: _, account: __, ...reportSchedule } = world.reportSchedules.get(account.id) ?? {};
  return {
    ...accountSettingsOf(account),
    ...('since' in reportSchedule ? { reportSchedule } : {}),
  };
}
