/** The credential report: AWS's columns, byte for byte, frozen when its generation starts. */

import { type Change, created, replaced } from '#core/model/world/change.ts';
import type { CredentialReportRecord } from '#core/model/records/jobs.ts';
import { isJobDone, polled, reportLifetimeMs } from '#core/model/world/dates.ts';
import { credentialReportCsv } from '#core/reports/credential-report.ts';
import { base64, bytesOfText } from '../../base64.ts';
import { fail } from '../../errors/codes.ts';
import { type Operation, done } from '../../operation.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { accountOperation } from '../entities.ts';
import { rootId } from '../credentials/owners.ts';

const isOld = ({ createDate }: CredentialReportRecord, now: number): boolean =>
  now - Date.parse(createDate) > reportLifetimeMs;

const generate = accountOperation('GenerateCredentialReport', (call) => {
  const { world, account, env, now } = call;
  const before = world.credentialReports.get(account.id);
  if (before && !isOld(before, env.now)) {
    if (isJobDone(before, env.now)) return done({ State: 'COMPLETE' });
    return done({ State: 'INPROGRESS' }, [], [polled('credentialReports', before)]);
  }
  const report: CredentialReportRecord = {
    id: rootId(call),
    account: account.id,
    createDate: now,
    polls: 0,
    content: credentialReportCsv(world, account),
  };
  const change: Change = before
    ? replaced('credentialReports', before, report)
    : created('credentialReports', report);
  return done({ State: 'STARTED', ...(before ? {} : { Description: errorTexts.noReportYet }) }, [change]);
});

const get = accountOperation('GetCredentialReport', ({ world, account, env }) => {
  const report = world.credentialReports.get(account.id);
  if (!report) return fail('ReportNotPresent', unverifiedTexts.reportNotPresent);
  if (isOld(report, env.now)) return fail('ReportExpired', unverifiedTexts.reportExpired);
  if (!isJobDone(report, env.now)) {
    const failure = fail('ReportInProgress', unverifiedTexts.reportInProgress);
    return { ...failure, marks: [polled('credentialReports', report)] };
  }
  return done({
    Content: base64(bytesOfText(report.content)),
    ReportFormat: 'text/csv',
    GeneratedTime: report.createDate,
  });
});

export const credentialReportOperations: Operation[] = [generate, get];
