/** Says what a principal can do, and what limits took away, in a sentence each. */

import type { EffectivePermissions } from '#core/analysis/effective/permission.ts';
import { layerName } from '#core/model/policy-layers.ts';
import type { TakenBy } from '#core/query/identities/taken-away.ts';
import { counted } from '../names.ts';

export interface PermissionSubject {
  readonly name: string;
  readonly kind: 'user' | 'role' | 'group' | 'root' | 'session';
}

export function summaryWords(
  found: EffectivePermissions,
  { name, kind }: PermissionSubject,
  isAllRead = true,
): [string, string] {
  const who = kind === 'group' ? 'Members of this group' : kind === 'root' ? 'The root user' : name;
  const through = kind === 'group' ? ' through it' : '';
  const lost = found.granted - found.left;
  const policies = kind === 'group' ? 'its policies allow' : 'the policies allow';
  if (found.isEverything)
    return [
      `${who} can do everything${through}.`,
      'Every action, on every resource. Keys, and roles to assume, must allow it too.',
    ];
  if (found.permissions.length === 0)
    return found.granted === 0
      ? [
          `The policies of ${kind === 'group' ? 'this group' : name}${isAllRead ? '' : ' that could be read'} allow nothing.`,
          'Everything is denied until a policy allows it.',
        ]
      : [`Limits take away all that ${policies}.`, ''];
  const services = counted(new Set(found.permissions.map(({ service }) => service)).size, 'service');
  const takes =
    lost === 0
      ? found.taken.length > 0
        ? `Limits take away a part of what ${policies}.`
        : ''
      : `Limits take away ${lost.toLocaleString('en')} of ${counted(found.granted, 'action')} that ${policies}.`;
  return [`${who} can use ${services}${through}.`, takes];
}

/** Returns `Permissions boundary`, `Deny in service control policy`, or `SCPs at the root of the organization`. */
export function limitTitle({ kind, layer, level, policies }: TakenBy): string {
  // A setting of the account denies without a policy.
  if (kind === 'deny' && !policies.some((one) => one.startsWith('arn:'))) return '';
  if (kind === 'deny')
    return layer === 'identity' || layer === 'resource'
      ? 'Deny in'
      : `Deny in ${layerName(layer).policy}${atLevel(layer, level)}`;
  if (layer === 'service-control') return `Service control policies (SCPs)${atLevel(layer, level)}`;
  return layerName(layer).label;
}

const atLevel = (layer: TakenBy['layer'], level: number | undefined): string => {
  if (level === undefined || (layer !== 'service-control' && layer !== 'resource-control')) return '';
  return level === 0 ? ' at the root of the organization:' : ` at level ${level} below the root:`;
};

/** Returns `takes away 12 actions, and a part of 3 more`. */
export function takesWords({ kind, policies, parts, whole, partly }: TakenBy): string {
  const verb = (text: string) => (kind === 'silent' && policies.length !== 1 ? text : `${text}s`);
  if (parts.length === 0) return `${verb('take')} nothing away`;
  if (whole === 0) return `${verb('take')} away a part of ${counted(partly, 'action')}`;
  const more = partly > 0 ? `, and a part of ${partly.toLocaleString('en')} more` : '';
  return `${verb('take')} away ${counted(whole, 'action')}${more}`;
}
