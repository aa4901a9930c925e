/** Finds wildcards and variables in values that name whom to trust: accounts, organizations, networks, tokens. */

import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { isTenantKey } from '../../policy/shared-issuers.ts';
import { parseTemplate } from '../../policy/syntax/variables.ts';
import { type CheckFinding, found } from '../finding.ts';
import type { At } from '../conditions/at.ts';

/**
 * Keys whose values are ids, so that a pattern means those of strangers too (K-01). In lower case. Source: "Sensitive
 * condition keys" on the page "AWS global condition context keys".
 */
const sensitiveKeys: ReadonlySet<string> = new Set([
  ...['aws:principalaccount', 'aws:principalorgid', 'aws:resourceaccount', 'aws:resourceorgid'],
  ...['aws:sourceaccount', 'aws:sourceorgid', 'aws:sourcevpc', 'aws:sourcevpce'],
  ...['aws:vpceaccount', 'aws:vpceorgid'],
]);

/** Keys whose values AWS sets, so that a variable of them chooses nothing: `${aws:ResourceOrgID}`. */
const setByAws: ReadonlySet<string> = new Set([...sensitiveKeys, 'aws:ec2instancesourcevpc']);

/** Paths in an organization begin with its id. */
const pathKey = /^aws:(principal|resource|source|vpce)orgpaths$/;

/** Plain characters that AWS asks for right before a wildcard or variable of other keys. */
const charactersBeforeWildcard = 6;

export function permissiveValues({ test: { operator, key, values } }: At): CheckFinding[] {
  const { base } = parseOperator(operator.value);
  if (!isOperatorBase(base) || !base.startsWith('string')) return [];
  const rule = ruleOf(key.value);
  if (!rule) return [];
  const isPattern = base.endsWith('like');
  return values.items.flatMap(({ value, span }) => {
    const wrong = marksOf(value, isPattern).flatMap((mark) => {
      const message = rule(mark, value);
      return message === undefined ? [] : [{ kind: mark.kind, message }];
    });
    const [first] = wrong.filter(({ kind }) => kind === 'wildcard').concat(wrong);
    if (!first) return [];
    return [found(first.kind === 'wildcard' ? wildcardId : variableId, span, first.message)];
  });
}

const wildcardId = 'short-text-before-wildcard';
const variableId = 'short-text-before-variable';

/** A wildcard, or a variable whose value AWS does not set. */
interface Mark {
  readonly kind: 'wildcard' | 'variable';
  /** The number of plain characters right before it. */
  readonly run: number;
  readonly isAfterColon: boolean;
  /** True: nothing else stands before the first colon. */
  readonly isAloneBeforeColon: boolean;
}

/** Says what is wrong with a mark of a value; `undefined`: nothing. */
type Rule = (mark: Mark, value: string) => string | undefined;

/** Returns the rule of a key; `undefined`: any value will do. */
function ruleOf(key: string): Rule | undefined {
  const name = key.toLowerCase();
  if (sensitiveKeys.has(name)) return (mark, value) => `${claim(mark, value)} ${key} takes whole ids.`;
  if (name === 'aws:userid') return ofUserId;
  return pathKey.test(name) || isTenantKey(name) ? afterPlainText : undefined;
}

const claim = ({ kind }: Mark, value: string): string =>
  kind === 'wildcard'
    ? `The wildcard in “${value}” matches ids of strangers.`
    : `Whoever sets the variable in “${value}” chooses what it means.`;

/** The unique id stands before the colon, the name of a session behind it. */
const ofUserId: Rule = (mark, value) =>
  mark.isAfterColon || mark.isAloneBeforeColon
    ? undefined
    : `${claim(mark, value)} Before the colon of aws:userid it must stand alone.`;

/** AWS asks it of each wildcard, not only of the first. */
const afterPlainText: Rule = (mark, value) =>
  mark.run < charactersBeforeWildcard
    ? `${claim(mark, value)} AWS asks for ${charactersBeforeWildcard} plain characters right before it, and there ${mark.run === 1 ? 'is' : 'are'} ${mark.run}.`
    : undefined;

function marksOf(value: string, isPattern: boolean): Mark[] {
  const marks: Mark[] = [];
  let [run, before] = [0, ''];
  const mark = (kind: Mark['kind'], after: string) =>
    marks.push({
      kind,
      run,
      isAfterColon: before.includes(':'),
      isAloneBeforeColon: before === '' && after.startsWith(':'),
    });
  const parts = parseTemplate(value);
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'variable') {
      const next = parts[index + 1];
      if (!setByAws.has(part.key)) mark('variable', next?.kind === 'raw' ? next.text : '');
      [run, before] = [0, `${before}$`];
      continue;
    }
    for (const [at, character] of [...part.text].entries()) {
      const isWildcard = part.kind === 'raw' && isPattern && /[*?]/.test(character);
      if (isWildcard) mark('wildcard', part.text.slice(at + 1));
      run = isWildcard ? 0 : run + 1;
      before += character;
    }
  }
  return marks;
}
