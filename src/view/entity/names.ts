/**
 * Decides how a thing of the account is shown: its name instead of its ARN, one shape for each kind, and a
 * link when it has a page.
 */

import { href } from '../../app/navigation/routes.svelte.ts';
import type { ScenarioPin, ScenarioQuestion } from '../../app/guide/guide.ts';
import { arnName, parseArn } from '../../core/model/arn.ts';
import { principalLabel } from '../../core/model/labels.ts';
import type { KindOfThing } from '../ui/data/kinds.ts';

export function thingKindOfArn(arn: string): KindOfThing {
  const parts = parseArn(arn);
  if (parts?.service === 'sts') return 'role';
  if (parts?.service !== 'iam') return parts ? 'resource' : 'outside';
  const [type = ''] = parts.resource.split('/');
  switch (type) {
    case 'root':
    case 'user':
    case 'group':
    case 'role':
    case 'policy':
      return type;
    default:
      return 'resource';
  }
}

/** Returns the short name: `alice`, `payroll/2026.csv`, `root`. A session has the name of its role. */
export function nameOfArn(arn: string): string {
  const parts = parseArn(arn);
  if (!parts) return arn;
  if (parts.service === 'sts') return parts.resource.split('/')[1] ?? parts.resource;
  if (parts.service === 'iam') return parts.resource === 'root' ? 'root' : arnName(arn);
  if (parts.service === 's3' && !parts.account) return parts.resource;
  return parts.resource.includes('/') || parts.resource.includes(':') ? arnName(arn) : parts.resource;
}

/** Returns the short name of a caller, who may have no ARN: `anyone` is everybody without credentials. */
export const nameOfCaller = (principal: string): string =>
  principal.startsWith('arn:') ? nameOfArn(principal) : principalLabel(principal);

export function hrefOfArn(arn: string): string | undefined {
  const kind = thingKindOfArn(arn);
  if (kind === 'policy') return href('policies', [arn]);
  if (kind === 'user' || kind === 'group' || kind === 'role')
    return href('identities', [kind, nameOfArn(arn)]);
  return undefined;
}

/**
 * Returns the address of the graph with this selected among its surroundings: two hops around a user, a group or a role,
 * else one. `isTrust`: who may assume the role, in the layout of trust.
 */
export function surroundingsHref(arn: string, isTrust = false): string {
  const kind = thingKindOfArn(arn);
  const isHolder = kind === 'user' || kind === 'group' || kind === 'role';
  return href('graph', [], {
    n: arn,
    f: arn,
    h: isHolder && !isTrust ? '2' : undefined,
    l: isTrust ? 'trust' : undefined,
  });
}

/** Returns an ISO date as a person reads it: `18 Dec 2019`. A text that is no date is returned unchanged. */
export function dayOf(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return new Date(time).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** Returns the date with the time of day in UTC: `18 Dec 2019, 19:10:08`. */
export function momentOf(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return `${dayOf(iso)}, ${new Date(time).toISOString().slice(11, 19)}`;
}

export const yesOrNo = (is: boolean): string => (is ? 'Yes' : 'No');

/** Returns `1 user`, `2 users` or `3 policies`. */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? word : plural}`;
}

/** Returns a number of bytes as a person reads it: `812 bytes`, `14 kB`, `3.2 MB`. */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return counted(bytes, 'byte');
  const [value, unit] =
    bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value).toLocaleString('en')} ${unit}`;
}

export const answerText = ({ text, question }: Pick<ScenarioPin, 'text' | 'question'>): string =>
  text || questionText(question);

/** Returns for example `alice: s3:GetObject on payroll/2026.csv`. */
export const questionText = ({ principal, action, resource }: ScenarioQuestion): string =>
  `${nameOfCaller(principal)}: ${action} on ${resource === '*' ? 'everything' : nameOfArn(resource)}`;
