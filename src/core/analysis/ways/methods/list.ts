/** All methods, the shortest first. */

import type { Method } from '../format.ts';
import { automationMethods } from './automation.ts';
import { computeMethods } from './compute.ts';
import { dataMethods } from './data.ts';
import { principalMethods } from './principals.ts';
import { selfMethods } from './self.ts';

export const methods: readonly Method[] = [
  ...selfMethods,
  ...principalMethods,
  ...computeMethods,
  ...dataMethods,
  ...automationMethods,
];

/** @internal The tests read single methods. */
export const findMethod = (id: string): Method | undefined => methods.find((one) => one.id === id);
