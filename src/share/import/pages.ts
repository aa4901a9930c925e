/** Sorts the entity lists of files: in one object, as a list of pages, or singly, recognized by members. */

import { type DetailList, detailLists } from '../account-details-format.ts';
import { findSyntaxFault } from '../json/position.ts';
import { tooDeepOffset } from '../json/depth.ts';
import { describeValue, type Misfit } from '../../core/model/schema/fault.ts';
import { readShape, JsonShape } from '../json/shape.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import {
  isCollected,
  isResourcePolicy,
  readCollected,
  readCollectedResource,
  readResourcePolicy,
} from './collected.ts';
import { configItems, isConfigExport, readConfigItem } from './resources/config-items.ts';
import { isFactType, type ImportedFact } from './resources/fact.ts';
import { readFact } from './resources/read-facts.ts';
import { isReportAnswer, type ReadReport, readReportAnswer, readReportCsv } from './credential-report.ts';
import type { Fault } from './faults.ts';
import { rawName } from './fields.ts';
import { OrganizationOutputs } from './organization.ts';
import type { ImportFile } from './result.ts';

export interface ListedItem {
  readonly file: number;
  readonly shape: JsonShape;
}

export interface Pages {
  readonly items: { readonly [List in DetailList]: ListedItem[] };
  readonly organization: OrganizationOutputs;
  /** Resources with their policies by ARN, from the collector or a list, with their file. */
  readonly resources: Map<string, { readonly file: number; readonly row: ResourceRecord }>;
  /** Resources with the role that they run as, from the collector or AWS Config. */
  readonly facts: ImportedFact[];
  readonly reports: ReadReport[];
  /** Records that cannot be read, and the number of resources among them. */
  readonly faults: Fault[];
  badResources: number;
  /** Calls that were refused to the collector. */
  readonly refused: string[];
  /** Lists that some file held, including empty ones. */
  readonly held: Set<DetailList>;
  /** Number of pages that say that more follows, and of pages that say that nothing follows. */
  truncated: number;
  complete: number;
}

export function noPages(): Pages {
  const faults: Fault[] = [];
  return {
    items: { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] },
    organization: new OrganizationOutputs(faults),
    resources: new Map(),
    facts: [],
    reports: [],
    faults,
    badResources: 0,
    refused: [],
    held: new Set(),
    truncated: 0,
    complete: 0,
  };
}

export const howToMake =
  'expected the output of `aws iam get-account-authorization-details --output json > account.json`, of `aws organizations`, of AWS Config, or of the collector script';

/** Parses one file and sorts its items into `pages`. Throws a ShapeProblem; `parseFile` checks the syntax. */
export function collectPages(pages: Pages, value: unknown, file: number, name: string): void {
  const root = new JsonShape(value);
  if (isCollected(value)) return collectCollected(pages, root, file);
  if (isConfigExport(value)) return collectConfig(pages, root, file);
  if (isReportAnswer(value)) return addReport(pages, root, readReportAnswer(root, file, pages.faults));
  if (pages.organization.take(root, name, file)) return;
  if (!Array.isArray(value)) return collectPage(pages, root, file);
  const items = root.list();
  const [first] = items;
  if (!first) return root.fail(`${howToMake}, found an empty list`);
  if (isPage(first.value)) {
    for (const page of items) collectPage(pages, page, file);
    return;
  }
  if (isResourcePolicy(first.value)) {
    for (const item of items) addResource(pages, () => readResourcePolicy(item), item, file);
    return;
  }
  const list = listOf(first.value);
  if (!list) return first.fail(`${howToMake}, found a list of ${describeValue(first.value)}`);
  add(pages, list, items, file);
}

function collectCollected(pages: Pages, root: JsonShape, file: number): void {
  const { details, organization, resources, listed, owner, refused } = readCollected(root);
  if (details) collectPage(pages, details, file);
  if (organization) pages.organization.collected(organization, file);
  for (const item of resources) addResource(pages, () => readCollectedResource(item, owner), item, file);
  for (const list of listed) {
    const type = list.member('type').text();
    // A newer script may know more types.
    if (!isFactType(type)) continue;
    for (const item of list.items('facts')) addFact(pages, () => readFact(item, type, new Set()), item, file);
  }
  pages.refused.push(...refused);
}

