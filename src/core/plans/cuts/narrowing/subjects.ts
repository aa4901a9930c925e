/**
 * The subjects of tokens of issuers that serve many organizations: where the name of the organization ends, and so what
 * a pattern has to say to mean one organization alone. `repo:acme*` also lets `repo:acme-evil/app` in.
 */

import { gitHub } from '#core/policy/shared-issuers.ts';

interface SubjectForm {
  readonly head: string;
  /** Letters that end one part and begin the next: `repo:{organization}/{repository}:…`. */
  readonly separators: readonly string[];
  /** A subject for people to write their own names in. */
  readonly example: string;
  readonly source: string;
}

const forms: Readonly<Record<string, SubjectForm>> = {
  [gitHub]: {
    head: 'repo:',
    separators: ['/', ':'],
    example: 'repo:ORGANIZATION/REPOSITORY:*',
    source: 'docs.github.com, OpenID Connect reference, Example subject claims',
  },
  'gitlab.com': {
    head: 'project_path:',
    separators: ['/', ':'],
    example: 'project_path:GROUP/PROJECT:*',
    source: 'docs.gitlab.com, Configure OpenID Connect in AWS',
  },
  'app.terraform.io': {
    head: 'organization:',
    separators: [':', ':'],
    example: 'organization:ORGANIZATION:*',
    source: 'developer.hashicorp.com, HCP Terraform, Workload identity tokens',
  },
};

export const subjectFormOf = (issuer: string): SubjectForm | undefined => forms[issuer.toLowerCase()];

/**
 * Returns a pattern that ends its last name, so that it lets in a part of what `pattern` lets in: `repo:acme/*` for
 * `repo:acme*`. `undefined` where the pattern ends its names already, or begins with a wildcard.
 */
export function endedPattern({ head, separators }: SubjectForm, pattern: string): string | undefined {
  if (!pattern.startsWith(head)) return undefined;
  const wild = pattern.search(/[*?]/);
  const fixed = wild < 0 ? pattern : pattern.slice(0, wild);
  const rest = wild < 0 ? '' : pattern.slice(wild);
  if (!rest.startsWith('*') || fixed.length === head.length) return undefined;
  const separator = nextSeparator(separators, fixed.slice(head.length));
  if (separator === undefined) return undefined;
  if (rest === '*') return `${fixed}${separator}*`;
  return rest.startsWith(`*${separator}`) ? `${fixed}${rest.slice(1)}` : undefined;
}

/** Returns what ends the part that the text is in; `undefined` where a part has just begun or all have ended. */
function nextSeparator(separators: readonly string[], text: string): string | undefined {
  let left = text;
  for (const separator of separators) {
    const at = left.indexOf(separator);
    if (at < 0) return left === '' ? undefined : separator;
    left = left.slice(at + 1);
  }
  return undefined;
}

/** Returns the pattern of everything in the organization that a subject names; `undefined` where it names none to its end. */
export function organizationPattern(form: SubjectForm, subject: string): string | undefined {
  const { head, separators } = form;
  const [separator = '/'] = separators;
  if (!subject.startsWith(head)) return undefined;
  const ended = endedPattern(form, subject) ?? subject;
  const at = ended.indexOf(separator, head.length);
  const name = at < 0 ? '' : ended.slice(head.length, at);
  return name === '' || /[*?]/.test(name) ? undefined : `${head}${name}${separator}*`;
}
