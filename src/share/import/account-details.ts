/**
 * Reads the output of `aws iam get-account-authorization-details`, in one file, several pages, or list by
 * list (A-06, A-01…A-05). Returns a set of rows and the records that cannot be read, or why nothing can be.
 * It reads in steps, so that a worker can report progress and be cancelled.
 */

import type { AccountId } from '../../core/model/ids.ts';
import { defaultQuotas } from '../../core/model/quotas.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type { UnknownPart } from '../../core/model/records/lists.ts';
import { err, ok } from '../../core/model/result.ts';
import { runToEnd } from '../../core/model/steps.ts';
import { type DetailList, detailLists } from '../account-details-format.ts';
import { pathText, type Misfit } from '../../core/model/schema/fault.ts';
import { readShape, type JsonShape } from '../json/shape.ts';
import { Accounts } from './accounts.ts';
import { awsRefusals } from './aws-refusals.ts';
import { countsOf } from './counts.ts';
import { isReportCsv } from './credential-report.ts';
import { addCredentials, type ReportedCredentials } from './credentials.ts';
import { type Fault, located } from './faults.ts';
import { rawName } from './fields.ts';
import {
  noRoleSettings,
  notInFormat,
  organizationNotices,
  quotaNotice,
  reportNotices,
  resourceNotices,
  skippedNotice,
} from './notices.ts';
import { collectPages, collectReport, fileText, howToMake, noPages, type Pages, parseFile } from './pages.ts';
import type { ReadOrganization } from './organization.ts';
import { asOverrides, neededQuotas } from './quotas.ts';
import { addListed } from './resources/add-facts.ts';
import type {
  Imported,
  ImportedAccount,
  ImportFile,
  ImportOptions,
  ImportProgress,
  ImportResult,
} from './result.ts';
import { defined } from '../../core/model/defined.ts';

export function readAccountDetails(files: readonly ImportFile[], options: ImportOptions): ImportResult {
  return runToEnd(readingSteps(files, options));
}

/** Entities between two reports: some milliseconds of work. */
const stride = 100;

/** Policies and groups come before their holders. Only the order of messages depends on it. */
const readingOrder: readonly DetailList[] = [
  'Policies',
  'GroupDetailList',
  'UserDetailList',
  'RoleDetailList',
];

export function* readingSteps(
  files: readonly ImportFile[],
  options: ImportOptions,
): Generator<ImportProgress, ImportResult, undefined> {
  const texts = files.map(fileText);
  const pages = noPages();
  const { faults } = pages;
  const refused = (file: number, fault: Misfit, offset?: number): ImportResult =>
    refusal([{ ...fault, file, ...defined({ offset }) }], files, texts);
  for (const [at, text] of texts.entries()) {
    yield { stage: `reading ${files[at]?.name ?? ''}`, done: 0, total: 0 };
    const parsed = isReportCsv(text) ? undefined : parseFile(text);
    if (parsed?.ok === false) return refused(at, parsed.error, parsed.error.offset);
    const collected = readShape(() =>
      parsed ? collectPages(pages, parsed.value, at, files[at]?.name ?? '') : collectReport(pages, text, at),
    );
    if (!collected.ok) return refused(at, collected.error);
  }
  const accounts = new Accounts(options.reference);
  const total = detailLists.reduce((sum, list) => sum + pages.items[list].length, 0);
  let done = 0;
  for (const list of readingOrder) {
    for (const { file, shape } of pages.items[list]) {
      if (done % stride === 0) yield { stage: `reading ${stageNames[list]}`, done, total };
      done += 1;
      faults.push(...addEntity(accounts, list, shape, file));
    }
  }
  yield { stage: 'connecting', done, total };
  accounts.connect((fault, subject) => faults.push({ ...fault, subject, file: fileOf(pages, fault.path) }));
  const organization = readShape(() => pages.organization.connect(oldestDate(accounts)));
  if (!organization.ok) return refused(pages.organization.problemFile, organization.error);
  const homeless = strayResource(accounts, pages, options) ?? strayReport(accounts, pages);
  if (homeless) return refused(homeless.file, { message: homeless.message, path: [] });
  const extras = organization.value !== undefined || pages.resources.size + pages.facts.length > 0;
  if (accounts.accountIds().length === 0 && !(extras && options.into)) {
    if (faults.length > 0) return refusal(faults, files, texts);
    const message = extras
      ? 'account details are missing. Add the output of `aws iam get-account-authorization-details`, or add these files to the workspace that you are in'
      : `${howToMake}, found no users, groups, roles or customer managed policies`;
    return refused(0, { message, path: [] });
  }
  yield { stage: 'counting', done, total };
  const { records, ...read } = finish(accounts, pages, organization.value, options);
  yield { stage: 'checking policies', done, total };
  const refusals = awsRefusals(records);
  for (let step = refusals.next(); ; step = refusals.next()) {
    if (!step.done) {
      yield { stage: 'checking policies', done, total };
      continue;
    }
    const notices = [...read.notices, ...step.value];
    const skipped = located(faults, files, texts);
    return ok({ ...read, records, notices, skipped, counts: countsOf(pages, pages.reports, records) });
  }
}

