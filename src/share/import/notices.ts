/** The notices of an import: one sentence for each kind of thing, however often it is in the files. */

import type { QuotaName } from '../../core/model/quotas.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import type { ReadReport } from './credential-report.ts';
import type { ReportedCredentials } from './credentials.ts';
import type { ReadOrganization } from './organization.ts';

const kinds = [
  'repeated',
  'repeated-id',
  'aws-versions',
  'odd-arn',
  'missing-group',
  'missing-policy',
  'from-reference',
] as const;
type NoticeKind = (typeof kinds)[number];

export class Notices {
  readonly #counted = new Map<NoticeKind, Set<string>>();

  count(kind: NoticeKind, subject: string): void {
    const subjects = this.#counted.get(kind);
    if (subjects) subjects.add(subject);
    else this.#counted.set(kind, new Set([subject]));
  }

  sentences(): string[] {
    return kinds.flatMap((kind) => {
      const subjects = this.#counted.get(kind);
      return subjects ? [sentence(kind, subjects)] : [];
    });
  }
}

const some = (subjects: ReadonlySet<string>): string => {
  const shown = [...subjects].slice(0, 5).map((subject) => `\`${subject}\``);
  const rest = subjects.size - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

function sentence(kind: NoticeKind, subjects: ReadonlySet<string>): string {
  const list = some(subjects);
  switch (kind) {
    case 'repeated':
      return `The files hold these entries more than once, with the same content. Each is here once: ${list}.`;
    case 'repeated-id':
      return `Several entries share a unique id. All but the first got new ids: ${list}.`;
    case 'aws-versions':
      return `The files hold these AWS managed policies in different versions. The newest version counts for all accounts: ${list}.`;
    case 'odd-arn':
      return `The ARN of these entries does not end with their name. Policies match the ARN: ${list}.`;
    case 'missing-group':
      return `Users are members of groups that the files do not hold. The groups are here without policies, so their permissions are unknown: ${list}.`;
    case 'missing-policy':
      return `These policies are attached but not in the files. Their contents are unknown: ${list}.`;
    case 'from-reference':
      return `These AWS managed policies are attached but not in the files. Their text comes from the built-in catalogue and can be newer: ${list}.`;
  }
}

export const quotaNotice = (account: string, name: QuotaName, value: number, usual: number): string =>
  `Account ${account} holds more than AWS's default of ${usual} for ${name}. Its quota here is ${value}.`;

/** A-03: names what the format cannot hold, except what other files of the import brought. */
export function notInFormat(given: {
  readonly organization: boolean;
  readonly resources: boolean;
  readonly credentials: boolean;
}): string {
  const { organization, resources, credentials } = given;
  const parts = [
    ...(resources ? [] : ['resource policies (bucket policies and the like)']),
    ...(organization ? [] : ['service control policies']),
    ...(credentials
      ? ['secrets, the password policy and identity providers']
      : ['passwords', 'access keys', 'MFA devices and identity providers']),
  ];
  return `The ${organization || resources || credentials ? 'files do' : 'file format does'} not hold these: ${parts.join(', ')}. Answers that depend on them say so.`;
}

/** Returns true for a sentence that the account's own list of unknown parts says too, and as of now. */
export const isAboutUnknownParts = (notice: string): boolean =>
  notice === noRoleSettings || /^The (?:files do|file format does) not hold these: /.test(notice);

/** Names the records that could not be read and that the person left out. */
export const skippedNotice = (subjects: readonly string[]): string =>
  `These records could not be read and are not here: ${subjects.slice(0, 5).join(', ')}${
    subjects.length > 5 ? ` and ${subjects.length - 5} more` : ''
  }.`;

export function reportNotices(
  { account, generated }: ReadReport,
  { strangers, unreported, certificates }: ReportedCredentials,
): string[] {
  const said = (names: readonly string[], sentence: (list: string) => string) =>
    names.length === 0 ? [] : [sentence(some(new Set(names)))];
  const asOf = generated === undefined ? '' : ` AWS made it on ${generated.slice(0, 10)}.`;
  return [
    `Passwords, access keys and MFA of account ${account} come from its credential report.${asOf}`,
    'The report has no key ids and no serial numbers of MFA devices. This page uses placeholders, and nobody can sign in with them.',
    ...said(
      strangers,
      (list) => `The credential report names users that are not in the account details: ${list}.`,
    ),
    ...said(
      unreported,
      (list) => `The credential report does not tell the credentials of these users: ${list}.`,
    ),
    ...said(
      certificates,
      (list) => `The report counts signing certificates, but does not hold them: ${list}.`,
    ),
  ];
}

export function organizationNotices(
  { organization, units, policies }: ReadOrganization,
  withoutPlace: readonly string[],
  missing: readonly string[],
): string[] {
  const own = policies.filter(({ awsManaged }) => !awsManaged).length;
  const list = (ids: readonly string[]) => some(new Set(ids));
  return [
    `Organization ${organization.id} is here, with ${units.length} units and ${own} control policies of its own.`,
    ...(missing.length > 0
      ? [`The files do not hold the account details of these members of the organization: ${list(missing)}.`]
      : []),
    ...(withoutPlace.length > 0
      ? [
          `The files do not say where these accounts are in the organization. Here they are under the root: ${list(withoutPlace)}.`,
        ]
      : []),
  ];
}

export function resourceNotices(resources: readonly ResourceRecord[], refused: readonly string[]): string[] {
  const withPolicy = resources.filter(({ policy }) => policy !== undefined).length;
  return [
    ...(resources.length > 0
      ? [
          `${resources.length} resources are here, ${withPolicy} of them with a resource policy. The files do not hold the other resources of the account.`,
        ]
      : []),
    ...(refused.length > 0
      ? [`AWS refused these calls of the collector, so their results are missing: ${some(new Set(refused))}.`]
      : []),
  ];
}

export function factNotices(types: ReadonlySet<string>, fields: ReadonlySet<string>): string[] {
  return [
    ...(types.size > 0
      ? [`Resources of these types are not known here and were left out: ${some(types)}.`]
      : []),
    ...(fields.size > 0
      ? [`These fields of resources are not known here and were left out: ${some(fields)}.`]
      : []),
  ];
}

export const leftOutNotice = (names: ReadonlySet<string>): string =>
  `These resources have no ARN in the list and were left out: ${some(names)}.`;

export const audienceNotice = (providers: ReadonlySet<string>): string =>
  `The list does not tell the audiences (\`clientIds\`) of these identity providers, and they were left out: ${some(providers)}.`;

export const strangerNotice = (users: ReadonlySet<string>): string =>
  `The list of resources names users that are not in the account details: ${some(users)}.`;

export const strangeAccountsNotice = (accounts: ReadonlySet<string>): string =>
  `The files list resources of accounts that are not here, and these were left out: ${some(accounts)}.`;

export const noRoleSettings =
  'The files tell the description and the longest session only of roles in instance profiles. For every other role, this page uses one hour, AWS’s default.';
