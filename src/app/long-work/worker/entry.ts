/** Starts the worker of long questions: a copy of the world that answers off the main thread. */

import { expose } from 'comlink';
import { WorkerSide } from './answering-side.ts';

expose(new WorkerSide());
