/** Says who the person is, in which colour, and whether that still holds. All screens take these words. */

import type { Ending } from '../../app/session/acting-as.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { nameOfArn } from './names.ts';

type Who = Pick<Session, 'identity'>;

export function actingLabel({ identity }: Who): 'Acting as' | 'Signed in as' | 'Switched to' {
  if (identity.role) return 'Switched to';
  return identity.current?.console ? 'Signed in as' : 'Acting as';
}

/** Returns `alice`, or the display name of a role that the console switched to. */
export const actingName = ({ identity }: Who): string =>
  identity.role?.displayName ?? nameOfArn(identity.arn);

/** Returns for example `You are acting as mallory.` */
export function actingSentence(session: Who): string {
  const label = actingLabel(session);
  const verb = label === 'Switched to' ? 'You switched to' : `You are ${label.toLowerCase()}`;
  return `${verb} ${actingName(session)}.`;
}

interface EndingWords {
  readonly short: string;
  readonly title: string;
  readonly what: string;
}

export function endingWords(ending: Ending, session: Who): EndingWords {
  const name = actingName(session);
  switch (ending) {
    case 'expired':
      return {
        short: 'session ended',
        title: `The session of ${name} has expired`,
        what: 'The simulated clock is past its end. Sign in again, or choose another identity.',
      };
    case 'signed-out':
      return {
        short: 'signed out',
        title: `The session of ${name} has ended`,
        what: 'The user signed out, or the session ended long ago. Sign in again, or choose another identity.',
      };
    case 'gone':
      return {
        short: 'does not exist',
        title: `${name} does not exist here`,
        what: 'It was deleted or undone, or it was created later. Choose another identity.',
      };
  }
}

/**
 * The display colours of roles, by the number that is remembered with a role. AWS's Switch Role page has the first five; a
 * role that has the last keeps it.
 */
const roleColors = ['Red', 'Orange', 'Yellow', 'Green', 'Blue', 'Pink'] as const;

/** The colours that AWS's Switch Role page offers. */
export const offeredColors = roleColors.slice(0, 5).map((label, value) => ({
  value,
  label,
  swatch: roleColor(value),
}));

export function roleColor(color: number | undefined): string | undefined {
  const name = color === undefined ? undefined : roleColors[color];
  return name && `var(--role-${name.toLowerCase()})`;
}
