/** Finds variables that are not replaced, or not as meant. */

import { variableNames } from '../../policy/keys-of-policy.ts';
import { versionWithVariables } from '../../policy/syntax/tree.ts';
import { setVersion } from '../edits/blocks.ts';
import { type Checks, type Found, type Subject, head, values } from '../finding.ts';

/** Finds variables without the version: `${aws:username}` is then only that text (C-60). */
function variablesWithoutVersion({ policy, text }: Subject): Found[] {
  if (policy.version?.value === versionWithVariables) return [];
  const user = policy.statements.find(({ resource, conditions = [] }) =>
    [...values(resource), ...conditions.flatMap((test) => values(test.values))].some(
      (value) => variableNames(value).length > 0,
    ),
  );
  if (!user) return [];
  const message = `Variables such as \${aws:username} are only replaced in Version ${versionWithVariables}; here they are plain text and match nothing.`;
  return [
    {
      id: 'variables-need-version',
      span: policy.version?.span ?? head(user),
      message,
      ...setVersion(text),
    },
  ];
}

export const variableChecks: Checks = { document: [variablesWithoutVersion] };
