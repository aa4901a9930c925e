/** Menu items that change the caller: sign in and out, switch role and back, full control for teachers. */

import type { RecentRole } from '../../../app/session/acting-as.svelte.ts';
import type { Session } from '../../../app/session/session.svelte.ts';
import { nameOfArn } from '../../entity/names.ts';
import type { MenuItem } from '../../ui/overlay/Menu.svelte';

export interface IdentityActions {
  readonly signIn: () => void;
  /** Opens the form, filled in when a role was refused. */
  readonly switchRole: (refused?: RecentRole) => void;
}

export function identityItems(session: Session, { signIn, switchRole }: IdentityActions): MenuItem[] {
  const { identity } = session;
  const { current, signedIn } = identity;
  const isRole = current?.kind === 'role';
  const isAside = signedIn !== undefined && current?.id !== signedIn.id && !isRole;
  const name = signedIn ? nameOfArn(signedIn.arn) : '';
  return [
    ...(isAside
      ? [
          {
            label: `Back to ${name}`,
            detail: 'signed in',
            icon: 'undo',
            onselect: () => identity.resume(),
          } as const,
        ]
      : []),
    ...(isRole && current.caller !== undefined
      ? [
          {
            label: `Switch back to ${nameOfArn(current.caller)}`,
            icon: 'undo',
            onselect: () => void identity.exitRole(),
          } as const,
        ]
      : []),
    { label: signedIn ? 'Sign in as somebody else' : 'Sign in', icon: 'signIn', onselect: signIn },
    { label: 'Switch role', icon: 'identities', onselect: () => switchRole() },
    ...identity.recentRoles.map((role) => ({
      label: role.displayName,
      detail: `${role.roleName} @ ${role.account}`,
      onselect: () => void identity.switchRole(role).then((refused) => refused && switchRole(role)),
    })),
    ...(signedIn
      ? [
          {
            label: 'Act as root',
            detail: 'the teacher’s hand',
            icon: 'shield',
            apart: true,
            onselect: () => session.actAsRoot(),
          } as const,
          { label: 'Sign out', icon: 'external', onselect: () => void identity.signOut() } as const,
        ]
      : []),
  ];
}

/** Returns the name and colour of the role that was switched to. */
export function roleOfCurrent(session: Session): RecentRole | undefined {
  const { current, recentRoles } = session.identity;
  if (current?.kind !== 'role' || current.console !== true) return undefined;
  const name = nameOfArn(current.arn);
  return recentRoles.find(({ roleName }) => roleName.split('/').at(-1) === name);
}
