/** Starts the analysis worker: a copy of the world that answers questions about large accounts off the main thread. */

import { WorkerSide } from './worker-side.ts';
import type { FromAnalysis } from './messages.ts';

const side = new WorkerSide((message: FromAnalysis) => postMessage(message));

onmessage = ({ data }: MessageEvent<unknown>) => side.take(data);
