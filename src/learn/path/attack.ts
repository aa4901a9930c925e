/** The last tier: ways to more rights are gone in its first part, and closed in its second. */

import type { TierCards, TierPart } from './card.ts';
import { defence } from './defence.ts';
import { waysUp } from './ways-up.ts';

const parts: readonly TierPart[] = [
  { title: 'Attack', levels: waysUp },
  { title: 'Defence', levels: defence },
];

export const attack: TierCards = {
  id: 'attack',
  title: 'Attack and defence',
  text: 'Find the ways by which somebody could become an administrator, and close them.',
  levels: parts.flatMap(({ levels }) => levels),
  parts,
};
