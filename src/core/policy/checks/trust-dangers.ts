/**
 * Finds trust policies that AWS saves (or once saved) and that let in more than their author can have meant.
 * It reads the statement alone; the engine decides if a token really gets in. The editor shows these beside
 * the document, and the review of an account looks for them.
 */

import { isBuiltIn } from '../../model/federation/issuers.ts';
import { mayMean } from './action.ts';
import { parseOperator } from '../operator-names.ts';
import { audienceClaim, issuerOfPrincipal, tenantKeys } from '../shared-issuers.ts';
import { parsePolicy } from '../syntax/parse.ts';
import type { ConditionTest, PrincipalEntry, Span, StatementSyntax } from '../syntax/tree.ts';

export const trustDangerIds = [
  'open-to-everyone',
  'open-provider',
  'wide-subject',
  'provider-without-audience',
  'saml-without-audience',
] as const;
export type TrustDangerId = (typeof trustDangerIds)[number];

export interface TrustDanger {
  readonly id: TrustDangerId;
  /** A suggestion when the statement lets in an organization, or AWS checks what it does not ask. */
  readonly severity: 'warning' | 'suggestion';
  readonly span: Span;
  readonly message: string;
  /** The page of AWS's documentation that says so. */
  readonly source: string;
}

const sources = {
  principal: 'IAM User Guide, AWS JSON policy elements: Principal',
  shared: 'IAM User Guide, Identity-provider controls for shared OIDC providers',
  oidc: 'IAM User Guide, Create a role for OpenID Connect federation',
  saml: 'IAM User Guide, Create a role for SAML 2.0 federation',
} as const;

/** Returns the dangers of one statement of a trust policy (D-13, D-14, G-63) in the order of principals. */
export function trustDangers({ effect, principal, action, conditions = [] }: StatementSyntax): TrustDanger[] {
  if (effect !== 'Allow' || !principal) return [];
  const allows = (name: string) =>
    action === undefined || action.items.some(({ value }) => mayMean(value, name));
  return principal.entries.flatMap((entry): TrustDanger[] => {
    const { type, value } = entry;
    if (type === 'AWS' && value === '*')
      return allows('sts:assumerole') && conditions.length === 0 ? [anybody(entry)] : [];
    if (type !== 'Federated') return [];
    const issuer = issuerOfPrincipal(value);
    if (issuer === undefined) return allows('sts:assumerolewithsaml') ? samlDangers(entry, conditions) : [];
    return allows('sts:assumerolewithwebidentity') ? oidcDangers(entry, issuer, conditions) : [];
  });
}

/** A warning of a trust policy, and the principal that it is about, as the document writes it. */
export interface TrustWarning {
  readonly principal: string;
  readonly danger: TrustDanger;
}

/** Returns the warnings of a trust policy in the order of its statements; none of a text that is no policy. */
export function trustWarnings(document: string): TrustWarning[] {
  // Most roles trust only services or accounts, which give no warning.
  const parsed = /"\*"|"Federated"/.test(document) ? parsePolicy(document) : undefined;
  if (!parsed?.ok) return [];
  return parsed.value.statements.flatMap((statement) => {
    const { principal } = statement;
    return (principal?.entries ?? []).flatMap((entry) =>
      trustDangers({ ...statement, ...(principal && { principal: { ...principal, entries: [entry] } }) })
        .filter(({ severity }) => severity === 'warning')
        .map((danger) => ({ principal: entry.value, danger })),
    );
  });
}

const anybody = ({ span }: PrincipalEntry): TrustDanger => ({
  id: 'open-to-everyone',
  severity: 'warning',
  span,
  message:
    'Anybody in any AWS account can assume this role. Name accounts, or add a condition such as aws:PrincipalOrgID.',
  source: sources.principal,
});

/** Returns the tests that let in only what they name: `StringEquals`, `StringLike` …, not their negations. */
const naming = (conditions: readonly ConditionTest[]): ConditionTest[] =>
  conditions.filter(({ operator }) => /^string(equals|like)/.test(parseOperator(operator.value).base));

