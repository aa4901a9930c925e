/**
 * Checks the form of principals when a policy is saved (G-51, M-19, M-21). The text alone cannot tell if a
 * user or role exists (G-53); the API checks that in the account.
 */

import { mayMean } from './action.ts';
import type { DraftStatement } from './draft.ts';
import type { IssueCode } from './issue-codes.ts';
import type { PolicyKind, ReportProblem } from './problem.ts';
import { gitHub, issuerOfPrincipal, tenantKeys } from '../shared-issuers.ts';
import type { PrincipalEntry } from '../syntax/tree.ts';

export function principalProblems(
  entries: readonly PrincipalEntry[],
  kind: PolicyKind,
  report: ReportProblem,
): void {
  for (const { type, value, span } of entries) {
    const star = /[*?]/.test(value) ? 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL' : undefined;
    switch (type) {
      case 'AWS':
        if (!isAwsPrincipal(value) && !(kind === 'resource' && originAccess.test(value)))
          report('M-19', span, ['AWS', value], undefined, star);
        break;
      case 'Service':
        if (!domain.test(value))
          report('M-19', span, ['SERVICE', value], undefined, star ?? 'INVALID_SERVICE_PRINCIPAL_FORMAT');
        break;
      case 'Federated':
        if (!domain.test(value) && !provider.test(value))
          report('M-21', span, [], undefined, federatedIssue(kind, star));
        break;
      case 'CanonicalUser':
        if (!/^[0-9a-fA-F]{64}$/.test(value)) report('M-19', span, ['CANONICALUSER', value], undefined, star);
    }
  }
}

/** Only trust policies name providers, so elsewhere it does not matter how one is written. */
const federatedIssue = (kind: PolicyKind, star: IssueCode | undefined): IssueCode =>
  kind === 'trust'
    ? (star ?? 'INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY')
    : 'FEDERATED_PRINCIPAL_NOT_SUPPORTED';

const domain = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/;
const provider = /^arn:aws[a-z-]*:iam::\d{12}:(saml-provider|oidc-provider)\/[^*?\s]+$/;
const iamPrincipal = /^arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)\/[^*?\s]+)$/;
const stsPrincipal =
  /^arn:aws[a-z-]*:sts::\d{12}:(assumed-role\/[^*?\s/]+\/[^*?\s/]+|federated-user\/[^*?\s/]+)$/;
/** The older way to let CloudFront read a bucket ("Restrict access to an Amazon S3 origin", CloudFront's guide). */
const originAccess = /^arn:aws[a-z-]*:iam::cloudfront:user\/CloudFront Origin Access Identity [A-Z0-9]+$/;
const uniqueId = /^A(IDA|ROA)[A-Z0-9]+$/;

const isAwsPrincipal = (value: string) =>
  value === '*' ||
  /^\d{12}$/.test(value) ||
  iamPrincipal.test(value) ||
  stsPrincipal.test(value) ||
  uniqueId.test(value);

/** Reports a trust in an issuer of many organizations without a test of the organization (G-63). */
export function sharedIssuerProblems(statement: DraftStatement, report: ReportProblem): void {
  const { effect, actions, conditions, principal } = statement;
  if (effect.value !== 'Allow') return;
  if (!actions.some(({ value }) => mayMean(value, 'sts:AssumeRoleWithWebIdentity'))) return;
  const tested = new Set(conditions.map(({ key }) => key.value.toLowerCase()));
  for (const { type, value, span } of principal?.entries ?? []) {
    const issuer = type === 'Federated' ? issuerOfPrincipal(value) : undefined;
    const keys = issuer === undefined ? [] : tenantKeys(issuer);
    if (keys.length > 0 && !keys.some((key) => tested.has(key))) {
      const issue = issueOfTrust(issuer?.toLowerCase() ?? '', tested);
      report('G-63', span, [issuer ?? '', keys.join(' or ')], undefined, issue);
    }
  }
}

/** Access Analyzer knows GitHub; of the others it asks that any claim is tested. */
function issueOfTrust(issuer: string, tested: ReadonlySet<string>): IssueCode | undefined {
  if (issuer === gitHub) return 'MISSING_GITHUB_REPO_CONDITION_KEY';
  const isTested = [...tested].some((key) => key.startsWith(`${issuer}:`));
  return isTested ? undefined : 'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL';
}
