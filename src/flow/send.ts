/** The one effect of every flow: a request through the door, by its `caller` or the app's present one. */

import { fromPromise } from 'xstate';
import type { Request } from '../core/model/request/request.ts';
import type { Exchange } from './log/exchange.ts';

export type FlowRequest = Pick<Request, 'service' | 'operation' | 'params'> &
  Partial<Pick<Request, 'caller'>>;

export const send = fromPromise<Exchange, FlowRequest>(() =>
  Promise.reject(new Error('the actor `send` must be provided')),
);
