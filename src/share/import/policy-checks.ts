/**
 * Checks the policies of account files in steps, for the preview of an import: how many AWS would refuse, how many have
 * security warnings, and which. AWS's own policies are not among them.
 */

import { CheckedTexts } from '../../core/query/policies/checks/account-checks.ts';
import {
  type AccountPolicy,
  type DocumentUse,
  controlPolicyDocuments,
  accountPoliciesOf,
} from '../../core/query/policies/checks/documents.ts';
import { type IssueSeverity, issueSeverities } from '../../core/policy/checks/issue-codes.ts';
import type { Reference } from '../../core/model/service-reference.ts';
import { type WorldRecords, worldOf } from '../world-records.ts';
import type { Steps } from '../../core/model/steps.ts';

export interface ImportedChecks {
  /** Number of policies; of a managed policy the default version. */
  readonly policies: number;
  readonly refused: number;
  /** Policies with a security warning, refused or not. */
  readonly security: number;
  /** Policies that AWS saves, with an error. */
  readonly faulty: number;
  /** These policies, those that AWS would refuse first. Of very many, only the first. */
  readonly listed: readonly CheckedImport[];
}

export interface CheckedImport {
  readonly name: string;
  readonly holder?: string;
  readonly use: DocumentUse;
  /** The id, severity and sentence of the gravest finding. */
  readonly check: string;
  readonly severity: IssueSeverity;
  readonly message: string;
  readonly isRefused: boolean;
}

/** A person reads no more lines. */
const mostListed = 200;

/** `reference` must have all services. Yields the number of checked policies after each. */
export function* importedChecks(records: WorldRecords, reference: Reference): Steps<ImportedChecks> {
  const texts = new CheckedTexts(reference);
  const listed: CheckedImport[] = [];
  const counts = { policies: 0, refused: 0, security: 0, faulty: 0 };
  for (const policy of policiesIn(records)) {
    const findings = texts.findings(policy);
    counts.policies += 1;
    const refusal = findings.find(({ refusedBy }) => refusedBy !== undefined);
    const isInsecure = findings.some(({ severity }) => severity === 'security warning');
    const first = refusal ?? findings[0];
    if (refusal) counts.refused += 1;
    else if (first?.severity === 'error') counts.faulty += 1;
    if (isInsecure) counts.security += 1;
    if (first && (refusal || isInsecure || first.severity === 'error')) {
      const { name, holder, use } = policy;
      const { id: check, severity, message } = first;
      const line = { name, use, check, severity, message, isRefused: refusal !== undefined };
      listed.push({ ...line, ...(holder !== undefined && { holder }) });
    }
    yield counts.policies;
  }
  return { ...counts, listed: listed.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostListed) };
}

const rank = ({ isRefused, severity }: CheckedImport): number =>
  isRefused ? -1 : issueSeverities.indexOf(severity);

function* policiesIn(records: WorldRecords): Generator<AccountPolicy, void, undefined> {
  const world = worldOf(records);
  const { accounts, resources, organizations } = records;
  const owners = new Set([...accounts.map(({ id }) => id), ...resources.map(({ account }) => account)]);
  for (const owner of owners)
    for (const policy of accountPoliciesOf(world, owner))
      if (!outside.has(policy.use) && !isOfAws(policy)) yield policy;
  for (const { id } of organizations) yield* controlPolicyDocuments(world, id);
}

/** Control policies are of the organization, which several accounts share. */
const outside: ReadonlySet<DocumentUse> = new Set(['aws', 'scp', 'rcp']);

/** AWS writes the policies of these roles itself. */
const isOfAws = ({ arn }: AccountPolicy): boolean => /:role\/aws-(?:service-role|reserved)\//.test(arn);
