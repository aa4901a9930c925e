/** Finds a managed policy to show: the account's own, one of AWS's in use, or one of the catalogue. */

import type { Session } from '#app/session/session.svelte.ts';
import { awsAccount } from '#core/model/ids.ts';
import type { PolicyRecord } from '#core/model/records/identities.ts';
import { defaultDocument } from '#core/model/policy-document.ts';
import { findByArn } from '#core/model/world/world.ts';

export interface KnownPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly document: string;
  readonly versionId: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly description?: string | undefined;
  readonly isAws: boolean;
  /** Absent when nobody here uses it, so that the account has no copy. */
  readonly record?: PolicyRecord;
}

export function knownPolicy(session: Session, arn: string): KnownPolicy | undefined {
  const record = findByArn(session.state.world, 'policies', arn);
  if (record) {
    const { policyName: name, path, createDate, updateDate, description, defaultVersionId } = record;
    return {
      ...{ arn, name, path, createDate, updateDate, description, record },
      document: defaultDocument(record),
      versionId: defaultVersionId,
      isAws: record.account === awsAccount,
    };
  }
  const found = session.catalogue.current.managedPolicy(arn);
  return found && { ...found, document: found.document, isAws: true };
}
