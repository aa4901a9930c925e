/**
 * Names the resources of a statement as people call them: `bucket payroll`, `the objects of bucket payroll`,
 * `role Deploy`. A resource of an unknown form keeps its own text.
 */

import { parseArn } from '../model/arn.ts';
import { kindOfArn } from '../model/resource-kinds/lookup.ts';
import { serviceName } from '../policy/service-names.ts';

/** Joins as many words as `most` says; of more, so many and `and 4 more`. */
export const upTo = (most: number, words: readonly string[]): string =>
  words.length > most
    ? `${words.slice(0, most).join(', ')} and ${(words.length - most).toLocaleString('en')} more`
    : words.join(', ');

export const upToThree = (words: readonly string[]): string => upTo(3, words);

/**
 * Returns `all resources`, the names of as many as `most` says, or for 0 their number alone. `home`: each is
 * named with its region, and with its account if that is another one. Absent: both are left out.
 */
export function resourceWords(resources: readonly string[], most = 3, home?: string): string {
  if (resources.includes('*')) return 'all resources';
  const named = new Set(resources);
  const words = [...new Set(resources.flatMap((one) => placed(oneResource(one, named), one, home) ?? []))];
  return most === 0 ? `${words.length.toLocaleString('en')} resources` : upTo(most, words);
}

/** Adds the region and the account to the words of an ARN that is narrowed to them. */
function placed(words: string | undefined, text: string, home: string | undefined): string | undefined {
  const arn = home === undefined ? undefined : parseArn(text);
  if (words === undefined || !arn) return words;
  const narrows = (field: string) => field !== '' && field !== '*';
  const region = narrows(arn.region) ? ` in ${arn.region}` : '';
  const account = narrows(arn.account) && arn.account !== home ? ` of account ${arn.account}` : '';
  return `${words}${region}${account}`;
}

/** Returns `undefined` for the objects of a bucket that is named too, because the bucket speaks of them. */
function oneResource(text: string, named: ReadonlySet<string>): string | undefined {
  const arn = parseArn(text);
  if (!arn) return text;
  const { service, resource } = arn;
  if (resource === '*') return `everything in ${serviceName(service)}`;
  if (service === 's3' && arn.account === '') return bucketWords(text, resource, named);
  const [, type = '', rest] = /^([A-Za-z-]+)[/:](.+)$/.exec(resource) ?? [];
  // The ARN of a queue or a topic does not say its type.
  if (rest === undefined) return `${kindOfArn(text)?.one ?? serviceName(service)} ${resource}`;
  const kind = type.replaceAll('-', ' ');
  return rest === '*' ? `every ${kind}` : `${kind} ${rest}`;
}

function bucketWords(arn: string, resource: string, named: ReadonlySet<string>): string | undefined {
  const slash = resource.indexOf('/');
  const bucket = slash < 0 ? resource : resource.slice(0, slash);
  // A wildcard in the name of a bucket reaches past the slash too.
  if (/[*?]/.test(bucket)) return `S3 ${resource}`;
  if (slash < 0) return named.has(`${arn}/*`) ? `bucket ${bucket} and its objects` : `bucket ${bucket}`;
  if (resource !== `${bucket}/*`) return `${/[*?$]/.test(resource) ? 'objects' : 'object'} ${resource}`;
  return named.has(arn.slice(0, -2)) ? undefined : `the objects of bucket ${bucket}`;
}
