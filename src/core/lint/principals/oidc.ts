/** Finds trust policies that let in by OpenID Connect more than their author can have meant. */

import { isBuiltIn } from '../../model/federation/issuers.ts';
import { mayMean } from '../../policy/checks/action.ts';
import { trustDangers } from '../../policy/checks/trust-dangers.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { audienceClaim, gitHub, issuerOfPrincipal } from '../../policy/shared-issuers.ts';
import type { PrincipalEntry, Text } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { type BlockEdit, addCondition, fixing, setOperator } from '../edits/blocks.ts';
import {
  type CheckFinding,
  type StatementCheck,
  type LintSubject,
  found,
  testedKeys,
  values,
} from '../finding.ts';

/** The audience of tokens that GitHub's own action for AWS asks for. */
export const gitHubAudience = {
  operator: 'StringEquals',
  key: `${gitHub}:aud`,
  values: ['sts.amazonaws.com'],
  list: false,
} as const;

interface Provider extends PrincipalEntry {
  readonly issuer: string;
}

function providersOf({ effect, principal, action }: CheckedStatement): Provider[] {
  if (effect !== 'Allow') return [];
  if (action && !action.items.some(({ value }) => mayMean(value, 'sts:AssumeRoleWithWebIdentity'))) return [];
  return (principal?.entries ?? []).flatMap((entry) => {
    const issuer = entry.type === 'Federated' ? issuerOfPrincipal(entry.value) : undefined;
    return issuer !== undefined && /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/\S*)?$/i.test(issuer)
      ? [{ ...entry, issuer: issuer.toLowerCase() }]
      : [];
  });
}

/** Finds providers none of whose claims is tested. GitHub has a check of its own. */
export function oidcFindings(statement: CheckedStatement, { text }: LintSubject): CheckFinding[] {
  const keys = testedKeys(statement);
  return providersOf(statement).flatMap(({ issuer, span }) => {
    if (issuer === gitHub || keys.some((key) => key.startsWith(`${issuer}:`))) return [];
    const message = `No condition reads a claim of ${issuer}. Everybody who gets a token there can assume this role.`;
    return [
      { ...found('missing-condition-key-for-oidc-principal', span, message), ...closed(text, statement) },
    ];
  });
}

/** Nothing in the document tells who was meant, so nobody gets in until somebody says it. */
const closed = (text: string, { index }: CheckedStatement) =>
  fixing('Let nobody in for now (Effect: Deny)', text, index, (block) => ({ ...block, effect: 'Deny' }));

export function gitHubFindings(statement: CheckedStatement, { text }: LintSubject): CheckFinding[] {
  const provider = providersOf(statement).find(({ issuer }) => issuer === gitHub);
  if (!provider) return [];
  const keys = testedKeys(statement);
  if (!keys.includes(`${gitHub}:sub`) && !keys.includes(`${gitHub}:job_workflow_ref`)) {
    const message = `Every repository on GitHub can assume this role. A condition on ${gitHub}:sub names the repository and branch.`;
    const subject = subjectKnown(statement);
    const fix = subject
      ? fixing(`Trust only ${subject}`, text, statement.index, addCondition(subjectRow(subject)))
      : closed(text, statement);
    return [{ ...found('missing-github-repo-condition-key', provider.span, message), ...fix }];
  }
  return wideSubjects(statement, text);
}

/** Returns the subject that other claims of the statement tell: `repo:acme/app:ref:refs/heads/main`. */
function subjectKnown({ conditions = [] }: CheckedStatement): string | undefined {
  const single = (claim: string): string | undefined => {
    const test = conditions.find(
      ({ key, operator }) =>
        key.value.toLowerCase() === `${gitHub}:${claim}` &&
        parseOperator(operator.value).base === 'stringequals',
    );
    const all = values(test?.values);
    return all.length === 1 ? all[0] : undefined;
  };
  const [repository, ref] = [single('repository'), single('ref')];
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined;
  return ref === undefined ? `repo:${repository}:*` : `repo:${repository}:ref:${ref}`;
}

const subjectRow = (subject: string) => ({
  operator: subject.includes('*') ? 'StringLike' : 'StringEquals',
  key: `${gitHub}:sub`,
  values: [subject],
  list: false,
});

