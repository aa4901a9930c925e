/** Texts of policies as tokens and back: names of actions, ARN patterns and values of conditions. */

import { type ResourceToken, arnFieldsOfTokens, resourceTokens } from '../../eval/arn.ts';
import { type GlobToken, one, star, tokensOf } from '../../eval/glob.ts';
import { compileTemplate } from '../../eval/variables.ts';
import { type Tokens, isStar, tokenLetters } from '../globs/meet.ts';

export function valueTokens(text: string): ResourceToken[] {
  const template = compileTemplate(text, true);
  if (!template) return tokenLetters(tokensOf(text));
  return template.parts.flatMap((part): ResourceToken[] =>
    part.kind === 'variable'
      ? [`\${${part.name}${part.otherwise === undefined ? '' : `, '${part.otherwise}'`}}`]
      : part.kind === 'literal'
        ? [part.text]
        : tokenLetters(tokensOf(part.text)),
  );
}

/** Returns the ARN pattern of a condition; `undefined` for a text that matches no ARN. */
export function arnTokens(text: string): ResourceToken[] | undefined {
  const variables: ResourceToken[] = [];
  const tokens = valueTokens(text).map((token): GlobToken => {
    if (token === star || token === one) return token;
    const letter = String(token);
    // Colons in the name of a variable separate no fields.
    return letter.length === 1 ? letter : String.fromCharCode(hidden + variables.push(token) - 1);
  });
  const fields = arnFieldsOfTokens(tokens);
  return fields && tokenLetters(fields).map((token) => variables[placeOf(token)] ?? token);
}

/** First of the letters that belong to nobody. */
const hidden = 0xe000;
const placeOf = (token: ResourceToken): number =>
  typeof token === 'string' ? token.charCodeAt(0) - hidden : -1;

/** `undefined`: it covers no ARN. `completes`: its layer completes short ARNs (G-43). */
export function resourceTokensOf(text: string, completes: boolean): ResourceToken[] | undefined {
  if (text === '*') return [star];
  const { fields, completed, sixth } = resourceTokens(text);
  if (sixth !== undefined) return [...tokenLetters(fields), ...valueTokens(sixth)];
  // A short ARN that ends in a star already covers what completing it would.
  if (fields.at(-1) === star) return tokenLetters(fields);
  return completes ? tokenLetters(completed) : fields.includes(star) ? tokenLetters(fields) : undefined;
}

export const valueOf = (tokens: Tokens): string =>
  tokens.map((token, at) => signOf(token, tokens[at + 1], true)).join('');

/** Writes a pattern of `Resource`; `undefined` where the grammar has no such pattern. */
export function resourceOfTokens(tokens: Tokens): string | undefined {
  let colons = 0;
  const text = tokens
    .map((token, at) => {
      if (token === ':') colons += 1;
      return signOf(token, tokens[at + 1], colons >= 5);
    })
    .join('');
  const read = resourceTokensOf(text, true);
  const isSame = read?.length === tokens.length && read.every((token, at) => token === tokens[at]);
  return isSame ? text : undefined;
}

function signOf(token: ResourceToken, next: ResourceToken | undefined, escapes: boolean): string {
  if (typeof token !== 'string') return isStar(token) ? '*' : '?';
  const isSign = token === '*' || token === '?' || (token === '$' && next === '{');
  return isSign && escapes ? `\${${token}}` : token;
}
