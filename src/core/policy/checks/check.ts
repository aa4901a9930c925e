/**
 * The checks that AWS makes when a policy is saved (M-1…M-23). AWS reports one problem; we find them all, in
 * AWS's order, so that the first is AWS's answer and the editor can show the rest. The API checks sizes
 * (G-18: policySize) and the existence of principals (G-53: principalsOf).
 */

import { actionProblems, trustActionProblems } from './action.ts';
import { principalProblems, sharedIssuerProblems } from './principal.ts';
import { legacyResourceProblems, resourceProblems, shortArnProblems } from './resource.ts';
import { type DocumentDraft, type DraftStatement, documentDraftOf, noPrincipals } from './draft.ts';
import type { IssueCode } from './issue-codes.ts';
import { parseJson } from '../syntax/json.ts';
import { issueOfRule, problemText } from './texts.ts';
import type { PolicyKind, PolicyProblem, ReportProblem } from './problem.ts';
import type { ConditionTest, PrincipalEntry } from '../syntax/tree.ts';
import { readIsoDate } from '../iso-date.ts';
import { variableNames } from '../compile.ts';
import { parseOperator } from '../operator-names.ts';

export type { PolicyKind, PolicyProblem };

/** Returns all problems of a document of that kind, AWS's own first; empty: AWS saves it. Never throws. */
export function checkPolicy(text: string, kind: PolicyKind): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const report: ReportProblem = (rule, span, values = [], detail, issue = issueOfRule(rule)) => {
    const message = problemText(rule, values);
    problems.push({
      code: 'MalformedPolicyDocument',
      message,
      span,
      rule,
      ...(detail !== undefined && { detail }),
      ...(issue !== undefined && { issueCode: issue }),
    });
  };
  const json = parseJson(text);
  if (!json.ok) {
    const rule = json.error.code === 'invalid-json' ? 'M-2' : 'M-1';
    report(rule, json.error.span, [], json.error.message, 'JSON_SYNTAX_ERROR');
    return problems;
  }
  checkBeginning(text, kind, report);
  const draft = documentDraftOf(json.value, kind, report);
  if (draft) checkDraft(draft, kind, report);
  return problems;
}

/** W-10: where space before a policy, or a line end, is refused. */
const beginnings: Partial<Record<PolicyKind, { readonly bad: RegExp; readonly rule: 'M-3' | 'M-5' }>> = {
  trust: { bad: /^[ \t\r\n]/, rule: 'M-3' },
  'identity-inline': { bad: /^[ \t\r\n]/, rule: 'M-5' },
  'identity-managed': { bad: /^[\r\n]/, rule: 'M-5' },
};

function checkBeginning(text: string, kind: PolicyKind, report: ReportProblem): void {
  const { bad, rule } = beginnings[kind] ?? {};
  if (!rule || !bad?.test(text)) return;
  const span = { start: 0, end: text.length - text.trimStart().length };
  report(rule, span, [], 'the policy must begin with `{`; remove the space before it');
}

/** Follows the order of M-22 after the syntax. */
function checkDraft(draft: DocumentDraft, kind: PolicyKind, report: ReportProblem): void {
  checkVersion(draft, kind, report);
  const { statements } = draft;
  for (const statement of statements) {
    if (!['Allow', 'Deny'].includes(statement.effect.value))
      report('M-5', statement.effect.span, [], undefined, 'INVALID_EFFECT');
    for (const test of statement.conditions)
      if (!datesAreValid(test)) report('M-5', test.values.span, [], undefined, issueOfDates(test));
  }
  const resources = statements.flatMap((statement) => [...statement.resources, ...statement.notResources]);
  legacyResourceProblems(resources, report);
  checkSids(statements, kind, report);
  for (const { hasActions, span, empty } of statements) {
    const list = empty.get('Action') ?? empty.get('NotAction');
    if (!hasActions)
      report('M-7', list ?? span, [], undefined, list ? 'EMPTY_ARRAY_ACTION' : 'MISSING_ACTION');
  }
  resourceProblems(resources, report);
  for (const { actions, notActions } of statements) actionProblems([...actions, ...notActions], report);
  for (const statement of statements) checkKind(statement, kind, report);
}

const needs2012: ReadonlySet<PolicyKind> = new Set(['identity-managed', 'boundary', 'scp', 'rcp']);

function checkVersion({ version, span }: DocumentDraft, kind: PolicyKind, report: ReportProblem): void {
  if (!needs2012.has(kind) || version?.value === '2012-10-17') return;
  report('M-4', version?.span ?? span, [], undefined, version ? undefined : 'MISSING_VERSION');
}

const namesPrincipals: ReadonlySet<PolicyKind> = new Set(['trust', 'resource', 'endpoint']);

/** Checks Sids (G-22). S3, SQS and SNS accept more characters. */
function checkSids(statements: readonly DraftStatement[], kind: PolicyKind, report: ReportProblem): void {
  const seen = new Set<string>();
  const issue = namesPrincipals.has(kind) ? 'UNIQUE_SIDS_RECOMMENDED' : 'UNIQUE_SIDS_REQUIRED';
  for (const { sid } of statements) {
    if (sid === undefined || sid.value === '') continue;
    if (seen.has(sid.value)) report('M-6', sid.span, [], undefined, issue);
    seen.add(sid.value);
  }
  if (kind === 'resource' || kind === 'endpoint') return;
  for (const { sid } of statements) if (sid && !/^[0-9A-Za-z]*$/.test(sid.value)) report('G-22', sid.span);
}

