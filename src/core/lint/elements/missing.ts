/**
 * Finds statements without an element that they need. AWS refuses to save them too; found here as well, they show
 * beside any fault that hides the refusal.
 */

import type { JsonObject } from '../../policy/syntax/json.ts';
import { memberOf } from '../document.ts';
import { addedMember } from '../edits/text.ts';
import { type Fix, type Found, type StatementCheck, found } from '../finding.ts';

/** A policy on a resource knows its resource, and a trust policy has none. */
const needsResource: ReadonlySet<string> = new Set([
  'identity-managed',
  'identity-inline',
  'boundary',
  'session',
  'scp',
  'rcp',
]);
const needsPrincipal: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint', 'rcp']);

export const missingParts: StatementCheck = ({ json, span }, { kind, text }): Found[] => {
  const lacks = (name: string) => !memberOf(json, name) && !memberOf(json, `Not${name}`);
  return [
    ...(memberOf(json, 'Effect')
      ? []
      : [found('missing-effect', span, 'The statement has no Effect. Write "Allow" or "Deny".')]),
    ...(lacks('Action')
      ? [found('missing-action', span, 'The statement has no Action and no NotAction.')]
      : []),
    ...(needsResource.has(kind) && lacks('Resource')
      ? [
          {
            ...found('missing-resource', span, 'The statement has no Resource. Name ARNs, or "*" for all.'),
            fix: adding('Resource', json, text),
          },
        ]
      : []),
    ...(needsPrincipal.has(kind) && lacks('Principal')
      ? [
          {
            ...found(
              'missing-principal',
              span,
              'The statement has no Principal: it does not say for whom it is.',
            ),
            // A resource control policy can name nobody else.
            ...(kind === 'rcp' && { fix: adding('Principal', json, text) }),
          },
        ]
      : []),
  ];
};

const adding = (name: string, json: JsonObject, text: string): Fix => ({
  label: `Add "${name}": "*"`,
  apply: () => addedMember(text, json, name, '"*"'),
});
