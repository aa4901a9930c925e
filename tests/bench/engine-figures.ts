import {
  complexWorkload,
  measureCold,
  measureDecisions,
  measureStars,
  measureTraces,
  simpleWorkload,
} from './engine.ts';
import type { Figures } from './run.ts';

export function engineFigures(): Figures {
  return {
    'decisions a second, simple': measureDecisions(simpleWorkload()).perSecond,
    'decisions a second, complex': measureDecisions(complexWorkload()).perSecond,
    'decisions a second, complex with trace': measureTraces(complexWorkload()).perSecond,
    'decisions a second, complex cold': measureCold().perSecond,
    '24 stars on 5,000 characters, ms': measureStars().medianMicroseconds / 1000,
  };
}