/** Checks what each kind of policy demands and forbids (G-05). */
function checkKind(statement: DraftStatement, kind: PolicyKind, report: ReportProblem): void {
  switch (kind) {
    case 'identity-managed':
    case 'identity-inline':
    case 'boundary':
    case 'session':
      return checkPermissions(statement, kind, report);
    case 'scp':
      checkPermissions(statement, kind, report);
      return shortArnProblems([...statement.resources, ...statement.notResources], 'scp', report);
    case 'rcp':
      return checkRcp(statement, report);
    case 'trust':
      return checkTrust(statement, kind, report);
    case 'resource':
    case 'endpoint':
      return checkPrincipals(statement, kind, report);
  }
}

function checkPermissions(statement: DraftStatement, kind: PolicyKind, report: ReportProblem): void {
  const block = statement.principal ?? statement.notPrincipal;
  if (block) report('M-18', block.span, [], undefined, noPrincipals[kind]);
  checkResources(statement, report);
}

function checkResources({ hasResources, empty, span }: DraftStatement, report: ReportProblem): void {
  if (hasResources) return;
  const list = empty.get('Resource') ?? empty.get('NotResource');
  report('M-8', list ?? span, [], undefined, list ? 'EMPTY_ARRAY_RESOURCE' : 'MISSING_RESOURCE');
}

const prohibitedInTrust: Readonly<Record<string, IssueCode>> = {
  Resource: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE',
  NotResource: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE',
  NotPrincipal: 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
};

function checkTrust(statement: DraftStatement, kind: PolicyKind, report: ReportProblem): void {
  trustActionProblems(statement.actions, report);
  for (const name of ['NotAction', 'Resource', 'NotResource', 'NotPrincipal']) {
    const span = statement.spans.get(name);
    if (span) report('M-20', span, [name], undefined, prohibitedInTrust[name]);
  }
  if (!statement.principal && !statement.notPrincipal) report('G-61 principal', statement.span);
  if (statement.principal?.isBare) report('W-12', statement.principal.span);
  principalProblems(statement.principal?.entries ?? [], kind, report);
  sharedIssuerProblems(statement, report);
}

function checkPrincipals(statement: DraftStatement, kind: PolicyKind, report: ReportProblem): void {
  const block = statement.principal ?? statement.notPrincipal;
  if (!block) report('G-61 principal', statement.span);
  if (statement.notPrincipal && statement.effect.value === 'Allow')
    report('G-56', statement.notPrincipal.span);
  principalProblems(block?.entries ?? [], kind, report);
}

/** Access Analyzer takes the statement of AWS's own policy, which allows everything to everybody. */
const allowsAll = ({ effect, principal, actions, resources, conditions }: DraftStatement): boolean =>
  effect.value === 'Allow' &&
  principal?.entries.every(({ type, value }) => type === 'AWS' && value === '*') === true &&
  actions.some(({ value }) => value === '*') &&
  resources.some(({ value }) => value === '*') &&
  conditions.length === 0;

function checkRcp(statement: DraftStatement, report: ReportProblem): void {
  if (statement.effect.value === 'Allow')
    report(
      'G-01',
      statement.effect.span,
      [],
      undefined,
      allowsAll(statement) ? undefined : 'RCP_SYNTAX_ERROR_ALLOW',
    );
  for (const name of ['NotAction', 'NotPrincipal']) {
    const span = statement.spans.get(name);
    const issue = name === 'NotAction' ? 'RCP_SYNTAX_ERROR_NOTACTION' : 'RCP_SYNTAX_ERROR_PRINCIPAL';
    if (span) report('PT-10', span, [name], undefined, issue);
  }
  for (const { value, span } of statement.actions)
    if (value === '*' && statement.effect.value !== 'Allow')
      report('PT-10', span, ['"*" as an action'], undefined, 'RCP_SYNTAX_ERROR_ACTION');
  if (!statement.principal && !statement.notPrincipal) report('G-61 principal', statement.span);
  for (const { type, value, span } of statement.principal?.entries ?? []) {
    if (type !== 'AWS' || value !== '*')
      report('PT-10', span, ['a principal other than "*"'], undefined, 'RCP_SYNTAX_ERROR_PRINCIPAL');
  }
  checkResources(statement, report);
  shortArnProblems([...statement.resources, ...statement.notResources], 'rcp', report);
}

/** Returns the principals that a document names, to check that they exist (G-53); empty for no policy. @internal */
export function principalsInPolicy(text: string): readonly PrincipalEntry[] {
  const json = parseJson(text);
  const draft = json.ok ? documentDraftOf(json.value, 'resource', () => undefined) : undefined;
  return (draft?.statements ?? []).flatMap(({ principal, notPrincipal }) => [
    ...(principal?.entries ?? []),
    ...(notPrincipal?.entries ?? []),
  ]);
}

// A date (C-51) with `T` or `-` must be an ISO date whose fields are in range; anything else must be a whole number
// of seconds.

function datesAreValid({ operator, values }: ConditionTest): boolean {
  if (!parseOperator(operator.value).base.startsWith('date')) return true;
  return values.items.every(({ value }) =>
    /[Tt-]/.test(value) ? readIsoDate(value) !== undefined : isEpoch(value),
  );
}

const issueOfDates = ({ values }: ConditionTest): IssueCode =>
  values.items.some(({ value }) => variableNames(value).length > 0)
    ? 'INVALID_VARIABLE_FOR_OPERATOR'
    : 'TYPE_MISMATCH_DATE';

const isEpoch = (value: string) => /^\d+$/.test(value) && BigInt(value) <= 9_223_372_036_854_775_807n;
