/**
 * Reads the output of `aws iam get-account-authorization-details`, in one file, several pages, or list by
 * list (A-06, A-01…A-05). Returns a complete set of rows, or one problem with its place. It reads in steps,
 * so that a worker can report progress and be cancelled.
 */

import { type AccountId } from '../../core/model/ids.ts';
import { defaultQuotas } from '../../core/model/quotas.ts';
import { type AccountRecord, type UnknownPart } from '../../core/model/records/tables.ts';
import { err, ok } from '../../core/model/result.ts';
import { type DetailList, detailLists } from '../account-details-format.ts';
import { offsetOf, placeAt } from '../json/position.ts';
import { pathText, readShape, type ShapeFault } from '../json/shape.ts';
import { Accounts } from './accounts.ts';
import { noRoleSettings, notInFormat, organizationNotices, quotaNotice, resourceNotices } from './notices.ts';
import { collectPages, fileText, howToMake, noPages, type Pages, parseFile } from './pages.ts';
import { type ReadOrganization } from './organization.ts';
import { asOverrides, neededQuotas } from './quotas.ts';
import {
  type ImportedAccount,
  type ImportFile,
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
} from './result.ts';

export function readAccountDetails(files: readonly ImportFile[], options: ImportOptions): ImportResult {
  const steps = readingSteps(files, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
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
): Generator<ImportProgress, ImportResult> {
  const texts = files.map(fileText);
  const pages = noPages();
  for (const [at, text] of texts.entries()) {
    yield { stage: `reading ${files[at]?.name ?? ''}`, done: 0, total: 0 };
    const parsed = parseFile(text);
    if (!parsed.ok) return refused(files, texts, at, parsed.error, parsed.error.offset);
    const collected = readShape(() => collectPages(pages, parsed.value, at, files[at]?.name ?? ''));
    if (!collected.ok) return refused(files, texts, at, collected.error);
  }
  const accounts = new Accounts(options.reference);
  const total = detailLists.reduce((sum, list) => sum + pages.items[list].length, 0);
  let done = 0;
  for (const list of readingOrder) {
    for (const { file, shape } of pages.items[list]) {
      if (done % stride === 0) yield { stage: `reading ${stageNames[list]}`, done, total };
      done += 1;
      const added = readShape(() => accounts.add(list, shape));
      if (!added.ok) return refused(files, texts, file, added.error);
    }
  }
  yield { stage: 'connecting', done, total };
  const connected = readShape(() => accounts.connect());
  if (!connected.ok) {
    const file = fileOf(pages, connected.error.path);
    return refused(files, texts, file, connected.error);
  }
  const organization = readShape(() => pages.organization.connect(oldestDate(accounts)));
  if (!organization.ok) {
    const { problemFile } = pages.organization;
    return refused(files, texts, problemFile, organization.error);
  }
  const homeless = strayResource(accounts, pages, options);
  if (homeless) return refused(files, texts, homeless.file, { message: homeless.message, path: [] });
  const extras = organization.value !== undefined || pages.resources.size > 0;
  if (accounts.accountIds().length === 0 && !(extras && options.into)) {
    const message = extras
      ? 'an organization or resource policies alone make no account: give them together with the account details, or add them to an open workspace'
      : `${howToMake}, found no users, groups, roles or customer managed policies`;
    return refused(files, texts, 0, { message, path: [] });
  }
  yield { stage: 'counting', done, total };
  return finish(accounts, pages, organization.value);
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
const fileOf = (pages: Pages, path: ShapeFault['path']): number =>
  pages.items.RoleDetailList.find(({ shape }) => pathText(path).startsWith(pathText(shape.path)))?.file ?? 0;

function refused(
  files: readonly ImportFile[],
  texts: readonly string[],
  file: number,
  problem: ShapeFault,
  offset?: number,
): ImportResult {
  const text = texts[file] ?? '';
  const place = placeAt(text, offset ?? offsetOf(text, problem.path));
  return err({
    message: problem.message,
    file: files[file]?.name ?? '',
    place: { path: pathText(problem.path), ...place },
  });
}

function finish(accounts: Accounts, pages: Pages, organization: ReadOrganization | undefined): ImportResult {
  const { records } = accounts;
  const ids = accounts.accountIds();
  const notices = [...(ids.length > 0 ? pageNotices(pages) : []), ...accounts.notices.sentences()];
  if (ids.length > 1)
    notices.unshift(`The files hold ${ids.length} accounts, each kept by itself: ${ids.join(', ')}.`);
  for (const id of ids) {
    const raised = neededQuotas(records, id);
    for (const { name, value } of raised) notices.push(quotaNotice(id, name, value, defaultQuotas[name]));
    const membership = organization?.memberships.get(id);
    records.accounts.push({
      ...accountRecord(accounts, id, asOverrides(raised), membership !== undefined),
      ...(membership ? { membership } : {}),
    });
  }
  const outside = new Map(organization?.memberships);
  for (const id of ids) outside.delete(id);
  if (organization) {
    records.organizations.push(organization.organization);
    records.organizationalUnits.push(...organization.units);
    records.controlPolicies.push(...organization.policies);
    notices.push(...organizationNotices(organization, pages.organization.withoutPlace, [...outside.keys()]));
  }
  records.resources.push(...[...pages.resources.values()].map(({ row }) => row));
  notices.push(...resourceNotices(records.resources, pages.refused));
  if (accounts.withoutRoleSettings.size > 0) notices.push(noRoleSettings);
  if (ids.length > 0) notices.push(notInFormat(organization !== undefined, pages.resources.size > 0));
  const counts = (id: AccountId): ImportedAccount => {
    const owned = (rows: readonly { account: AccountId }[]) =>
      rows.filter((row) => row.account === id).length;
    const { users, groups, roles, policies } = records;
    return { id, users: owned(users), groups: owned(groups), roles: owned(roles), policies: owned(policies) };
  };
  return ok({ accounts: ids.map(counts), records, memberships: outside, notices });
}

function pageNotices(pages: Pages): string[] {
  const notices: string[] = [];
  const missing = detailLists.filter((list) => !pages.held.has(list));
  if (missing.length > 0) {
    const lists = missing.map((list) => `\`${list}\``).join(', ');
    notices.push(`The files do not hold ${lists}: those parts of the account are missing here.`);
  }
  if (pages.truncated > 0 && pages.complete === 0) {
    notices.push(
      'Every page says that more follows (`IsTruncated`): the last page is not among the files, and a part of the account is missing here.',
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

function accountRecord(
  accounts: Accounts,
  id: AccountId,
  quotas: AccountRecord['quotas'],
  inOrganization: boolean,
): AccountRecord {
  const { users, groups, roles, policies } = accounts.records;
  const dates = [users, groups, roles, policies].flatMap((rows) =>
    rows.filter((row) => row.account === id).map((row) => row.createDate),
  );
  return {
    id,
    name: `Account ${id}`,
    // The file does not give the account's date: the account is as old as its oldest entity.
    createDate: dates.reduce((oldest, date) => (date < oldest ? date : oldest)),
    quotas,
    knownSince: dates.reduce((newest, date) => (date > newest ? date : newest)),
    unknown: [
      ...neverHeld.filter((part) => !(inOrganization && part === 'organization')),
      ...(accounts.withoutRoleSettings.has(id) ? (['role-settings'] as const) : []),
      ...(accounts.incomplete.has(id) ? (['attached-policies'] as const) : []),
    ],
  };
}
