/**
 * The ARN formats of the service reference (`arn:${Partition}:s3:::${BucketName}/${ObjectName}`). This module
 * splits a format into parts, fills it with values, and checks that a policy's resource can name something of
 * that form. That check compares two patterns, so a policy's wildcards and variables match anything.
 */

import type { ActionInfo, ResourceType } from '../model/service-reference.ts';

/** Cuts a resource at its colons, but not in variables, which become wildcards. */
export const fieldsOf = (resource: string): string[] => resource.replaceAll(/\$\{[^}]*\}/g, '*').split(':');

export interface FormatPart {
  /** The name in `${…}`: `BucketName`; absent for text. */
  readonly variable?: string;
  readonly text: string;
}

function formatParts(format: string): readonly FormatPart[] {
  return format.split(/(\$\{[^}]*\})/).flatMap((text): FormatPart[] => {
    if (text === '') return [];
    const variable = /^\$\{([^}]*)\}$/.exec(text)?.[1];
    return [variable === undefined ? { text } : { variable, text }];
  });
}

/** Returns the variables that a person fills in, in order, each once. Partition is not one of them. */
export const formatVariables = (format: string): readonly string[] => [
  ...new Set(
    formatParts(format).flatMap(({ variable }) => (variable && variable !== 'Partition' ? [variable] : [])),
  ),
];

/** Returns an ARN: `*` for values that are not given, `aws` for the partition unless given. */
export const fillFormat = (format: string, values: Readonly<Record<string, string>>): string =>
  formatParts(format)
    .map(({ variable, text }) =>
      variable === undefined ? text : values[variable] || (variable === 'Partition' ? 'aws' : '*'),
    )
    .join('');

/** Returns `Bucket name` for `BucketName`, as the label of a field. */
export function variableLabel(variable: string): string {
  const words = variable
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns true when some ARN has the format, or one of several, and matches the policy's resource. */
export const fitsFormat = (resource: string, formats: string): boolean =>
  resource === '*' || fits(resource, formats, plain);

/**
 * Tells if a call of the action can be about a resource, as far as the reference knows. Versions and other parts after
 * a name count as the resource, and an alias stands for its key.
 */
export function takesResource({ name, resourceTypes }: ActionInfo, resource: string): boolean {
  if (resource === '*') return true;
  if (resourceTypes.length === 0) return resource === 'arn:aws:s3:::*' && name.startsWith('s3:');
  if (name.startsWith('kms:') && resource.includes(':alias/')) return true;
  return resourceTypes.some((type) => isOfType(type, resource));
}

export const isOfType = ({ arnFormat }: ResourceType, arn: string): boolean =>
  arn !== '*' && fits(arn, arnFormat, narrow);

export const fitsText = (text: string, format: string): boolean => fits(text, format, narrow);

function fits(resource: string, formats: string, words: ReadonlySet<string>): boolean {
  const steps = stepsOf(resource);
  return formatsIn(formats, words).some((format) => intersect(steps, format));
}

/** Resources of late: each is compared with every format of its service, by several checks. */
const lately = new Map<string, readonly Step[]>();
const mostCachedFormats = 200;

function stepsOf(resource: string): readonly Step[] {
  const steps = lately.get(resource) ?? spread(resourceTokens(resource));
  if (lately.size >= mostCachedFormats) lately.clear();
  lately.set(resource, steps);
  return steps;
}

const known = new Map<ReadonlySet<string>, Map<string, readonly (readonly Step[])[]>>();

/** Keeps them: the service reference has some thousand formats, and lists of resources ask for each again. */
function formatsIn(formats: string, words: ReadonlySet<string>): readonly (readonly Step[])[] {
  let ofWords = known.get(words);
  if (!ofWords) known.set(words, (ofWords = new Map<string, readonly (readonly Step[])[]>()));
  let found = ofWords.get(formats);
  if (!found)
    ofWords.set(formats, (found = formats.split(', ').map((format) => spread(formatTokens(format, words)))));
  return found;
}

/** `any` matches any text, `word` any text without `/` and `:`, `one` one character. */
type Token = 'any' | 'word' | 'one' | { readonly text: string };

function resourceTokens(resource: string): Token[] {
  const fields = resource.split(':');
  const open = resource.replaceAll(/\$\{[^}]*\}/g, '*');
  const tokens = wildcards(open);
  // A short ARN that ends in a wildcard stands for all that follows (G-43).
  if (fields.length < 6 && resource.endsWith('*')) tokens.push('any');
  return tokens;
}

const wildcards = (text: string): Token[] =>
  text.split(/([*?])/).flatMap((part): Token[] => {
    if (part === '*') return ['any'];
    if (part === '?') return ['one'];
    return part === '' ? [] : [{ text: part }];
  });

/** Variables that never hold a slash. Names of log groups, parameters, repositories and paths may. */
const plain: ReadonlySet<string> = new Set([
  ...['Partition', 'Region', 'Account', 'BucketName', 'TableName', 'FunctionName', 'QueueName'],
  ...['KeyId', 'InstanceId', 'ClusterName', 'TopicName', 'VolumeId', 'SecurityGroupId', 'VpcId'],
]);

/** Variables that hold neither a slash nor a colon, whatever follows the name of a resource. */
const narrow: ReadonlySet<string> = new Set(['Partition', 'Region', 'Account', 'BucketName']);

const formatTokens = (format: string, words: ReadonlySet<string>): Token[] =>
  formatParts(format).flatMap(({ variable, text }): Token[] => {
    if (variable === undefined) return wildcards(text);
    return [words.has(variable) ? 'word' : 'any'];
  });

/** Returns true when some text matches both patterns: a search over pairs of places, each visited once. */
function intersect(a: readonly Step[], b: readonly Step[]): boolean {
  // Most differ before the first open piece.
  let same = 0;
  while (typeof a[same] === 'number' && a[same] === b[same]) same++;
  if (typeof a[same] === 'number' && typeof b[same] === 'number') return false;
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  const stack = [same * width + same];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen[at]) continue;
    seen[at] = 1;
    const j = at % width;
    const [x, y] = [a[(at - j) / width], b[j]];
    if (x === undefined && y === undefined) return true;
    // An open piece may end here.
    if (isOpen(x)) stack.push(at + width);
    if (isOpen(y)) stack.push(at + 1);
    if (x === undefined || y === undefined || !meet(x, y)) continue;
    stack.push(at + (isOpen(x) ? 0 : width) + (isOpen(y) ? 0 : 1));
  }
  return false;
}

type Step = 'any' | 'word' | 'one' | number;

const spread = (tokens: readonly Token[]): Step[] =>
  tokens.flatMap((token): Step[] =>
    typeof token === 'string'
      ? [token]
      : Array.from({ length: token.text.length }, (_, at) => token.text.charCodeAt(at)),
  );

const isOpen = (step: Step | undefined): boolean => step === 'any' || step === 'word';
const isPlain = (code: number) => code !== 47 && code !== 58;

function meet(x: Step, y: Step): boolean {
  if (typeof x === 'number' && typeof y === 'number') return x === y;
  if (typeof x === 'number') return y !== 'word' || isPlain(x);
  if (typeof y === 'number') return x !== 'word' || isPlain(y);
  return true;
}
