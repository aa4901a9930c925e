/** The templates of the arcade. Their ids are keys of progress and parts of links, so they never change. */

import type { Template } from '../format.ts';
import { attacks } from './attack.ts';
import { basics } from './basics.ts';
import { conditions } from './conditions.ts';
import { elements } from './elements.ts';
import { limits } from './limits.ts';
import { roles } from './roles.ts';
import { sharing } from './sharing.ts';
import { ways } from './ways.ts';

export const templates: readonly Template[] = [
  ...basics,
  ...elements,
  ...conditions,
  ...limits,
  ...sharing,
  ...roles,
  ...attacks,
  ...ways,
];

export const findTemplate = (id: string): Template | undefined => templates.find((one) => one.id === id);
