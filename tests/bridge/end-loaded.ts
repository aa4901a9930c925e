/** What a file of the bridge's tests has loaded ends with the file: the next one shares its process. */

import { afterAll } from 'vitest';
import { endLoaded } from './loaded-aws.ts';

afterAll(endLoaded);
