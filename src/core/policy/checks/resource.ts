/** Checks the form of resources when a policy is saved (M-5, M-9 … M-14, G-41, G-43, G-46). */

import { fieldsOf } from '../arn-format.ts';
import type { IssueCode } from './issue-codes.ts';
import type { ReportProblem } from './problem.ts';
import { iamResourceStarts, type ProblemRule } from './texts.ts';
import type { Text } from '../syntax/tree.ts';

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

interface Fault {
  readonly rule: ProblemRule;
  readonly values: readonly string[];
}

/**
 * Returns Access Analyzer's code for what is no ARN of six fields, whatever else is wrong with it. A bare word lacks
 * fields (awslabs/aws-cloudformation-iam-policy-validator, end-to-end tests).
 */
function formIssue(resource: string): IssueCode | undefined {
  const fields = fieldsOf(resource);
  if (fields.length > 1 && fields[0] !== 'arn') return 'INVALID_ARN_PREFIX';
  return fields.length < 6 ? 'MISSING_ARN_FIELD' : undefined;
}

function faultOf(resource: string): Fault | undefined {
  if (resource === '*') return undefined;
  const fields = fieldsOf(resource);
  if (fields.length === 1) return { rule: 'M-9', values: [resource] };
  const [, partition = '', service, region = '', account, ...rest] = fields;
  if (!partitions.has(partition) && !/[*?]/.test(partition)) {
    const values = [partition, shownArn(partition, fields.slice(2))];
    return { rule: 'M-10', values };
  }
  if (service === undefined || /[*?]/.test(service)) return { rule: 'M-11', values: [] };
  const sixth = account === undefined ? '' : rest.join(':');
  if (service === 'iam') return iamFault(resource, region, sixth, fields.length);
  const isRegional =
    /^(accesspoint|job|storage-lens|storage-lens-group|async-request|access-grants)[/:]/.test(sixth);
  return service === 's3' && isFixed(region) && !isRegional
    ? { rule: 'M-13', values: [resource] }
    : undefined;
}

/** Returns false for wildcards in the region field: they name no region. */
const isFixed = (region: string) => region !== '' && !/[*?]/.test(region);

function iamFault(resource: string, region: string, sixth: string, fields: number): Fault | undefined {
  if (isFixed(region)) return { rule: 'M-12', values: [resource] };
  // AWS's own policies name the root user, though the message does not list it.
  const isNamed =
    sixth === '*' || sixth === 'root' || iamResourceStarts.some((start) => sixth.startsWith(start));
  return fields < 6 || isNamed ? undefined : { rule: 'M-14', values: [] };
}

/** Returns the ARN as the message of M-10 prints it, with `*` for missing fields. */
function shownArn(partition: string, rest: readonly string[]): string {
  const [service = '*', region = '*', account = '*', ...sixth] = rest;
  const resource = sixth.length > 0 ? sixth.join(':') : '*';
  return `arn:${partition}:${service === '' && rest.length === 1 ? '*' : service}:${region}:${account}:${resource}`;
}

/** Reports short ARNs with an empty field and ARNs without a service (M-5), if nothing else is wrong. */
export function legacyResourceProblems(resources: readonly Text[], report: ReportProblem): void {
  for (const { value, span } of resources) {
    if (value === '*' || faultOf(value)) continue;
    const fields = value.split(':');
    const isShort = fields.length < 6 && value.includes('::');
    if (fields[2] === '' || isShort)
      report('M-5', span, [], undefined, formIssue(value) ?? 'INVALID_SERVICE');
  }
}

export function resourceProblems(resources: readonly Text[], report: ReportProblem): void {
  for (const { value, span } of resources) {
    const fault = faultOf(value);
    if (fault) report(fault.rule, span, fault.values, undefined, formIssue(value));
  }
}

/** Reports short ARNs (G-43): SCPs accept them only with a wildcard at the end, RCPs never. */
export function shortArnProblems(
  resources: readonly Text[],
  kind: 'scp' | 'rcp',
  report: ReportProblem,
): void {
  for (const { value, span } of resources) {
    if (value === '*' || faultOf(value) || value.split(':').length >= 6) continue;
    if (kind === 'rcp') report('PT-10', span, [`the short ARN ${value}`], undefined, formIssue(value));
    else if (!value.endsWith('*')) report('PT-9', span, [value], undefined, formIssue(value));
  }
}
