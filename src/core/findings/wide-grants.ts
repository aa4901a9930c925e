/** Policies that allow more than anybody can have meant, as written; the engine decides what takes effect. */

import type { AccountId } from '../model/ids.ts';
import { holderTables } from '../model/records/lists.ts';
import { type Holder, type World, findByArn, ownedBy } from '../model/world/world.ts';
import {
  type StatementShape,
  isAdministratorStatement,
  statementShapes,
} from '../policy/statement-shapes.ts';

export interface WideGrant {
  /** Unique id of the user, group or role that holds the policy. */
  readonly holder: string;
  readonly name: string;
  readonly arn: string;
  readonly policy: string;
  readonly policyArn?: string;
}

export const holderName = (row: Holder): string =>
  'userName' in row ? row.userName : 'groupName' in row ? row.groupName : row.roleName;

export function grantsEverything(world: World, account: AccountId): WideGrant[] {
  const admin = new Map<string, boolean>();
  const isAdmin = (document: string) => {
    let known = admin.get(document);
    if (known === undefined)
      admin.set(document, (known = statementShapes(document).some(isAdministratorStatement)));
    return known;
  };
  return holderTables.flatMap((table) =>
    ownedBy(world, table, account).flatMap((row: Holder) => {
      const of = { holder: row.id, name: holderName(row), arn: row.arn };
      return [
        ...row.attachedPolicies.flatMap((arn): WideGrant[] => {
          const policy = findByArn(world, 'policies', arn);
          const version = policy?.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
          return policy && version && isAdmin(version.document)
            ? [{ ...of, policy: policy.policyName, policyArn: arn }]
            : [];
        }),
        ...row.inlinePolicies
          .filter(({ document }) => isAdmin(document))
          .map(({ policyName }) => ({ ...of, policy: policyName })),
      ];
    }),
  );
}

export const widths = ['everything', 'everything-but', 'service', 'any-resource'] as const;
export type Width = (typeof widths)[number];

/** Returns how wide an allowing statement is; `undefined` when it is narrow or has conditions. */
function widthOf(statement: StatementShape): Width | undefined {
  if (statement.effect === 'Deny' || statement.conditional) return undefined;
  if (isAdministratorStatement(statement)) return 'everything';
  if (statement.notActions.length > 0) return 'everything-but';
  const anywhere = statement.resources.includes('*') || statement.notResources.length > 0;
  if (statement.actions.some((action) => /^[^:]+:\*$/.test(action) || action === '*')) return 'service';
  const writes = statement.actions.some(
    (action) => !/:(Get|List|Describe|Head|Lookup|Search|BatchGet)/i.test(action),
  );
  return anywhere && writes ? 'any-resource' : undefined;
}

export function widestGrants(
  document: string,
): { readonly width: Width; readonly actions: readonly string[] } | undefined {
  let found: { width: Width; actions: readonly string[] } | undefined;
  for (const statement of statementShapes(document)) {
    const width = widthOf(statement);
    if (width && (!found || widths.indexOf(width) < widths.indexOf(found.width))) {
      const actions = statement.actions.length > 0 ? statement.actions : statement.notActions;
      found = { width, actions };
    }
  }
  return found;
}
