/** Finds trust policies whose actions do not fit those who are trusted, and those that let in too many. */

import { mayMean } from '../../policy/checks/action.ts';
import { type TrustDanger, trustDangers } from '../../policy/checks/trust-dangers.ts';
import { gitHub, issuerOfPrincipal, tenantKeys } from '../../policy/shared-issuers.ts';
import type { PrincipalEntry, TextList } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { addAction, addCondition, fixing, replaceAction } from '../edits/blocks.ts';
import {
  type DocumentCheck,
  type CheckFinding,
  type StatementCheck,
  type LintSubject,
  found,
  testedKeys,
} from '../finding.ts';
import { gitHubAudience, gitHubFindings, oidcFindings } from './oidc.ts';
import { onlyAccount } from './openings.ts';

const webIdentity = 'sts:AssumeRoleWithWebIdentity';
const withSaml = 'sts:AssumeRoleWithSAML';

export const trustPrincipals: StatementCheck = (statement, subject) => {
  const { effect } = statement;
  if (subject.kind !== 'trust' || effect === undefined) return [];
  const own = [
    ...bareStar(statement, subject),
    ...oidcFindings(statement, subject),
    ...gitHubFindings(statement, subject),
  ];
  const ours = trustDangers({ ...statement, effect }).flatMap((danger): CheckFinding[] => {
    const same = own.find(
      ({ id, span }) =>
        span.start === danger.span.start &&
        (danger.id === 'wide-subject'
          ? id === 'specific-github-repo-and-branch-recommended'
          : danger.id === 'open-provider'),
    );
    if (same || (danger.id === 'open-to-everyone' && statement.principal?.isBare)) return [];
    if (danger.id === 'open-provider' && isRefused(danger, statement)) return [];
    return [{ ...danger, ...fixOf(danger, statement, subject) }];
  });
  return [...own, ...ours];
};

/** AWS takes everybody only in the form `{"AWS": "*"}`. */
function bareStar({ principal, json, index }: CheckedStatement, subject: LintSubject): CheckFinding[] {
  const span = json.members.find(({ name }) => name === 'Principal')?.nameSpan;
  if (!principal?.isBare || !span || principal.entries[0]?.value !== '*') return [];
  const message = 'A role cannot trust "*". Name the accounts, users, roles or services that may assume it.';
  return [{ ...found('bare-star-in-trust-policy', span, message), ...onlyAccount(subject, index) }];
}

/** AWS refuses to save the trust of an issuer that many organizations share (G-63). */
function isRefused({ span }: TrustDanger, statement: CheckedStatement): boolean {
  const entry = statement.principal?.entries.find((one) => one.span.start === span.start);
  const issuer = entry && issuerOfPrincipal(entry.value);
  const keys = issuer === undefined ? [] : tenantKeys(issuer);
  const tested = testedKeys(statement);
  return keys.length > 0 && !keys.some((key) => tested.includes(key));
}

/** Returns the fix of a danger, where nothing else has to be known for it. */
function fixOf({ id, span }: TrustDanger, { index, principal }: CheckedStatement, subject: LintSubject) {
  const { text } = subject;
  if (id === 'saml-without-audience') {
    const values = ['https://signin.aws.amazon.com/saml'];
    const audience = { operator: 'StringEquals', key: 'SAML:aud', values, list: false };
    return fixing('Accept only AWS’s sign-in (SAML:aud)', text, index, addCondition(audience));
  }
  if (id === 'open-to-everyone') return onlyAccount(subject, index);
  const entry = principal?.entries.find((one) => one.span.start === span.start);
  if (id === 'provider-without-audience' && entry && issuerOfPrincipal(entry.value)?.toLowerCase() === gitHub)
    return fixing(
      'Accept only tokens for AWS (sts.amazonaws.com)',
      text,
      index,
      addCondition(gitHubAudience),
    );
  return {};
}

const isSaml = ({ type, value }: PrincipalEntry): boolean =>
  type === 'Federated' && value.includes(':saml-provider/');
const isProvider = ({ type, value }: PrincipalEntry): boolean =>
  type === 'Federated' && issuerOfPrincipal(value) !== undefined;

const fits: ReadonlyMap<string, (entry: PrincipalEntry) => boolean> = new Map([
  [withSaml.toLowerCase(), isSaml],
  [webIdentity.toLowerCase(), isProvider],
  ['sts:assumerole', ({ type }: PrincipalEntry) => type !== 'Federated'],
]);

export const mismatchedActions: StatementCheck = ({ action, principal, index }, { kind, text }) => {
  if (kind !== 'trust' || !principal) return [];
  const entries = principal.entries.filter(({ value }) => value !== '*');
  return (action?.items ?? []).flatMap(({ value, span }): CheckFinding[] => {
    const fit = fits.get(value.toLowerCase());
    const wrong = fit ? entries.filter((entry) => !fit(entry)) : [];
    if (wrong.length === 0) return [];
    const right = rightCall(wrong);
    const message = `${wrong.map((one) => one.value).join(', ')} cannot call ${value}. ${right === undefined ? 'Give each kind of principal a statement of its own.' : `Use ${right} instead.`}`;
    const one = found('mismatched-action-for-principal', span, message);
    const isOnly = wrong.length === entries.length && !hasAction(action, right);
    if (right === undefined || !isOnly) return [one];
    return [{ ...one, ...fixing(`Change to ${right}`, text, index, replaceAction(value, right)) }];
  });
};

const hasAction = (action: TextList | undefined, name: string | undefined): boolean =>
  action?.items.some(({ value }) => value.toLowerCase() === name?.toLowerCase()) === true;

function rightCall(entries: readonly PrincipalEntry[]): string | undefined {
  if (entries.every(isSaml)) return withSaml;
  if (entries.every(isProvider)) return webIdentity;
  return entries.every(({ type }) => type !== 'Federated') ? 'sts:AssumeRole' : undefined;
}

const rolesAnywhere = 'rolesanywhere.amazonaws.com';
const neededAnywhere = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** Checks that Roles Anywhere gets all three calls that it makes, in whichever statements. */
export const rolesAnywhereActions: DocumentCheck = ({ kind, text, policy: { statements } }) => {
  if (kind !== 'trust') return [];
  const named = statements.filter(
    ({ effect, principal }) =>
      effect === 'Allow' &&
      principal?.entries.some(({ type, value }) => type === 'Service' && value === rolesAnywhere) === true,
  );
  const [first] = named;
  if (!first?.action) return [];
  const isAllowed = (name: string) =>
    named.some(({ action }) => action?.items.some(({ value }) => mayMean(value, name)) === true);
  const missing = neededAnywhere.filter((name) => !isAllowed(name));
  if (missing.length === 0) return [];
  const message = `Roles Anywhere also makes the calls ${missing.join(' and ')}. Without them it can give nobody the role.`;
  return [
    {
      ...found('missing-action-for-roles-anywhere', first.action.span, message),
      ...fixing(`Allow ${missing.join(' and ')}`, text, first.index, (block) =>
        missing.reduce((all, name) => addAction(name)(all), block),
      ),
    },
  ];
};
