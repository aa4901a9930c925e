/** The calls of the `playground` service; their shapes are in model.ts. */

import { playgroundAccountOperations, accountStateOperations } from './accounts.ts';
import { clockOperations } from './clock.ts';
import { importOperations } from './import-account.ts';
import { playgroundMfaDeviceOperations } from './mfa-devices.ts';
import { oidcKeyOperations, outsideOperations } from './outside.ts';
import type { ConsoleOperation, PlaygroundOperation } from '../operation.ts';
import { registerPasskey } from './passkeys.ts';
import { reportScheduleOperations } from './report-schedules.ts';
import { resourceOperations } from './resources.ts';
import { reviewOperations } from './reviews.ts';
import { silenceOperations } from './silences.ts';

export const playgroundOperations: ReadonlyMap<string, PlaygroundOperation> = new Map(
  [
    ...playgroundAccountOperations,
    ...accountStateOperations,
    ...importOperations,
    ...resourceOperations,
    ...playgroundMfaDeviceOperations,
    ...clockOperations,
    ...reviewOperations,
    ...silenceOperations,
    ...reportScheduleOperations,
    ...oidcKeyOperations,
    ...outsideOperations,
  ].map((operation) => [operation.name, operation]),
);

export const consoleOperations: ReadonlyMap<string, ConsoleOperation> = new Map([
  [registerPasskey.operation.name, registerPasskey],
]);
