/**
 * ARN patterns in their two dialects. In `Resource` a star that ends one of the first five fields matches
 * colons (G-42) and short ARNs may be completed (G-43). Conditions compare six fields one by one (C-40,
 * C-41).
 */

import { globMatches, globOfTokens, one, star, tokensOf, type Glob, type GlobToken } from './glob.ts';
import { compileTemplate, substituteTokens, type ContextLookup, type VariableTemplate } from './variables.ts';

/** Returns the first five fields and the rest; fewer when the text has fewer colons. */
export function splitFields(text: string): string[] {
  const fields: string[] = [];
  let from = 0;
  while (fields.length < 5) {
    const colon = text.indexOf(':', from);
    if (colon < 0) break;
    fields.push(text.slice(from, colon));
    from = colon + 1;
  }
  fields.push(text.slice(from));
  return fields;
}

// Wildcards of the first five fields that match only inside their field.
export const innerStar: unique symbol = Symbol('* within its field');
export const innerOne: unique symbol = Symbol('? within its field');
export type ResourceToken = GlobToken | typeof innerStar | typeof innerOne;

type Matcher = { readonly glob: Glob } | { readonly units: readonly (number | symbol)[] };

export interface ResourcePattern {
  /** Absent: the value has variables. */
  readonly matcher?: Matcher;
  /** The short ARN with its missing fields as `*` (G-43). */
  readonly completed?: Matcher;
  readonly dynamic?: DynamicResource;
}

/** The pattern `*`, the only one for actions without a resource (G-34). */
const everything: ResourcePattern = {};

interface DynamicResource {
  /** The first five fields with their colons. */
  readonly fields: readonly ResourceToken[];
  readonly template: VariableTemplate;
}

/** Returns false when the letters before the first wildcard or variable differ: a cheap first check. */
export function mayCover(text: string, resource: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 42 || code === 63 || code === 36) return true;
    if (code !== resource.charCodeAt(at)) return false;
  }
  return true;
}

export function compileResource(text: string, variables: boolean): ResourcePattern {
  if (text === '*') return everything;
  const { fields, completed, sixth } = resourceTokens(text);
  if (sixth === undefined) return { matcher: matcherOf(fields), completed: matcherOf(completed) };
  const template = compileTemplate(sixth, variables);
  if (!template) return { matcher: matcherOf([...fields, ...tokensOf(sixth)]) };
  return { dynamic: { fields, template } };
}

/** A resource pattern's first five fields as tokens, with the colon before the sixth, and the sixth as written. */
export interface ResourceTokens {
  readonly fields: readonly ResourceToken[];
  /** The tokens of a short ARN with its missing fields as `*` (G-43). */
  readonly completed: readonly ResourceToken[];
  /** Absent: the text is a short ARN. */
  readonly sixth: string | undefined;
}

export function resourceTokens(text: string): ResourceTokens {
  const fields = splitFields(text);
  const sixth = fields.length === 6 ? (fields.pop() ?? '') : undefined;
  const tokens = fields.flatMap((field, index) => [...(index > 0 ? [':'] : []), ...fieldTokens(field)]);
  // Fields are counted, not colons: a field that ends in `*` may already cover the rest (G-42).
  const missing = Array.from({ length: 6 - fields.length }, (): GlobToken[] => [':', star]).flat();
  if (sixth !== undefined) tokens.push(':');
  return { fields: tokens, completed: sixth === undefined ? [...tokens, ...missing] : tokens, sixth };
}

function fieldTokens(field: string): ResourceToken[] {
  const tokens: ResourceToken[] = tokensOf(field);
  return tokens.map((token, index) => {
    if (token === one) return innerOne;
    if (token === star && index < tokens.length - 1) return innerStar;
    return token;
  });
}

function matcherOf(tokens: readonly ResourceToken[]): Matcher {
  const plain: GlobToken[] = [];
  for (const token of tokens) {
    if (token === innerStar || token === innerOne) return { units: unitsOf(tokens) };
    plain.push(token);
  }
  return { glob: globOfTokens(plain) };
}

const unitsOf = (tokens: readonly ResourceToken[]): (number | symbol)[] =>
  tokens.flatMap((token): (number | symbol)[] =>
    typeof token === 'string' ? Array.from({ length: token.length }, (_, i) => token.charCodeAt(i)) : [token],
  );

