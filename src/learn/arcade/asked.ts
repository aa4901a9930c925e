/** Says who asks for which action on what, in rows beside the question. */

import type { Question } from '../../core/authz/authorize.ts';
import { type Principal, resolvePrincipal } from '../../core/authz/principal.ts';
import type { World } from '../../core/model/world/world.ts';
import type { AskedRow } from './format.ts';

export const askedRows = (
  world: World,
  { principal, sessionName, action, resource }: Question,
): AskedRow[] => [
  { label: 'Who', text: whoText(world, resolvePrincipal(world, principal, sessionName)) },
  { label: 'Action', text: `\`${action}\`` },
  { label: 'Resource', text: resource === '*' ? 'everything (`*`)' : `\`${resource}\`` },
];

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
