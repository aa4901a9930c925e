/** The first of the shortest ways of a principal to administrator. */

import type { AttackPath } from '../../../../src/core/analysis/ways/attack-path.ts';
import { WaySearch } from '../../../../src/core/analysis/ways/search/way-search.ts';
import type { DecisionEnv } from '../../../../src/core/authz/authorize.ts';
import type { World } from '../../../../src/core/model/world/world.ts';

export const firstWay = (world: World, principal: string, env: DecisionEnv): AttackPath | undefined =>
  new WaySearch(world, env).all(principal)[0];