const keyOf = ({ key }: ConditionTest): string => key.value.toLowerCase();

function samlDangers({ span }: PrincipalEntry, conditions: readonly ConditionTest[]): TrustDanger[] {
  const keys = naming(conditions).map(keyOf);
  if (keys.includes('saml:aud')) return [];
  return [
    {
      id: 'saml-without-audience',
      severity: keys.some((key) => key.startsWith('saml:')) ? 'suggestion' : 'warning',
      span,
      message:
        'The role does not check where a response was sent. Add a condition SAML:aud with https://signin.aws.amazon.com/saml: only AWS’s sign-in then counts.',
      source: sources.saml,
    },
  ];
}

function oidcDangers(
  entry: PrincipalEntry,
  issuer: string,
  conditions: readonly ConditionTest[],
): TrustDanger[] {
  const prefix = `${issuer.toLowerCase()}:`;
  const own = naming(conditions).filter((test) => keyOf(test).startsWith(prefix));
  const tested = new Set(own.map((test) => keyOf(test).slice(prefix.length)));
  const audience = audienceClaim(issuer);
  const asked = { issuer, own, tested, audience };
  return [...whoDangers(entry, asked), ...audienceDangers(entry, asked)];
}

interface Asked {
  readonly issuer: string;
  /** Tests of the issuer's claims that let in only what they name. */
  readonly own: readonly ConditionTest[];
  /** The claims that they test, in lower case. */
  readonly tested: ReadonlySet<string>;
  /** The claim that names the application. */
  readonly audience: string;
}

/** Claims besides `sub` that identify an organization, its repository or a person. */
const identifying: ReadonlySet<string> = new Set([
  ...['repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref'],
  ...['enterprise', 'enterprise_id', 'actor', 'actor_id'],
  ...['id', 'user_id', 'email'],
]);

/** Finds a statement that asks for no subject, or for one as wide as the issuer or an organization. */
function whoDangers(entry: PrincipalEntry, asked: Asked): TrustDanger[] {
  const { issuer, own, tested } = asked;
  if ([...tested].some((claim) => identifying.has(claim))) return [];
  const subjects = own.filter((test) => keyOf(test).endsWith(':sub'));
  if (subjects.length === 0) return unnamed(entry, asked);
  // Each test narrows what the others let in, but each value of one test lets somebody in.
  const narrowest = subjects
    .map((test) => widestOf(test, tenantKeys(issuer).length > 0))
    .sort((a, b) => widths.indexOf(a.width) - widths.indexOf(b.width))[0];
  if (!narrowest || narrowest.width === 'one') return [];
  const { value, width, at: span } = narrowest;
  const { owner = 'organization', thing = 'repository' } = formOf(value) ?? {};
  const message =
    width === 'issuer'
      ? `“${value}” names no ${owner}. Everybody who gets tokens from ${issuer} can assume this role.`
      : `“${value}” names the ${owner} and no ${thing}. Every ${thing} there, also a later one, can assume this role.`;
  const severity = width === 'issuer' ? 'warning' : 'suggestion';
  return [{ id: 'wide-subject', severity, span, message, source: sources.shared }];
}

/** Returns the danger of a statement that asks for no subject. It depends on the issuer. */
function unnamed({ span }: PrincipalEntry, { issuer, own, tested, audience }: Asked): TrustDanger[] {
  const found = (severity: TrustDanger['severity'], message: string, source: string): TrustDanger[] => [
    { id: 'open-provider', severity, span, message, source },
  ];
  const [tenant] = tenantKeys(issuer);
  if (tenant !== undefined) {
    if (own.some((test) => keyOf(test) === tenant)) return [];
    const who = /(^|\.)githubusercontent\.com$/.test(issuer)
      ? 'Every repository on GitHub'
      : `${issuer} serves many organizations. Everybody there`;
    return found('warning', `${who} can assume this role. Add a condition on ${tenant}.`, sources.shared);
  }
  if (isBuiltIn(issuer.toLowerCase())) {
    if (tested.has(audience)) return [];
    const message = `Every person at ${issuer} can assume this role, through any application. Add a condition on ${issuer}:${audience}.`;
    return found('warning', message, sources.oidc);
  }
  // An audience of the provider's own names one application, but this one stands for AWS.
  const names = own
    .filter((test) => keyOf(test).endsWith(':aud'))
    .some(({ values }) => values.items.every(({ value }) => value !== 'sts.amazonaws.com'));
  const message = `Every person or program of this provider can assume this role. Add a condition on ${issuer}:sub.`;
  return found(names ? 'suggestion' : 'warning', message, sources.oidc);
}

