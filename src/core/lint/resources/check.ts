/** Checks the ARNs of Resource and NotResource, and regions in conditions. */

import { regionNames } from '../../model/request/regions.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { nearest, withoutSpan, writeFix } from '../edits/text.ts';
import { type Checks, type CheckFinding, type StatementCheck, found } from '../finding.ts';
import { arnFaults, isAnyRegion } from './arn.ts';
import { isForeignResource } from './policy-resources.ts';

const resources: StatementCheck = ({ resource, notResource }, subject) => {
  const { kind, text, resourceType } = subject;
  // A trust policy has no resource.
  if (kind === 'trust') return [];
  const items = [...(resource?.items ?? []), ...(notResource?.items ?? [])];
  return items.flatMap(({ value, span }): CheckFinding[] => {
    const faults = value === '*' ? [] : arnFaults(value, subject);
    if (faults.length > 0)
      return faults.map(({ id, message, right }) => ({
        ...found(id, span, message),
        ...(right !== undefined && { fix: writeFix(text, span, right) }),
      }));
    if (kind !== 'resource' || !isForeignResource(value, resourceType, subject.reference)) return [];
    const message = `${value === '*' ? '"*"' : value} cannot stand in the policy of an ${resourceType ?? ''}: name that resource itself.`;
    const fix = { label: 'Remove the resource', apply: () => withoutSpan(text, span) };
    return [
      { ...found('unsupported-resource-arn-in-policy', span, message), ...(items.length > 1 && { fix }) },
    ];
  });
};

const regionKeys: ReadonlySet<string> = new Set(['aws:requestedregion', 'ec2:region']);

const regions: StatementCheck = ({ conditions = [] }, { text }) =>
  conditions.flatMap(({ operator, key, values }): CheckFinding[] => {
    if (!regionKeys.has(key.value.toLowerCase())) return [];
    if (!parseOperator(operator.value).base.startsWith('string')) return [];
    return values.items.flatMap(({ value, span }): CheckFinding[] => {
      if (/[*?]|\$\{/.test(value) || isAnyRegion(value)) return [];
      const meant = nearest(value, regionNames);
      const message = `AWS has no region “${value}”.${meant === undefined ? '' : ` Is “${meant}” meant?`}`;
      return [
        {
          ...found('invalid-region', span, message),
          ...(meant !== undefined && { fix: writeFix(text, span, meant) }),
        },
      ];
    });
  });

export const resourceChecks: Checks = { statement: [resources, regions] };
