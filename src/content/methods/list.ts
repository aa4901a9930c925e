/** All methods, the shortest first. */

import type { Method } from '../../core/analysis/ways/format.ts';
import { automationMethods } from './passed-to-automation.ts';
import { computeMethods } from './passed-to-compute.ts';
import { dataMethods } from './passed-to-data.ts';
import { limitMethods } from './limits.ts';
import { newPrincipalMethods } from './new-principals.ts';
import { principalMethods } from './principals.ts';
import { reusedMethods } from './reused.ts';
import { runningCodeMethods } from './running-code.ts';
import { runningServiceMethods } from './running-services.ts';
import { selfMethods } from './self.ts';
import { signInMethods } from './sign-ins.ts';

export const methods: readonly Method[] = [
  ...selfMethods,
  ...principalMethods,
  ...runningCodeMethods,
  ...runningServiceMethods,
  ...computeMethods,
  ...dataMethods,
  ...automationMethods,
  ...reusedMethods,
  ...newPrincipalMethods,
  ...limitMethods,
  ...signInMethods,
];

/** Methods that a way can name. */
export const namedMethods = methods.filter(({ caseOf }) => caseOf === undefined);

/** @internal The tests read single methods. */
export const findMethod = (id: string): Method | undefined => methods.find((one) => one.id === id);
