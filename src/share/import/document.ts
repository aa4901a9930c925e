/**
 * Reads the policy documents of account files: an object, JSON text, or URL-encoded JSON. A text stays
 * as it is; an object becomes JSON indented by two.
 */

import { parsePolicy } from '../../core/policy/syntax/parse.ts';
import { pathAt, placeAt } from '../json/position.ts';
import { type JsonShape, ShapeProblem } from '../json/shape.ts';
import { documentText } from '../world-records.ts';

export function readDocument(shape: JsonShape, what: string): string {
  const text = typeof shape.value === 'string' ? plainText(shape, shape.value) : documentText(shape.object());
  const parsed = parsePolicy(text);
  if (parsed.ok) return text;
  const { message, span } = parsed.error;
  if (typeof shape.value !== 'string') {
    throw new ShapeProblem(`${what}: ${message}`, [...shape.path, ...pathAt(text, span.start)]);
  }
  const { line, column } = placeAt(text, span.start);
  return shape.fail(`${what}: ${message} (line ${line}, column ${column} of the document)`);
}

function plainText(shape: JsonShape, text: string): string {
  if (!/^\s*%7b/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return shape.fail('expected a policy document, found text that is not correctly URL-encoded');
  }
}