/** Reads an export of AWS Config. An item that cannot be read is a fault. */
function collectConfig(pages: Pages, root: JsonShape, file: number): void {
  for (const item of configItems(root)) addFact(pages, () => readConfigItem(item), item, file);
}

function addFact(pages: Pages, read: () => ImportedFact | undefined, at: JsonShape, file: number): void {
  const fact = readShape(read);
  if (!fact.ok) {
    pages.badResources += 1;
    pages.faults.push({ ...fact.error, file, subject: `resource ${rawName(at, 'arn')}` });
  } else if (fact.value) pages.facts.push(fact.value);
}

/** Adds a resource once, if all files say the same about it. One that cannot be read is a fault. */
function addResource(pages: Pages, read: () => ResourceRecord, at: JsonShape, file: number): void {
  const added = readShape(() => {
    const row = read();
    const before = pages.resources.get(row.arn)?.row;
    if (before && before.policy !== row.policy)
      at.fail(`\`${row.arn}\` stands there twice, with different policies`);
    if (!before) pages.resources.set(row.arn, { file, row });
  });
  if (added.ok) return;
  pages.badResources += 1;
  pages.faults.push({ ...added.error, file, subject: `resource ${rawName(at, 'arn')}` });
}

/** Reads a credential report that is a CSV by itself. Throws a ShapeProblem. */
export const collectReport = (pages: Pages, csv: string, file: number): void =>
  addReport(pages, new JsonShape(csv), readReportCsv(csv, file, pages.faults));

function addReport(pages: Pages, at: JsonShape, report: ReadReport): void {
  if (pages.reports.some(({ account }) => account === report.account))
    at.fail(`the files hold two credential reports of account ${report.account}: give one of them`);
  pages.reports.push(report);
}

function collectPage(pages: Pages, page: JsonShape, file: number): void {
  if (!isPage(page.value)) return page.fail(`${howToMake}, found ${describeValue(page.value)}`);
  for (const list of detailLists) {
    const items = page.optional(list)?.list();
    if (items) add(pages, list, items, file);
  }
  const truncated = page.optional('IsTruncated')?.flag();
  if (truncated) pages.truncated += 1;
  else pages.complete += 1;
}

function add(pages: Pages, list: DetailList, items: readonly JsonShape[], file: number): void {
  pages.held.add(list);
  for (const shape of items) pages.items[list].push({ file, shape });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPage = (value: unknown) => isObject(value) && detailLists.some((list) => Object.hasOwn(value, list));

const marks: readonly (readonly [string, DetailList])[] = [
  ['UserName', 'UserDetailList'],
  ['GroupName', 'GroupDetailList'],
  ['RoleName', 'RoleDetailList'],
  ['PolicyName', 'Policies'],
];

const listOf = (value: unknown): DetailList | undefined =>
  isObject(value) ? marks.find(([member]) => Object.hasOwn(value, member))?.[1] : undefined;

const tooDeepMessage = 'the file is nested too deeply. AWS never writes such a file';

/** Returns the text without a byte order mark. It is parsed, and places are counted in it. */
export const fileText = (file: ImportFile): string => file.text.replace(/^\uFEFF/, '');

export function parseFile(text: string): Result<unknown, Misfit & { readonly offset: number }> {
  const deep = tooDeepOffset(text);
  if (deep !== undefined) return err({ message: tooDeepMessage, path: [], offset: deep });
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    const fault = findSyntaxFault(text) ?? { message: 'no JSON', path: [], offset: 0 };
    const message = text.includes('\u0000')
      ? 'the file is UTF-16 (PowerShell writes it so); save it as UTF-8'
      : text.trim() === ''
        ? `${howToMake}, found an empty file`
        : fault.message;
    return err({ message, path: fault.path, offset: fault.offset });
  }
}
