/**
 * Finds statements without an element that they need. AWS refuses to save them too; found here as well, they show
 * beside any fault that hides the refusal.
 */

import type { JsonObject } from '../../policy/syntax/json.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import { addedMember } from '../edits/text.ts';
import { type Fix, type Found, type StatementCheck, type Subject, found } from '../finding.ts';

/** Only a trust policy has no resource, and the policy of an ECR repository needs none (Amazon ECR User Guide). */
const needsResource = ({ kind, resourceType }: Subject): boolean =>
  kind !== 'trust' && resourceType !== 'AWS::ECR::Repository';
const needsPrincipal: ReadonlySet<string> = new Set(['trust', 'resource', 'endpoint', 'rcp']);

export const missingParts: StatementCheck = ({ json, span }, subject): Found[] => {
  const { kind, text } = subject;
  const lacks = (name: string) => !memberOf(json, name) && !memberOf(json, `Not${name}`);
  return [
    ...(memberOf(json, 'Effect')
      ? []
      : [found('missing-effect', span, 'The statement has no Effect. Write "Allow" or "Deny".')]),
    ...(lacks('Action')
      ? [found('missing-action', span, 'The statement has no Action and no NotAction.')]
      : []),
    ...(needsResource(subject) && lacks('Resource')
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
              'The statement has no Principal: it does not say who may or may not.',
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
