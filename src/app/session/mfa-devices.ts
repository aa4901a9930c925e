/** Reads the codes that simulated MFA devices show. Views get the codes alone; seeds stay in the table of secrets. */

import { currentStep, totpCode } from '../../core/api/iam/credentials/totp.ts';
import type { MfaDeviceRecord } from '../../core/model/records/credentials.ts';
import type { Env } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import { defined } from '../../core/model/defined.ts';

export interface ShownDevice {
  readonly serial: string;
  /** The name of a virtual device, or the serial number of a token. */
  readonly name: string;
  readonly kind: MfaDeviceRecord['kind'];
  readonly clock: MfaDeviceRecord['clock'];
  /** The user's name, or `root`; absent while the device is not assigned. */
  readonly owner?: string;
  readonly account: string;
  readonly code: string;
  /** The code before it: enrolment wants two in a row. */
  readonly previous: string;
  readonly secondsLeft: number;
}

export interface WhichDevices {
  readonly serials?: readonly string[];
  /** Key of a user, or the account id for the root user. */
  readonly owner?: string;
  readonly kind?: MfaDeviceRecord['kind'];
}

const stepSeconds = 30;

export function shownDevices(
  world: World,
  clock: Pick<Env, 'now' | 'wallNow'>,
  { serials, owner, kind }: WhichDevices = {},
): ShownDevice[] {
  return [...world.mfaDevices.values()].flatMap((device) => {
    const secret = world.secrets.get(device.id);
    const wanted =
      (serials === undefined || serials.includes(device.id)) &&
      (owner === undefined || device.owner === owner) &&
      (kind === undefined || device.kind === kind);
    if (!wanted || secret?.kind !== 'totp') return [];
    const step = currentStep(device, clock) + device.offset;
    const time = device.clock === 'wall' ? (clock.wallNow ?? clock.now) : clock.now;
    const name = ownerName(world, device);
    return [
      {
        serial: device.id,
        name: device.name,
        kind: device.kind,
        clock: device.clock,
        account: device.account,
        ...defined({ owner: name }),
        code: totpCode(secret.base32, step),
        previous: totpCode(secret.base32, step - 1),
        secondsLeft: stepSeconds - (Math.floor(time / 1000) % stepSeconds),
      },
    ];
  });
}

function ownerName(world: World, { owner, account }: MfaDeviceRecord): string | undefined {
  if (owner === undefined) return undefined;
  return owner === (account as string) ? 'root' : world.users.get(owner)?.userName;
}
