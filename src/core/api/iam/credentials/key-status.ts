/** The status that a call may give a credential; the model's enum has `Expired` too, which only time gives. */

import { type KeyStatus, keyStatuses } from '../../../model/records/lists.ts';
import type { AwsError } from '../../../model/request/request.ts';
import { type Result, ok } from '../../../model/result.ts';
import { fail } from '../../errors/codes.ts';
import { unverifiedTexts } from '../../errors/texts.ts';

export function keyStatus(wanted: string): Result<KeyStatus, AwsError> {
  const status = keyStatuses.find((one) => one === wanted);
  return status === undefined
    ? fail('ValidationError', unverifiedTexts.statusOfTimeOnly(wanted))
    : ok(status);
}
