/** Credentials in a scenario. For secrets that the file leaves out, new and unknown ones are made. */

import { keyStatuses } from '#core/model/records/lists.ts';
import { mapOf, members, optional } from '#core/model/schema/members.ts';
import { flag, items, matching, oneOf, type Stated, whole } from '#core/model/schema/words.ts';
import { about, date, name, path, tags } from './parts.ts';

const accessKey = members({
  id: optional(matching(/^AKIA[A-Z0-9]{12,124}$/, 'an access key id (`AKIA…`)')),
  secretAccessKey: optional(
    about(matching(/^[A-Za-z0-9+/]{40}$/, 'a secret of 40'), 'Made anew where it is left out'),
  ),
  status: optional(oneOf(keyStatuses)),
  createDate: optional(date),
  statusDate: optional(date),
});
export interface ScenarioAccessKey extends Stated<typeof accessKey> {}

export const mfaDevice = members({
  /** Name of a virtual device or a passkey (with its random end); the serial number of a hardware token. */
  name,
  hardware: optional(flag),
  passkey: optional(
    about(flag, 'A passkey or security key of a user (path `/user/NAME/`) or of root (path `/root/`)'),
  ),
  certifications: optional(
    about(
      mapOf(matching(/^L[1-4](?:plus)?$/, 'a level like `L1`')),
      "Levels that a passkey's authenticator is certified for: `FIDO` → `L1`",
    ),
  ),
  path: optional(path),
  seed: optional(
    about(matching(/^[A-Z2-7]{26,128}$/, 'a seed in base32'), 'Base32; made anew where it is left out'),
  ),
  enableDate: optional(date),
  /** The date on which it was enabled, if absent. */
  createDate: optional(date),
  offset: optional(about(whole(-100_000, 100_000), 'Time steps of 30 s by which its clock is ahead')),
  tags,
});
export interface ScenarioMfaDevice extends Stated<typeof mfaDevice> {}

export const credentials = {
  console: optional(
    about(
      members({
        password: optional(matching(/^[ -ÿ]{1,128}$/, 'a password')),
        passwordResetRequired: optional(flag),
        createDate: optional(date),
        passwordDate: optional(date),
      }),
      'Console access. Without a password one is made that nobody knows',
    ),
  ),
  accessKeys: items(accessKey),
  mfaDevices: items(mfaDevice),
};
export const rootCredentials = members(credentials);
export interface ScenarioCredentials extends Stated<typeof rootCredentials> {}
