/** Says who asks for which action on what, in rows beside the question. */

import type { Question } from '../../core/authz/authorize.ts';
import { type Principal, resolvePrincipal } from '../../core/authz/principal.ts';
import type { World } from '../../core/model/world/world.ts';

export interface AskedRow {
  readonly label: 'Who' | 'Action' | 'Resource';
  /** Names stand between backticks. */
  readonly text: string;
}

export function askedRows(world: World, questions: readonly Question[]): AskedRow[] {
  const [first] = questions;
  if (!first) return [];
  const who = whoText(world, resolvePrincipal(world, first.principal, first.sessionName));
  const [only, ...more] = [...new Set(questions.map(({ resource }) => resource))];
  const several = more.length > 0;
  return [
    { label: 'Who', text: who },
    ...questions.map(({ action, resource }) => ({
      label: 'Action' as const,
      text: several ? `\`${action}\` on ${resourceText(resource)}` : `\`${action}\``,
    })),
    ...(several || only === undefined ? [] : [{ label: 'Resource' as const, text: resourceText(only) }]),
  ];
}

const resourceText = (resource: string): string =>
  resource === '*' ? 'everything (`*`)' : `\`${resource}\``;

function whoText(world: World, principal: Principal): string {
  const { account } = 'account' in principal ? principal : { account: '' };
  const where = world.accounts.size > 1 && account !== '' ? ` of the account \`${account}\`` : '';
  switch (principal.kind) {
    case 'root':
      return `the root user${where}`;
    case 'user':
      return `the user \`${principal.user.userName}\`${where}`;
    case 'role-session':
      return `the role \`${principal.role.roleName}\`${where}`;
    case 'service':
      return `the service \`${principal.arn}\``;
    case 'anonymous':
      return 'anyone, without signing in';
    default:
      return `\`${principal.arn}\``;
  }
}
