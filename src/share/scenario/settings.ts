/** Account settings in a scenario: account and billing pages, sign-in extensions, the report schedule. */

import { alternateContactTypes, type AccountSettings } from '../../core/model/records/account-settings.ts';
import { type AccountId, unsafeEntityId } from '../../core/model/ids.ts';
import type { AccountRecord, SignInExtensions } from '../../core/model/records/tables.ts';
import { reportFormats, reportFrequencies } from '../../core/model/records/report-schedules.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioAccount } from './format.ts';
import { date, given, record } from './members.ts';
import { type Shape } from '../json/shape.ts';
import type { MutableRecords } from '../world-records.ts';

type Settings = Pick<
  ScenarioAccount,
  'settings' | 'signInExtensions' | 'globalEndpointTokenVersion' | 'outboundFederation' | 'reportSchedule'
>;
export const settingMembers = [
  ...['settings', 'signInExtensions', 'globalEndpointTokenVersion', 'outboundFederation', 'reportSchedule'],
];

/** `https://{uuid}` before the domain of AWS's issuers (Y-02). */
const outboundIssuer = /^https:\/\/[\da-f-]{36}\.tokens\.sts\.global\.api\.aws$/;

export const settingsShape = (shape: Shape): Settings => ({
  ...given(shape, 'settings', accountSettings),
  ...given(shape, 'signInExtensions', signInExtensions),
  ...given(shape, 'globalEndpointTokenVersion', (value) => (value.whole(1, 2) === 1 ? 1 : 2)),
  ...given(shape, 'outboundFederation', (federation) => {
    federation.only('issuer', 'enabled');
    return {
      issuer: federation.member('issuer').matching(outboundIssuer, 'an issuer of AWS'),
      enabled: federation.member('enabled').flag(),
    };
  }),
  ...given(shape, 'reportSchedule', (schedule) => {
    schedule.only('frequency', 'format', 'serviceLinkedRoles', 'since');
    return {
      frequency: schedule.member('frequency').oneOf(reportFrequencies),
      format: schedule.member('format').oneOf(reportFormats),
      serviceLinkedRoles: schedule.member('serviceLinkedRoles').flag(),
      since: date(schedule.member('since')),
    };
  }),
});

function accountSettings(shape: Shape): AccountSettings {
  shape.only('contact', 'alternateContacts', 'optInRegions', 'iamAccessToBilling', 'closedDate');
  return {
    ...given(shape, 'contact', (value) => record(value, (member) => member.text())),
    ...given(shape, 'alternateContacts', (value) => {
      value.only(...alternateContactTypes);
      return record(value, (contact) => {
        contact.only('name', 'title', 'emailAddress', 'phoneNumber');
        const text = (member: string) => contact.member(member).text();
        const [name, title] = [text('name'), text('title')];
        return { name, title, emailAddress: text('emailAddress'), phoneNumber: text('phoneNumber') };
      });
    }),
    ...given(shape, 'optInRegions', (value) =>
      value.list().map((region) => region.matching(/^[a-z0-9-]{4,30}$/, 'a region like `af-south-1`')),
    ),
    ...(shape.optional('iamAccessToBilling')?.flag() ? { iamAccessToBilling: true } : {}),
    ...given(shape, 'closedDate', date),
  };
}

function signInExtensions(shape: Shape): SignInExtensions {
  shape.only('maximumPasswordLength', 'lockout');
  return {
    ...given(shape, 'maximumPasswordLength', (value) => value.whole(6, 128)),
    ...given(shape, 'lockout', (lockout) => {
      lockout.only('attempts', 'minutes');
      return {
        attempts: lockout.member('attempts').whole(1, 1000),
        minutes: lockout.member('minutes').whole(1, 100_000),
      };
    }),
  };
}

/** Returns the settings that are in the account's own row. */
export const accountSettingsOf = ({
  settings,
  signInExtensions,
  globalEndpointTokenVersion,
  outboundFederation,
}: Settings): Pick<
  AccountRecord,
  'settings' | 'signInExtensions' | 'globalEndpointTokenVersion' | 'outboundFederation'
> => ({
  ...(settings === undefined ? {} : { settings }),
  ...(signInExtensions === undefined ? {} : { signInExtensions }),
  ...(globalEndpointTokenVersion === undefined ? {} : { globalEndpointTokenVersion }),
  ...(outboundFederation === undefined ? {} : { outboundFederation }),
});

export function scheduleRecord(
  { reportSchedule }: Settings,
  account: AccountId,
  records: MutableRecords,
): void {
  if (reportSchedule) {
    records.reportSchedules.push({ id: unsafeEntityId(account), account, ...reportSchedule });
  }
}

export function writtenSettings(world: World, account: AccountRecord): Settings {
  const schedule = world.reportSchedules.get(account.id);
  if (!schedule) return accountSettingsOf(account);
  const { frequency, format, serviceLinkedRoles, since } = schedule;
  return {
    ...accountSettingsOf(account),
    reportSchedule: { frequency, format, serviceLinkedRoles, since },
  };
}