/** Finds a statement that does not ask for the audience: an issuer of many applications then lets in all. */
function audienceDangers({ span }: PrincipalEntry, { issuer, tested, audience }: Asked): TrustDanger[] {
  if (tested.has(audience) || tenantKeys(issuer)[0]?.endsWith(':aud')) return [];
  if (!isBuiltIn(issuer.toLowerCase())) {
    const message = `AWS takes a token for any audience that the provider in IAM lists. A condition on ${issuer}:aud names the right audience.`;
    return [{ id: 'provider-without-audience', severity: 'suggestion', span, message, source: sources.oidc }];
  }
  // A statement without a subject is already reported.
  if (![...tested].some((claim) => claim === 'sub' || identifying.has(claim))) return [];
  const message = `AWS takes a token that was made for any application. Add a condition on ${issuer}:${audience}.`;
  return [{ id: 'provider-without-audience', severity: 'warning', span, message, source: sources.oidc }];
}

/** The reach of a subject, narrowest first. */
const widths = ['one', 'organization', 'issuer'] as const;
type Width = (typeof widths)[number];

function widestOf(
  { operator, values }: ConditionTest,
  isShared: boolean,
): { readonly width: Width; readonly value: string; readonly at: Span } {
  const isLike = parseOperator(operator.value).base === 'stringlike';
  const ways = values.items.map(({ value, span }) => {
    const width: Width = isLike ? subjectWidth(value, isShared) : 'one';
    return { width, value, at: span };
  });
  const none = { width: 'one', value: '', at: values.span } as const;
  return ways.sort((a, b) => widths.indexOf(b.width) - widths.indexOf(a.width))[0] ?? none;
}

/**
 * The form of subjects of known issuers: first the owner, then the owner's thing. GitHub and GitLab write a
 * path, Terraform Cloud and Buildkite pairs of name and value, Kubernetes namespace and service account.
 */
const forms = [
  { word: 'repo:', owner: 'organization', thing: 'repository', split: /^[^/]+\/([^:]+:)?/ },
  { word: 'project_path:', owner: 'group', thing: 'project', split: /^[^/]+\/([^:]+:)?/ },
  { word: 'organization:', owner: 'organization', thing: 'project', split: /^[^:]+:([^:]+:[^:]+:)?/ },
  { word: 'system:serviceaccount:', owner: 'namespace', thing: 'service account', split: /^[^:]+:()?/ },
] as const;

const fixedPart = (pattern: string): string => pattern.slice(0, pattern.search(/[*?]|$/));

/** Returns the form that a pattern has, or may have after its first wildcard. */
const formOf = (pattern: string) => {
  const fixed = fixedPart(pattern);
  return forms.find(({ word }) => fixed.startsWith(word) || word.startsWith(fixed));
};

/**
 * Returns the reach of a pattern of `StringLike`. Only the text before its first wildcard is fixed:
 * `repo:acme*` names no owner, because anybody can call themselves `acme-2`. The reach is `one` for a subject
 * of unknown form, and for one that ends in text of the provider's own when the issuer is not shared.
 *
 * @internal
 */
export function subjectWidth(pattern: string, isShared: boolean): Width {
  const fixed = fixedPart(pattern);
  const form = formOf(pattern);
  if (fixed === pattern || !form) return 'one';
  if (fixed === '' && !isShared && /[A-Za-z0-9]/.test(pattern)) return 'one';
  const found = form.split.exec(fixed.slice(form.word.length));
  if (!found) return 'issuer';
  return found[1] ? 'one' : 'organization';
}
