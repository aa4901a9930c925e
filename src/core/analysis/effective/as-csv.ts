/** Writes effective permissions as CSV: a line for each action and pattern of resources, then what limits took away. */

import type { Labels } from '../../model/labels.ts';
import { csvForSpreadsheets } from '../../words/csv.ts';
import type { StatementSource } from '../layers/principal-layers.ts';
import { conditionsText, statementText, takerText } from './reach-words.ts';
import type { Conditions } from './conditions.ts';
import type { EffectivePermissions, Exception, Permission, TakenAway } from './permission.ts';

const head = [
  'Result',
  'Service',
  'Access level',
  'Action',
  'Resource',
  'Except',
  'Condition',
  'Needs besides',
  'Allowed by',
  'Limited by',
];

const needed = { key: 'its key policy must allow too', trust: 'its trust policy must allow too' } as const;

export function effectiveAsCsv(
  { permissions, taken }: Pick<EffectivePermissions, 'permissions' | 'taken'>,
  labels: Pick<Labels, 'policy'>,
): string {
  const named = (sources: readonly StatementSource[]) =>
    sources.map((one) => statementText(one, labels)).join('; ');
  const lines = (part: Permission | TakenAway, result: string, except: string, limitedBy: string) =>
    part.actions.flatMap((action) =>
      part.resources.map((resource) => [
        result,
        part.service,
        part.level ?? '',
        action,
        resource,
        except,
        conditionCell(part.conditions),
        'needs' in part && part.needs ? needed[part.needs] : '',
        named(part.from),
        limitedBy,
      ]),
    );
  return csvForSpreadsheets([
    head,
    ...permissions.flatMap((one) =>
      lines(one, 'allowed', one.except.map((part) => exceptText(part, labels)).join('; '), named(one.limits)),
    ),
    ...taken.flatMap((one) =>
      lines(
        one,
        one.isWhole ? 'taken away' : 'partly taken away',
        one.but?.join(' ') ?? '',
        takerText(one.by, labels),
      ),
    ),
  ]);
}

const conditionCell = (conditions: Conditions | undefined): string =>
  conditions ? conditionsText(conditions, Number.POSITIVE_INFINITY) : '';

function exceptText({ resources, but, conditions, by }: Exception, labels: Pick<Labels, 'policy'>): string {
  const when = conditions ? ` if ${conditionCell(conditions)}` : '';
  const outside = but ? ` outside ${but.join(' ')}` : '';
  return `${resources.join(' ')}${outside}${when} (${by ? statementText(by, labels) : 'their own policies decide'})`;
}
