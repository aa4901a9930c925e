/**
 * Regular delivery of the credential report into the account's inbox, an extension. Moving the clock delivers
 * the reports that it passes; `DeliverReports` delivers those that become due by themselves.
 */

import { created, deleted, replaced } from '../../model/world/change.ts';
import { unsafeEntityId } from '../../model/ids.ts';
import type { ReportFormat, ReportFrequency } from '../../model/records/lists.ts';
import type { ReportScheduleRecord } from '../../model/records/jobs.ts';
import { isoSeconds } from '../../model/request/request.ts';
import { deliveries, nextDue } from '../../reports/deliveries.ts';
import { fail } from '../errors/codes.ts';
import { type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { accountMeant } from './accounts.ts';

interface PutReportScheduleInput {
  /** If absent, the caller's account is meant. */
  readonly Account?: string;
  readonly Frequency: ReportFrequency;
  readonly Format: ReportFormat;
  readonly IncludeServiceLinkedRoles?: boolean;
}

const putSchedule = playgroundOperation<PutReportScheduleInput>('PutReportSchedule', (call) => {
  const found = accountMeant(call, call.params.Account);
  if (!found.ok) return found;
  const account = found.value;
  const { Frequency, Format, IncludeServiceLinkedRoles = false } = call.params;
  const before = call.world.reportSchedules.get(account.id);
  const after: ReportScheduleRecord = {
    id: unsafeEntityId(account.id),
    account: account.id,
    frequency: Frequency,
    format: Format,
    serviceLinkedRoles: IncludeServiceLinkedRoles,
    since: call.now,
  };
  const response = { NextDelivery: isoSeconds(nextDue(Frequency, call.env.now)) };
  return done(
    response,
    [before ? replaced('reportSchedules', before, after) : created('reportSchedules', after)],
    deliveries(call.world, call.env.now),
  );
});

const deleteSchedule = playgroundOperation<{ readonly Account?: string }>('DeleteReportSchedule', (call) => {
  const account = accountMeant(call, call.params.Account);
  if (!account.ok) return account;
  const before = call.world.reportSchedules.get(account.value.id);
  if (!before) return fail('NoSuchEntity', `Account ${account.value.id} has no report schedule.`);
  return done({}, [deleted('reportSchedules', before)], deliveries(call.world, call.env.now));
});

const deliver = playgroundOperation('DeliverReports', ({ world, env }) => {
  const marks = deliveries(world, env.now);
  return done({ Delivered: marks.filter(({ after }) => after !== undefined).length }, [], marks);
});

export const reportScheduleOperations: PlaygroundOperation[] = [putSchedule, deleteSchedule, deliver];
