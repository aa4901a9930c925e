/** The parts of the bench, by the name that `npm run bench` takes; each is loaded when it is measured. */

import type { Form } from './form.ts';
import type { Figures } from './measurement.ts';

interface BenchPart {
  /** It measures what `npm run build` made. */
  readonly needsSite: boolean;
  readonly measure: (form: Form) => Promise<Figures>;
}

export const parts: Readonly<Record<string, BenchPart>> = {
  engine: headless(async (form) => (await import('./engine-figures.ts')).engineFigures(form)),
  queries: headless(async (form) => (await import('./query-figures.ts')).queryFigures(form)),
  api: headless(async (form) => (await import('./api/figures.ts')).apiFigures(form)),
  size: ofSite(async () => (await import('./size-figures.ts')).sizeFigures()),
  visit: ofSite(async (form) => (await import('./page/first-visit.ts')).visitFigures(form)),
  slow: ofSite(async (form) => (await import('./page/slow-device.ts')).slowFigures(form)),
  page: ofSite(async (form) => (await import('./page/figures.ts')).pageFigures(form)),
  identities: ofSite(async (form) => (await import('./page/identities.ts')).identitiesFigures(form)),
  lists: ofSite(async (form) => (await import('./page/lists.ts')).listFigures(form)),
  graph: ofSite(async (form) => (await import('./graph/figures.ts')).graphFigures(form)),
  federation: headless(async (form) => (await import('./federation-figures.ts')).federationFigures(form)),
  flows: ofSite(async (form) => (await import('./page/flows.ts')).flowFigures(form)),
};

function headless(measure: BenchPart['measure']): BenchPart {
  return { needsSite: false, measure };
}

function ofSite(measure: BenchPart['measure']): BenchPart {
  return { needsSite: true, measure };
}
