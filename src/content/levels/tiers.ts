/** The tiers, in the order of the path. */

import type { TierCards } from '../../learn/level/format.ts';
import { attack } from './attack.ts';
import { basics } from './basics.ts';
import { federation } from './federation.ts';
import { incidents } from './incidents.ts';
import { organizations } from './organizations.ts';
import { policies } from './policies.ts';
import { roles } from './roles.ts';

export const tierCards: readonly TierCards[] = [
  basics,
  policies,
  roles,
  federation,
  organizations,
  incidents,
  attack,
];
