/**
 * Precision and recall: our checks against what AWS's own analyzer found in AWS's policies. `CHECK_REPORT=1` prints the
 * table of counts.
 */

import { beforeAll, expect, test } from 'vitest';
import { policyIssues } from '#core/lint/issues.ts';
import { createReference } from '#reference/reference.ts';
import { dayOfRun, notInRun, publishedFindings, reportedInRun } from './published-findings.ts';

const reference = createReference();
beforeAll(() => Promise.all([reference.loadAllActions(), reference.loadManagedPolicies()]));

const issuesOf = (document: string) =>
  policyIssues(document, { kind: 'identity-managed', reference, complete: true }).filter(
    ({ issueCode }) => issueCode !== undefined,
  );

/** Differences that are right. The service reference is newer than the findings. */
const known = new Set([
  // The actions exist now.
  'only AWS: INVALID_ACTION AWSAccountActivityAccess',
  'only AWS: INVALID_ACTION AWSIPAMServiceRolePolicy',
  'only AWS: INVALID_ACTION AWSMarketplaceManageSubscriptions',
  // These services have ended since.
  'only ours: INVALID_SERVICE_IN_ACTION AWSDeepLensLambdaFunctionAccessPolicy',
  'only ours: INVALID_SERVICE_IN_ACTION ResourceGroupsTaggingAPITagUntagSupportedResources',
  // AWS's check is newer than the findings of the first; the second has gained the condition since.
  'only ours: EQUIVALENT_TO_NULL_FALSE AWSMarketplaceImageBuildFullAccess',
  'only ours: EQUIVALENT_TO_NULL_FALSE AmazonSageMakerServiceCatalogProductsLambdaServiceRolePolicy',
  // AWS reported ArnLike with kms:EncryptionContext in one policy, and was silent for others with the same condition. The
  // text of such a key may be an ARN, so the operator does its work there.
  'only AWS: TYPE_MISMATCH AWSSupplyChainFederationAdminAccess',
  // AWS compares the values of aws:CalledVia with its form of service principals; ours reads principals alone.
  'only AWS: INVALID_SERVICE_PRINCIPAL_FORMAT CloudWatchApplicationSignalsFullAccess',
]);

/** Returns the value that a path such as `3>Resource>0` leads to, or the key at its end. */
function textAt(document: string, path: string): string {
  if (path === '.') return document;
  const parts = path.replace(/=$/, '').split('>');
  if (parts[1] === 'Condition' && !path.endsWith('=')) return parts.at(-1) ?? '';
  let node: unknown = (JSON.parse(document) as Record<string, unknown>)['Statement'];
  for (const part of parts) node = (node as Record<string, unknown>)[part];
  return Array.isArray(node) && node.length === 1 ? String(node[0]) : String(node);
}

test('what AWS’s analyzer found in policies that are the same today, our checks find at its places, and little else', () => {
  const documents = new Map(reference.managedPolicies().map(({ name, document }) => [name, document]));
  const counts = new Map<string, { agreed: number; aws: number; ours: number }>();
  const differ: string[] = [];
  for (const [name, findings] of Object.entries(publishedFindings)) {
    const document = documents.get(name) ?? '{}';
    const left = issuesOf(document);
    const count = (code: string) => {
      const row = counts.get(code) ?? { agreed: 0, aws: 0, ours: 0 };
      counts.set(code, row);
      return row;
    };
    for (const finding of findings) {
      const [code = '', ...paths] = finding.split(' ');
      const texts = paths.map((path) => textAt(document, path));
      const at = left.findIndex(
        ({ issueCode, span }) =>
          issueCode === code &&
          texts.includes(document.slice(span.start, span.end).replaceAll(/^"|"$/g, '').trim()),
      );
      if (at >= 0) {
        count(code).agreed++;
        left.splice(at, 1);
      } else {
        count(code).aws++;
        differ.push(`only AWS: ${code} ${name}`);
      }
    }
    for (const { issueCode = '' } of left) {
      count(issueCode).ours++;
      differ.push(`only ours: ${issueCode} ${name}`);
    }
  }
  if (process.env['CHECK_REPORT'])
    process.stdout.write(
      `${[...counts].map(([code, { agreed, aws, ours }]) => `${code}: agreed ${agreed}, only AWS ${aws}, only ours ${ours}`).join('\n')}\n`,
    );
  expect([...new Set(differ)].toSorted()).toEqual([...known].toSorted());
});

/** Policies in which we find something of that severity and AWS did not, with the reason. */
const onlyOurs: Readonly<Record<string, readonly string[]>> = {
  // Services and keys that have ended since, or that are not public: AWS knows them, the reference does not.
  error: [
    'AWSDeepLensLambdaFunctionAccessPolicy',
    'AWSDeepLensServiceRolePolicy',
    'AWSDeepRacerAccountAdminAccess',
    'AWSDeepRacerDefaultMultiUserAccess',
    'AWSDeepRacerServiceRolePolicy',
    'AWSIoTTwinMakerServiceRolePolicy',
    'AWSServiceRoleForIoTSiteWise',
    'AlexaForBusinessLifesizeDelegatedAccessPolicy',
    'AlexaForBusinessPolyDelegatedAccessPolicy',
    'AmazonNimbleStudio-StudioUser',
    'AmazonRoute53RecoveryControlConfigReadOnlyAccess',
    'AmazonZocaloFullAccess',
    'AmazonZocaloReadOnlyAccess',
  ],
  // The archive does not have the policy.
  'security warning': ['AWSRoboMakerServiceRolePolicy'],
  warning: [],
  suggestion: [],
};

test('in all policies that have not changed since the published run, severities agree but for a few', () => {
  const absent = new Set(notInRun.split(' '));
  const same = reference
    .managedPolicies()
    .filter(({ name, updateDate }) => updateDate < dayOfRun && !absent.has(name));
  const found = new Map(
    same.map(({ name, document }) => [name, new Set(issuesOf(document).map(({ severity }) => severity))]),
  );
  for (const [severity, list] of Object.entries(reportedInRun)) {
    const reported = new Set(list.split(' '));
    const differing = [...found].filter(
      ([name, severities]) => reported.has(name) !== [...severities].some((one) => one === severity),
    );
    expect(differing.map(([name]) => name).toSorted(), severity).toEqual(onlyOurs[severity]?.toSorted());
  }
  expect(found.size).toBeGreaterThan(900);
});
