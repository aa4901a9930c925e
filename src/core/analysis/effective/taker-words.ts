/** Names the statements of permissions and the limits that take something away, in short. */

import type { Labels } from '../../model/labels.ts';
import { layerName } from '../../model/policy-layers.ts';
import type { Source } from '../layers/source.ts';
import type { Taker } from './permission.ts';

type PolicyLabels = Pick<Labels, 'policy'>;

/** Returns `ReadPayroll, statement 2`, or with a Sid `ReadPayroll, statement “ReadFiles”`. */
export const statementText = ({ policy, statement, sid }: Source, labels: PolicyLabels): string =>
  `${labels.policy(policy)}, statement ${sid === undefined ? statement + 1 : `“${sid}”`}`;

/** Returns `Deny in NoPayroll, statement 1`, or `permissions boundary OnlyS3 does not allow it`. */
export function takerText(taker: Taker, labels: PolicyLabels): string {
  if (taker.kind === 'deny') return `Deny in ${statementText(taker.source, labels)}`;
  const names = taker.policies.map(labels.policy).join(', ');
  return `${[layerName(taker.layer).policy, names].filter(Boolean).join(' ')} does not allow it`;
}
