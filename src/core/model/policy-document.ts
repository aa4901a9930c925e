/** The current document of a policy record, managed or inline. */

import type { InlinePolicy, PolicyRecord } from './records/identities.ts';

/** Returns the JSON text of an inline policy, or of a managed policy's default version (else `{}`). */
export function defaultDocument(record: PolicyRecord | InlinePolicy): string {
  if ('document' in record) return record.document;
  return record.versions.find(({ versionId }) => versionId === record.defaultVersionId)?.document ?? '{}';
}