/** Adds one entity. Returns what is wrong with it or with parts of it; both are left out. */
function addEntity(accounts: Accounts, list: DetailList, shape: JsonShape, file: number): Fault[] {
  const parts: Fault[] = [];
  const added = readShape(() =>
    accounts.add(list, shape, (fault, subject) => parts.push({ ...fault, file, subject })),
  );
  if (added.ok) return parts;
  const [kind, member] = subjects[list];
  return [{ ...added.error, file, subject: `${kind} ${rawName(shape, member)}` }];
}

const subjects: Readonly<Record<DetailList, readonly [kind: string, member: string]>> = {
  UserDetailList: ['user', 'UserName'],
  GroupDetailList: ['group', 'GroupName'],
  RoleDetailList: ['role', 'RoleName'],
  Policies: ['policy', 'PolicyName'],
};

function refusal(
  faults: readonly Fault[],
  files: readonly ImportFile[],
  texts: readonly string[],
): ImportResult {
  const [first, ...others] = located(faults, files, texts);
  if (!first) throw new Error('a refusal without a reason');
  return err({ ...first, others });
}

/** Finds a credential report whose account is not in the files. */
function strayReport(accounts: Accounts, { reports }: Pages): { file: number; message: string } | undefined {
  const ids = accounts.accountIds();
  const stray = reports.find(({ account }) => !ids.includes(account));
  if (!stray) return undefined;
  const message =
    ids.length === 0
      ? 'account details are missing. Add the output of `aws iam get-account-authorization-details` to the credential report'
      : `this is the credential report of account ${stray.account}, and the account details are of ${ids.join(', ')}`;
  return { file: stray.file, message };
}

/** An account is as old as its oldest entity; an organization of unknown age is as old as its account. */
const oldestDate = ({ records: { users, groups, roles } }: Accounts): string =>
  [...users, ...groups, ...roles].reduce(
    (oldest, { createDate }) => (createDate < oldest ? createDate : oldest),
    '2026-01-01T00:00:00Z',
  );

/** Finds a resource whose account is neither in the files nor in the world that they are for. */
function strayResource(
  accounts: Accounts,
  { resources }: Pages,
  { into }: ImportOptions,
): { file: number; message: string } | undefined {
  const known = new Set<string>([...accounts.accountIds(), ...(into ?? [])]);
  const stray = [...resources.values()].find(({ row }) => !known.has(row.account));
  return (
    stray && {
      file: stray.file,
      message: `\`${stray.row.arn}\` belongs to account ${stray.row.account}, which is neither among the files nor in the workspace`,
    }
  );
}

const stageNames: Record<DetailList, string> = {
  UserDetailList: 'users',
  GroupDetailList: 'groups',
  RoleDetailList: 'roles',
  Policies: 'policies',
};

/** Instance profiles alone are read twice. They are under a role of the first file that has the path. */
const fileOf = (pages: Pages, path: Misfit['path']): number =>
  pages.items.RoleDetailList.find(({ shape }) => pathText(path).startsWith(pathText(shape.path)))?.file ?? 0;

type Finished = Omit<Imported, 'skipped' | 'counts'>;

