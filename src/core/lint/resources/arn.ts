/** Finds the faults of one ARN, field by field. Wildcards and variables match anything. */

import { isRegion, regionNames } from '../../model/request/regions.ts';
import { fieldsOf, fitsText } from '../../policy/arn-format.ts';
import { nearest } from '../edits/text.ts';
import type { CheckId } from '../catalogue.ts';
import type { LintSubject } from '../finding.ts';
import type { Reference, ServiceInfo } from '../../model/service-reference.ts';
import { memoBy, memoByKey } from '../../model/memo.ts';

interface ArnForm {
  readonly format: string;
  /** Empty, a literal, `*` or a variable. */
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

interface Forms {
  readonly services: ReadonlySet<string>;
  readonly byService: ReadonlyMap<string, readonly ArnForm[]>;
}

/** Reads them again after the reference has loaded more services. */
function formsOf(reference: Reference): Forms {
  const prefixes = reference.services?.() ?? [];
  return readForms(reference, prefixes.length, prefixes);
}

const readForms = memoByKey((reference: Reference, _: number, prefixes: readonly string[]): Forms => {
  const byService = new Map<string, Map<string, ArnForm>>();
  for (const prefix of prefixes)
    for (const { arnFormat } of reference.service?.(prefix)?.resourceTypes ?? [])
      for (const format of arnFormat.split(', ')) {
        const service = format.split(':', 3)[2] ?? '';
        let forms = byService.get(service);
        if (!forms) byService.set(service, (forms = new Map<string, ArnForm>()));
        forms.set(format, formOf(format));
      }
  return {
    services: new Set([...prefixes, ...byService.keys()]),
    byService: new Map([...byService].map(([service, all]) => [service, [...all.values()]])),
  };
}, 1);

function formOf(format: string): ArnForm {
  const [, , , region = '', account = '', ...rest] = format.split(':');
  return { format, region, account, resource: rest.join(':') };
}

/** Tells if the prefix of actions exists, in small letters as ARNs have it. */
const isPrefix = (name: string, reference: Reference): boolean =>
  name === name.toLowerCase() && reference.service?.(name) !== undefined;

const ownFormsOf = memoBy(({ resourceTypes }: ServiceInfo, service: string): readonly ArnForm[] =>
  resourceTypes
    .flatMap(({ arnFormat }) => arnFormat.split(', '))
    .filter((format) => format.split(':', 3)[2] === service)
    .map(formOf),
);

/** Returns the forms of a service that it names itself; others may know more. */
function ownForms(service: string, reference: Reference): readonly ArnForm[] {
  const info = reference.service?.(service);
  return info ? ownFormsOf(info, service) : [];
}

/** Returns the forms that the last part of an ARN can have. */
const fitting = (resource: string, forms: readonly ArnForm[]): ArnForm[] =>
  forms.filter((form) => resource === '*' || fitsText(resource, form.resource));

/**
 * Tells if a whole ARN fits some form. A wildcard in the region or the account may here stand for more than its field:
 * Access Analyzer is as lenient, which its findings about AWS's own policies show.
 */
const fitsWhole = (arn: string, forms: readonly ArnForm[]): boolean =>
  forms.some(({ format }) => fitsText(arn, format));

export interface ArnFault {
  readonly id: CheckId;
  readonly message: string;
  /** The ARN mended, where that is mechanical. */
  readonly right?: string;
}

/** AWS General Reference, Amazon Resource Names. */
const partitions: ReadonlySet<string> = new Set([
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
]);

/** Regions outside the commercial partition (AWS SDK, partitions.json). */
const otherRegions: ReadonlySet<string> = new Set([
  ...['cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1', 'eusc-de-east-1'],
  ...['us-iso-east-1', 'us-iso-west-1', 'us-isob-east-1', 'us-isob-west-1'],
  ...['eu-isoe-west-1', 'us-isof-south-1', 'us-isof-east-1'],
]);

export const isAnyRegion = (name: string): boolean => isRegion(name) || otherRegions.has(name);

/** Words that stand for AWS itself in the place of an account. */
const awsAccounts: ReadonlySet<string> = new Set([
  ...['aws', 'aws-managed', 'amazon', 'cloudfront', 'aws-marketplace', 'third-party'],
]);

/** Documents and parameters of AWS itself have no account (Systems Manager User Guide). */
const isOwnedByAws = (service: string, resource: string): boolean =>
  service === 'ssm' && /^(document|automation-definition)\/A|^parameter\/aws\//.test(resource);

/** Returns true for a field that can be anything: a variable is a wildcard here. */
const isOpen = (field: string): boolean => /[*?]/.test(field);

export function arnFaults(resource: string, subject: LintSubject): ArnFault[] {
  const fields = fieldsOf(resource);
  const [prefix = '', partition = '', service = '', region = '', account = '', ...rest] = fields;
  if (fields.length === 1) return [fieldFault(resource, fields, subject)];
  if (isOpen(prefix)) return [];
  if (prefix !== 'arn') return [prefixFault(resource, fields)];
  if (fields.length < 6) return [fieldFault(resource, fields, subject)];
  const faults: ArnFault[] = [];
  if (!partitions.has(partition) && !isOpen(partition)) {
    const right = nearest(partition, partitions) ?? 'aws';
    faults.push({
      id: 'invalid-partition',
      message: `AWS has no partition “${partition}”. Is “${right}” meant?`,
      right: withField(resource, 1, right),
    });
  }
  if (isOpen(service)) {
    faults.push({
      id: 'wildcard-in-service-name',
      message: `The service “${service}” has a wildcard, so it also means services that AWS does not have yet.`,
    });
    return faults;
  }
  const { reference, complete } = subject;
  const lower = service.toLowerCase();
  const isKnown = (name: string) => isPrefix(name, reference) || formsOf(reference).services.has(name);
  if (lower !== service && (!complete || isKnown(lower))) {
    const message = `ARNs write the service in small letters: “${lower}”. This ARN matches nothing.`;
    return [...faults, { id: 'invalid-arn-service-case', message, right: withField(resource, 2, lower) }];
  }
  if (!isKnown(service)) {
    if (!complete) return faults;
    const meant = service === '' ? undefined : nearest(service, formsOf(reference).services);
    const message = `AWS has no service “${service}”, so no resource has this ARN.${meant ? ` Is “${meant}” meant?` : ''}`;
    const fix = meant === undefined ? {} : { right: withField(resource, 2, meant) };
    return [...faults, { id: 'invalid-service', message, ...fix }];
  }
  const arn = { resource, service, region, account, last: rest.join(':') };
  // All forms together take long to read, so they are asked only where the service's own do not fit.
  if (formFaults(arn, ownForms(service, reference)).length === 0) return faults;
  return [...faults, ...formFaults(arn, formsOf(reference).byService.get(service) ?? [])];
}

interface Arn {
  readonly resource: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly last: string;
}

function formFaults(
  { resource, service, region, account, last }: Arn,
  forms: readonly ArnForm[],
): ArnFault[] {
  if (forms.length === 0) return [];
  const fit = last === '' ? [] : fitting(last, forms);
  const own =
    fit.length === 0
      ? [resourceFault(resource, service, last, forms)]
      : [...regionFaults(resource, region, fit), ...accountFaults(resource, account, fit)];
  if (own.length === 0) return [];
  if ((isOpen(region) || isOpen(account)) && fitsWhole(resource, forms)) return [];
  return account === '' && isOwnedByAws(service, last) ? [] : own;
}

function prefixFault(resource: string, fields: readonly string[]): ArnFault {
  const isArn = fields.length >= 6;
  const right = isArn
    ? `arn${resource.slice(resource.indexOf(':'))}`
    : fields.length === 5 && partitions.has(fields[0] ?? '')
      ? `arn:${resource}`
      : undefined;
  const message = `An ARN begins with “arn:”, not with “${fields[0] ?? ''}:”.`;
  return { id: 'invalid-arn-prefix', message, ...(right !== undefined && { right }) };
}

/** Completes a short ARN with empty fields, or with wildcards, whichever gives an ARN without fault. */
function fieldFault(resource: string, fields: readonly string[], subject: LintSubject): ArnFault {
  const message =
    fields.length === 1
      ? `“${resource}” is no ARN. A resource is named by its ARN, or by "*".`
      : `The ARN has ${fields.length} fields of six: arn:partition:service:region:account:resource.`;
  const parts = resource.split(':');
  const head = parts.slice(0, 3);
  const tail = parts.slice(3);
  if (parts.length !== fields.length || head.length < 3 || tail.length === 0)
    return { id: 'missing-arn-field', message };
  const gap = 3 - tail.length;
  const right = ['', '*']
    .map((fill) => [...head, ...Array<string>(gap).fill(fill), ...tail].join(':'))
    .find((whole) => arnFaults(whole, subject).length === 0);
  return { id: 'missing-arn-field', message, ...(right !== undefined && { right }) };
}

function resourceFault(resource: string, service: string, last: string, forms: readonly ArnForm[]): ArnFault {
  const heads = [...new Set(forms.map(headOf))].filter((head) => head !== '');
  const [head = ''] = last.split(/[/:]/);
  const meant = nearest(head, heads);
  const isNew = meant !== undefined && meant !== head;
  const known = heads.slice(0, 3).join(', ');
  const message =
    last === ''
      ? 'The last field of the ARN is empty, so it names nothing.'
      : `No resource of ${service} has the form “${last}”.${known ? ` Known are: ${known}${heads.length > 3 ? ' …' : ''}.` : ''}`;
  if (!isNew || fieldsOf(resource).length !== resource.split(':').length)
    return { id: 'invalid-arn-resource', message };
  return {
    id: 'invalid-arn-resource',
    message,
    right: withRest(resource, `${meant}${last.slice(head.length)}`),
  };
}

const headOf = ({ resource }: ArnForm): string => /^\/?[a-zA-Z0-9-]+(?=[/:])/.exec(resource)?.[0] ?? '';

function regionFaults(resource: string, region: string, forms: readonly ArnForm[]): ArnFault[] {
  if (isOpen(region)) return [];
  if (region === '') {
    if (forms.some((form) => form.region === '' || form.region === '*')) return [];
    const message = 'The ARN has no region, but those of such resources do. Write one, or * for all.';
    return [{ id: 'missing-arn-region', message, right: withField(resource, 3, '*') }];
  }
  if (forms.every((form) => form.region === '')) {
    const message = `ARNs of such resources have no region, so “${region}” must go.`;
    return [{ id: 'arn-region-not-allowed', message, right: withField(resource, 3, '') }];
  }
  if (isAnyRegion(region)) return [];
  const meant = nearest(region, regionNames);
  const message = `AWS has no region “${region}”.${meant ? ` Is “${meant}” meant?` : ''}`;
  return [{ id: 'invalid-arn-region', message, ...(meant && { right: withField(resource, 3, meant) }) }];
}

function accountFaults(resource: string, account: string, forms: readonly ArnForm[]): ArnFault[] {
  if (isOpen(account)) return [];
  if (account === '') {
    if (forms.some((form) => form.account === '' || form.account === '*')) return [];
    const message = 'The ARN has no account, but those of such resources do. Write one, or * for all.';
    return [{ id: 'missing-arn-account', message, right: withField(resource, 4, '*') }];
  }
  if (forms.every((form) => form.account === '')) {
    const message = `ARNs of such resources have no account, so “${account}” must go.`;
    return [{ id: 'arn-account-not-allowed', message, right: withField(resource, 4, '') }];
  }
  if (/^\d{12}$/.test(account) || awsAccounts.has(account)) return [];
  if (forms.some((form) => form.account === account)) return [];
  const digits = account.replaceAll(/\D/g, '');
  const message = `“${account}” is no account ID, which has 12 digits.`;
  const fix = digits.length === 12 ? { right: withField(resource, 4, digits) } : {};
  return [{ id: 'invalid-arn-account', message, ...fix }];
}

/** Returns the places of the colons that separate fields, not those in variables. */
function colons(resource: string): number[] {
  const plain = resource.replaceAll(/\$\{[^}]*\}/g, (variable) => '*'.repeat(variable.length));
  return [...plain.matchAll(/:/g)].map(({ index }) => index);
}

function withField(resource: string, field: number, value: string): string {
  const at = colons(resource);
  const start = (at[field - 1] ?? -1) + 1;
  return resource.slice(0, start) + value + resource.slice(at[field] ?? resource.length);
}

const withRest = (resource: string, value: string): string =>
  resource.slice(0, (colons(resource)[4] ?? -1) + 1) + value;