/** Finds subjects with a wildcard. A claim `ref` of its own may name the branch instead. */
function wideSubjects(statement: CheckedStatement, text: string): CheckFinding[] {
  const { conditions = [], effect, index } = statement;
  const namesBranch = conditions.some(
    ({ key, operator, values: branches }) =>
      key.value.toLowerCase() === `${gitHub}:ref` &&
      parseOperator(operator.value).base.startsWith('string') &&
      branches.items.every(({ value }) => !/[*?]/.test(value)),
  );
  const dangers = effect === undefined ? [] : trustDangers({ ...statement, effect });
  const known = subjectKnown(statement);
  return conditions.flatMap(({ key, operator, values: subjects }) => {
    if (key.value.toLowerCase() !== `${gitHub}:sub`) return [];
    if (parseOperator(operator.value).base !== 'stringlike') return [];
    return subjects.items.flatMap(({ value, span }): CheckFinding[] => {
      if (!/[*?]/.test(value) || (namesBranch && namesRepository(value))) return [];
      const danger = dangers.find((one) => one.id === 'wide-subject' && one.span.start === span.start);
      const message =
        danger?.message ?? `“${value}” names no single branch. ${workflowsOf(value)} can assume this role.`;
      const narrowed =
        known !== undefined && !known.includes('*')
          ? fixing(`Trust only ${known}`, text, index, setSubject(value, known))
          : {};
      const source = danger ? { source: danger.source } : {};
      return [
        { ...found('specific-github-repo-and-branch-recommended', span, message), ...source, ...narrowed },
      ];
    });
  });
}

/** Tells which workflows a subject with a wildcard lets in: `repo:acme/app:ref:*` has no pull request in it. */
function workflowsOf(subject: string): string {
  const [, , context] = /^repo:([^:]*):(.*)$/s.exec(subject) ?? [];
  if (context === undefined) return 'Workflows of any branch, tag or pull request that fits';
  if (/^ref:refs\/heads\//.test(context)) return 'Workflows of each branch that fits';
  if (/^ref:refs\/tags\//.test(context)) return 'Workflows of each tag that fits';
  if (/^ref:/.test(context)) return 'Workflows of each branch or tag that fits';
  if (/^environment:/.test(context)) return 'Workflows of each environment that fits';
  return 'Workflows of any branch, tag or pull request there';
}

const namesRepository = (subject: string): boolean => /^repo:[^/*?]+\/[^:*?]+:/.test(subject);

const setSubject =
  (old: string, subject: string): BlockEdit =>
  (block) => ({
    ...block,
    conditions: (block.conditions ?? []).map((row) =>
      row.key.toLowerCase() === `${gitHub}:sub`
        ? { ...row, values: row.values.map((one) => (one === old ? subject : one)) }
        : row,
    ),
  });

/** Providers whose audience is known to be one text: those that AWS knows by itself, and GitHub. */
const hasOneAudience = (issuer: string): boolean => isBuiltIn(issuer) || issuer === gitHub;

export const audiences: StatementCheck = (statement, { kind, text }) => {
  if (kind !== 'trust') return [];
  const { conditions = [], index } = statement;
  const issuers = new Set(
    (statement.principal?.entries ?? []).flatMap(({ type, value }) =>
      type === 'Federated' ? (issuerOfPrincipal(value)?.toLowerCase() ?? []) : [],
    ),
  );
  return conditions.flatMap(({ key, operator, values: wanted }): CheckFinding[] => {
    const colon = key.value.lastIndexOf(':');
    const [issuer, claim] = [key.value.slice(0, colon).toLowerCase(), key.value.slice(colon + 1)];
    if (!issuers.has(issuer) && !hasOneAudience(issuer)) return [];
    if (claim.toLowerCase() !== audienceClaim(issuer)) return [];
    const { set, base } = parseOperator(operator.value);
    if (set !== undefined) return setFound(set, { issuer, text, index, operator, key });
    const any = base === 'stringlike' ? wanted.items.find(({ value }) => /^\*+$/.test(value)) : undefined;
    if (!any) return [];
    const message = `“${any.value}” is met by every audience, so a token for any application counts.`;
    const fix =
      issuer === gitHub
        ? fixing('Accept only tokens for AWS (sts.amazonaws.com)', text, index, setAudience(key.value))
        : {};
    return [{ ...found('provider-without-audience', any.span, message), ...fix }];
  });
};

interface SetTest {
  readonly issuer: string;
  readonly text: string;
  readonly index: number;
  readonly operator: Text;
  readonly key: Text;
}

function setFound(
  set: 'ForAllValues' | 'ForAnyValue',
  { issuer, text, index, operator, key }: SetTest,
): CheckFinding[] {
  const plain = operator.value.slice(set.length + 1);
  const fix = fixing(`Write ${plain}`, text, index, setOperator(key.value, operator.value, plain));
  if (!hasOneAudience(issuer)) {
    const message = `${set} is for claims with several values. If ${key.value} has only one, use ${plain}.`;
    return [{ ...found('confirm-audience-claim-type', operator.span, message), ...fix }];
  }
  if (set === 'ForAllValues') return [];
  const message = `${key.value} has one value, and ForAnyValue is for several. Write ${plain}.`;
  return [{ ...found('foranyvalue-with-audience-claim-type', operator.span, message), ...fix }];
}

const setAudience =
  (key: string): BlockEdit =>
  (block) => ({
    ...block,
    conditions: (block.conditions ?? []).map((row) => (row.key === key ? { ...gitHubAudience, key } : row)),
  });