function finish(
  accounts: Accounts,
  pages: Pages,
  organization: ReadOrganization | undefined,
  { into }: ImportOptions,
): Finished {
  const { records } = accounts;
  const ids = accounts.accountIds();
  const reported = new Map(pages.reports.map((report) => [report.account, addCredentials(records, report)]));
  const notices = [...(ids.length > 0 ? pageNotices(pages) : []), ...accounts.notices.sentences()];
  if (ids.length > 1)
    notices.unshift(`The files hold ${ids.length} accounts, each kept by itself: ${ids.join(', ')}.`);
  for (const id of ids) {
    const raised = neededQuotas(records, id);
    for (const { name, value } of raised) notices.push(quotaNotice(id, name, value, defaultQuotas[name]));
    const membership = organization?.memberships.get(id);
    records.accounts.push({
      ...accountRecord(accounts, id, asOverrides(raised), {
        organization: membership !== undefined && pages.organization.skipped.size === 0,
        report: reported.get(id),
        everyEntry: !lacksEnd(pages) && pages.faults.length === 0,
        name: organization?.names.get(id),
      }),
      ...defined({ membership }),
    });
  }
  const outside = new Map(organization?.memberships);
  for (const id of ids) outside.delete(id);
  if (organization) {
    const names = [...organization.names].filter(([id]) => !records.accounts.some((one) => one.id === id));
    records.organizations.push({
      ...organization.organization,
      ...(names.length > 0 && { details: { accountNames: Object.fromEntries(names) } }),
    });
    records.organizationalUnits.push(...organization.units);
    records.controlPolicies.push(...organization.policies);
    notices.push(...organizationNotices(organization, pages.organization.withoutPlace, [...outside.keys()]));
  }
  records.resources.push(...[...pages.resources.values()].map(({ row }) => row));
  const listed = addListed(records, pages.facts, new Set([...ids, ...(into ?? [])]));
  Object.assign(records, listed.records);
  notices.push(...listed.notices);
  notices.push(...resourceNotices(records.resources, pages.refused));
  if (accounts.withoutRoleSettings.size > 0) notices.push(noRoleSettings);
  for (const report of pages.reports) {
    const credentials = reported.get(report.account);
    if (credentials) notices.push(...reportNotices(report, credentials));
  }
  if (ids.length > 0) {
    const credentials = ids.every((id) => reported.has(id));
    notices.push(
      notInFormat({
        organization: organization !== undefined,
        resources: pages.resources.size > 0,
        credentials,
      }),
    );
  }
  if (pages.faults.length > 0)
    notices.push(skippedNotice(pages.faults.flatMap(({ subject }) => subject ?? [])));
  const counts = (id: AccountId): ImportedAccount => {
    const owned = (rows: readonly { account: AccountId }[]) =>
      rows.filter((row) => row.account === id).length;
    const { users, groups, roles, policies } = records;
    return { id, users: owned(users), groups: owned(groups), roles: owned(roles), policies: owned(policies) };
  };
  return { accounts: ids.map(counts), records, memberships: outside, notices };
}

const lacksEnd = ({ truncated, complete }: Pages): boolean => truncated > 0 && complete === 0;

function pageNotices(pages: Pages): string[] {
  const notices: string[] = [];
  const missing = detailLists.filter((list) => !pages.held.has(list));
  if (missing.length > 0) {
    const lists = missing.map((list) => `\`${list}\``).join(', ');
    notices.push(`The files do not hold ${lists}: those parts of the account are missing here.`);
  }
  if (lacksEnd(pages)) {
    notices.push(
      'Every page says that more follows (`IsTruncated`). The last page is not among the files, so a part of the account is missing here.',
    );
  }
  return notices;
}

const neverHeld: readonly UnknownPart[] = [
  'resource-policies',
  'organization',
  'passwords',
  'access-keys',
  'mfa-devices',
  'identity-providers',
];

/** Parts that a credential report tells when it has every user of the account. */
const reportedParts: readonly UnknownPart[] = ['passwords', 'access-keys', 'mfa-devices'];

function accountRecord(
  accounts: Accounts,
  id: AccountId,
  quotas: AccountRecord['quotas'],
  known: {
    readonly organization: boolean;
    readonly report: ReportedCredentials | undefined;
    /** Nothing of the account details was left out. */
    readonly everyEntry: boolean;
    readonly name: string | undefined;
  },
): AccountRecord {
  const { users, groups, roles, policies } = accounts.records;
  const dates = [users, groups, roles, policies].flatMap((rows) =>
    rows.filter((row) => row.account === id).map((row) => row.createDate),
  );
  const reported = known.report?.unreported.length === 0;
  return {
    id,
    name: known.name ?? `Account ${id}`,
    createDate:
      known.report?.accountCreated ?? dates.reduce((oldest, date) => (date < oldest ? date : oldest)),
    quotas,
    knownSince: dates.reduce((newest, date) => (date > newest ? date : newest)),
    unknown: [
      ...neverHeld.filter(
        (part) =>
          !(known.organization && part === 'organization') && !(reported && reportedParts.includes(part)),
      ),
      // Account details do not give the account's date. It is at least as old as its oldest entity.
      ...(known.report?.accountCreated === undefined ? (['creation-date'] as const) : []),
      ...(accounts.withoutRoleSettings.has(id) ? (['role-settings'] as const) : []),
      ...(accounts.incomplete.has(id) || !known.everyEntry ? (['attached-policies'] as const) : []),
    ],
  };
}
