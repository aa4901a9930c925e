/** Checks that written actions and their services exist, and how they are spelled. */

import type { Reference } from '../../model/service-reference.ts';
import { variableNames } from '../../policy/compile.ts';
import { serviceName } from '../../policy/service-names.ts';
import type { Text } from '../../policy/syntax/tree.ts';
import { nearest, writeFix } from '../edits/text.ts';
import { type CheckFinding, found, type StatementCheck, type LintSubject } from '../finding.ts';
import { namedActions } from './resolve.ts';

/**
 * API calls whose permission has another name, by `service:call` in lower case. People write the call. Sources: Amazon
 * S3 User Guide, Required permissions for Amazon S3 API operations; AWS Lambda Developer Guide.
 */
const apiNames: Readonly<Record<string, string>> = {
  's3:listbuckets': 'ListAllMyBuckets',
  's3:listobjects': 'ListBucket',
  's3:listobjectsv2': 'ListBucket',
  's3:headbucket': 'ListBucket',
  's3:headobject': 'GetObject',
  's3:copyobject': 'PutObject',
  's3:createmultipartupload': 'PutObject',
  's3:uploadpart': 'PutObject',
  's3:uploadpartcopy': 'PutObject',
  's3:completemultipartupload': 'PutObject',
  's3:deleteobjects': 'DeleteObject',
  's3:selectobjectcontent': 'GetObject',
  's3:listobjectversions': 'ListBucketVersions',
  's3:listmultipartuploads': 'ListBucketMultipartUploads',
  's3:listparts': 'ListMultipartUploadParts',
  's3:getbucketencryption': 'GetEncryptionConfiguration',
  's3:putbucketencryption': 'PutEncryptionConfiguration',
  's3:getbucketlifecycleconfiguration': 'GetLifecycleConfiguration',
  's3:putbucketlifecycleconfiguration': 'PutLifecycleConfiguration',
  's3:getbucketreplication': 'GetReplicationConfiguration',
  's3:putbucketreplication': 'PutReplicationConfiguration',
  's3:getpublicaccessblock': 'GetBucketPublicAccessBlock',
  's3:putpublicaccessblock': 'PutBucketPublicAccessBlock',
  'lambda:invoke': 'InvokeFunction',
};

export const unknownActions: StatementCheck = ({ action, notAction }, subject) => {
  const items = [...(action?.items ?? []), ...(notAction?.items ?? [])];
  return items.flatMap((item) => nameFinding(item, items, subject));
};

function finding(
  id: CheckFinding['id'],
  { span }: Text,
  message: string,
  meant: string | undefined,
  text: string,
) {
  const fix = meant === undefined ? {} : { fix: writeFix(text, span, meant, `Change to ${meant}`) };
  return { ...found(id, span, message), ...fix };
}

function nameFinding(item: Text, items: readonly Text[], subject: LintSubject): CheckFinding[] {
  const { reference, complete, text } = subject;
  const { value, span } = item;
  if (value === '*' || value === '*:*' || variableNames(value).length > 0) return [];
  const [prefix = '', name, ...more] = value.split(':');
  if (name === undefined) {
    const message = `“${value}” has no service. An action is written service:Name, such as s3:GetObject.`;
    return [finding('unknown-action', item, message, withService(value, items, reference), text)];
  }
  if (more.length > 0) {
    const meant = value.replaceAll(/:{2,}/g, ':');
    const isRight = (namedActions(meant, reference)?.length ?? 0) > 0 && meant.split(':').length === 2;
    const message = `“${value}” has more than one colon. An action is written service:Name.`;
    return [finding('unknown-action', item, message, isRight ? meant : undefined, text)];
  }
  if (/[*?]/.test(prefix)) {
    const message = `The service “${prefix}” has a wildcard, so it also means services that AWS does not have yet.`;
    return [found('wildcard-in-service-name', span, message)];
  }
  if (!reference.service?.(prefix)) {
    if (!complete) return [];
    const meant = nearest(prefix, reference.services?.() ?? []);
    const message = `AWS has no service “${prefix}”, as far as ${listOf(reference)} knows${meant ? `. Is “${meant}” meant?` : ': the action matches nothing.'}`;
    return [finding('unknown-service', item, message, meant && `${meant}:${name}`, text)];
  }
  const named = namedActions(value, reference) ?? [];
  if (named.length === 0) return [unknownAction(item, prefix, name, subject)];
  const spelled = named[0]?.name ?? value;
  if (/[*?]/.test(name) || spelled === value || spelled === capitalized(prefix, name)) return [];
  const message = `AWS writes it ${spelled}. This form works too, but a search for that name may miss it.`;
  return [
    { ...found('action-spelling', span, message), fix: writeFix(text, span, spelled, `Write ${spelled}`) },
  ];
}

/** A service or an action may be newer than the list. */
const listOf = ({ date }: Reference): string =>
  date === undefined ? 'the reference' : `AWS’s reference of ${date}`;

const capitalized = (prefix: string, name: string) =>
  `${prefix}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Returns the action with a service that has it: one that the statement names already, or the only one. */
function withService(name: string, items: readonly Text[], reference: Reference): string | undefined {
  if (/[*?]/.test(name)) return undefined;
  const named = [...new Set(items.flatMap(({ value }) => (value.includes(':') ? value.split(':', 1) : [])))];
  const having = (prefixes: readonly string[]) =>
    prefixes.flatMap((prefix) => reference.action(`${prefix}:${name}`)?.name ?? []);
  const near = having(named);
  if (near[0] !== undefined) return near[0];
  const all = having(reference.services?.() ?? []);
  return all.length === 1 ? all[0] : undefined;
}

function unknownAction(
  item: Text,
  prefix: string,
  name: string,
  { reference, text }: LintSubject,
): CheckFinding {
  const title = serviceName(prefix);
  if (/[*?]/.test(name))
    return found(
      'unknown-action',
      item.span,
      `No action of ${title} is called ${name}, as far as ${listOf(reference)} knows: this matches nothing.`,
    );
  const api = apiNames[`${prefix}:${name}`.toLowerCase()];
  if (api !== undefined) {
    const right = `${prefix}:${api}`;
    const message = `${title} has no action ${name}, as far as ${listOf(reference)} knows. Permission for this API call is called ${api}.`;
    return finding('unknown-action', item, message, right, text);
  }
  const names = (reference.service?.(prefix)?.actions ?? []).map((one) => one.name.slice(prefix.length + 1));
  const meant = nearest(name, names);
  const message = `${title} has no action ${name}, as far as ${listOf(reference)} knows: this matches nothing.${meant ? ` Is ${meant} meant?` : ''}`;
  return finding('unknown-action', item, message, meant && `${prefix}:${meant}`, text);
}
