/**
 * Reads what the graph needs of a policy document: the resources and the principals that its statements name.
 * It reads the JSON like `model/trust-principals.ts`, so that a picture of a thousand policies need not wait
 * for a thousand compilations, and a document that does not parse is drawn without edges. It must not say if
 * a statement grants anything; the engine decides that.
 */

import { type TrustedPrincipal, principalsIn, statementsIn, stringsIn } from '../model/trust-principals.ts';

export interface StatementShape {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly TrustedPrincipal[];
  readonly conditional: boolean;
}

/** The statements of a policy text; empty where it is no policy. */
export const statementShapes = (document: string): StatementShape[] =>
  statementsIn(document).map((statement) => ({
    effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: stringsIn(statement['Action']),
    notActions: stringsIn(statement['NotAction']),
    resources: stringsIn(statement['Resource']),
    notResources: stringsIn(statement['NotResource']),
    principals: principalsIn(statement['Principal'] ?? statement['NotPrincipal']),
    conditional: Object.keys(statement['Condition'] ?? {}).length > 0,
  }));

/** Returns true for a statement that allows every action on everything, without a condition. */
export const isAdministratorStatement = (statement: StatementShape): boolean =>
  statement.effect === 'Allow' &&
  !statement.conditional &&
  statement.actions.some((action) => action === '*' || action === '*:*') &&
  statement.resources.includes('*');

export interface PolicyReach {
  readonly grants: readonly string[];
  readonly denies: readonly string[];
  readonly admin: boolean;
}

/** Returns the resources that the statements name, each once. `NotResource` reaches everything else. */
export function policyReach(document: string): PolicyReach {
  const grants = new Set<string>();
  const denies = new Set<string>();
  let admin = false;
  for (const statement of statementShapes(document)) {
    const named = statement.effect === 'Allow' ? grants : denies;
    for (const resource of statement.resources) named.add(resource);
    if (statement.notResources.length > 0) named.add('*');
    admin ||= isAdministratorStatement(statement);
  }
  return { grants: [...grants], denies: [...denies], admin };
}