/**
 * Returns true when the pattern covers the resource. `complete`: the policy type completes short ARNs
 * (identity, boundary and session policies, G-43). A variable without a value covers nothing (C-65).
 */
export function resourceCovers(
  pattern: ResourcePattern,
  resource: string,
  lookup: ContextLookup,
  complete: boolean,
): boolean {
  if (pattern === everything) return true;
  if (resource === '*') return false;
  if (pattern.matcher) {
    if (matches(pattern.matcher, resource)) return true;
    return complete && pattern.completed !== undefined && matches(pattern.completed, resource);
  }
  const dynamic = pattern.dynamic;
  if (!dynamic) return false;
  const tokens = substituteTokens(dynamic.template, lookup);
  return tokens !== undefined && matches(matcherOf([...dynamic.fields, ...tokens]), resource);
}

const matches = (matcher: Matcher, text: string): boolean =>
  'glob' in matcher ? globMatches(matcher.glob, text) : unitsMatch(matcher.units, text);

/**
 * Matches the rare patterns with a wildcard inside one of the first five fields, like `arn:aws:s3:us-*-1:…`.
 * It follows all ways to match at once, so time is bounded by the product of the lengths.
 */
function unitsMatch(units: readonly (number | symbol)[], text: string): boolean {
  const colon = 58;
  let here = new Uint8Array(units.length + 1);
  let next = new Uint8Array(units.length + 1);
  here[0] = 1;
  for (let i = 0; i <= text.length; i++) {
    const code = text.charCodeAt(i);
    next.fill(0);
    let alive = false;
    for (let state = 0; state <= units.length; state++) {
      if (here[state] !== 1) continue;
      const unit = units[state];
      const isStar = unit === star || unit === innerStar;
      if (isStar) here[state + 1] = 1;
      if (i === text.length) continue;
      if (unit === star || (unit === innerStar && code !== colon)) {
        next[state] = 1;
        alive = true;
      } else if (unit === code || unit === one || (unit === innerOne && code !== colon)) {
        next[state + 1] = 1;
        alive = true;
      }
    }
    if (i === text.length) return here[units.length] === 1;
    if (!alive) return false;
    [here, next] = [next, here];
  }
  return false;
}

/** An ARN pattern of a condition: six globs; `undefined` when the text has fewer fields (C-40). */
export type ArnPattern = readonly Glob[] | undefined;

export const compileArnPattern = (text: string): ArnPattern => arnPatternOfTokens(tokensOf(text));

/** Takes tokens after substitution: colons inside a substituted value separate fields like others. */
export function arnPatternOfTokens(tokens: readonly GlobToken[]): ArnPattern {
  return sixFields(tokens)?.map(globOfTokens);
}

/** Returns the tokens of an ARN pattern of a condition as one text, whose wildcards stay within their fields. */
export function arnFieldsOfTokens(tokens: readonly GlobToken[]): ResourceToken[] | undefined {
  return sixFields(tokens)?.flatMap((field, index): ResourceToken[] =>
    index === 5
      ? field
      : [...field.map((token) => (token === star ? innerStar : token === one ? innerOne : token)), ':'],
  );
}

function sixFields(tokens: readonly GlobToken[]): GlobToken[][] | undefined {
  const fields: GlobToken[][] = [[]];
  for (const token of tokens) {
    if (typeof token !== 'string') {
      fields[fields.length - 1]?.push(token);
      continue;
    }
    let rest = token;
    while (fields.length < 6) {
      const colon = rest.indexOf(':');
      if (colon < 0) break;
      fields[fields.length - 1]?.push(rest.slice(0, colon));
      fields.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') fields[fields.length - 1]?.push(rest);
  }
  return fields.length === 6 ? fields : undefined;
}

/** Returns true when an ARN matches field by field; false for a value that is no ARN (C-10). */
export function arnMatches(pattern: ArnPattern, value: string): boolean {
  if (!pattern) return false;
  const fields = splitFields(value);
  if (fields.length < 6) return false;
  return pattern.every((glob, index) => globMatches(glob, fields[index] ?? ''));
}
