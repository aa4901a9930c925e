/** Menu items that change the caller: sign in and out, switch role and back, act as root without sign-in. */

import type { Outcome } from '#core/api/door.ts';
import type { RecentRole } from '#app/session/acting-as.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { rootArn } from '#core/model/arn.ts';
import { nameOfArn } from '../../entity/names.ts';
import type { MenuItem } from '../../ui/overlay/menu-item.ts';

export interface RefusedSwitch {
  readonly typed: RecentRole;
  readonly outcome: Extract<Outcome, { ok: false }>;
}

export interface IdentityActions {
  readonly signIn: () => void;
  readonly switchRole: (refused?: RefusedSwitch) => void;
}

export function identityItems(session: Session, { signIn, switchRole }: IdentityActions): MenuItem[] {
  const { identity } = session;
  const { current, signedIn } = identity;
  const from = current?.kind === 'role' ? current.caller : undefined;
  const isAside = signedIn !== undefined && current?.id !== signedIn.id && from === undefined;
  const isRoot = !identity.withSession && identity.arn === rootArn(session.account);
  const back: MenuItem[] = [];
  if (signedIn && isAside)
    back.push({
      label: `Back to ${nameOfArn(signedIn.arn)}`,
      detail: 'signed in',
      icon: 'undo',
      onselect: () => identity.resume(),
    });
  if (from !== undefined)
    back.push({
      label: `Switch back to ${nameOfArn(from)}`,
      icon: 'undo',
      onselect: () => void identity.exitRole(),
    });
  return [
    ...back,
    { label: signedIn ? 'Sign in as another user' : 'Sign in', icon: 'signIn', onselect: signIn },
    { label: 'Switch role', icon: 'identities', onselect: () => switchRole() },
    ...identity.recentRoles.map((role) => ({
      label: role.displayName,
      detail: `${role.roleName} @ ${role.account}`,
      onselect: () =>
        void identity.switchRole(role).then((outcome) => outcome.ok || switchRole({ typed: role, outcome })),
    })),
    ...(isRoot
      ? []
      : [
          {
            label: 'Act as root',
            detail: 'the account’s owner, without sign-in',
            icon: 'shield',
            apart: true,
            onselect: () => session.identity.actAsRoot(),
          } as const,
        ]),
    ...(signedIn
      ? [
          {
            label: 'Sign out',
            detail: 'you act as root again',
            icon: 'external',
            onselect: () => void identity.signOut(),
          } as const,
        ]
      : []),
  ];
}
