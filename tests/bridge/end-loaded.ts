/** Ends with each file of the bridge's tests what the file has loaded: the next one shares its process. */

import { afterAll } from 'vitest';
import { endLoaded } from './loaded-aws.ts';

afterAll(endLoaded);
