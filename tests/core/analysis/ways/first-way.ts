/** The first of the shortest ways of a principal to administrator. */

import type { AttackPath } from '#core/analysis/ways/attack-path.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { DecisionEnv } from '#core/authz/authorize.ts';
import type { World } from '#core/model/world/world.ts';

export const firstWay = (world: World, principal: string, env: DecisionEnv): AttackPath | undefined =>
  new WaySearch(world, env).all(principal)[0];
