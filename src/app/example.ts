import type { AccountId } from '../core/model/ids.ts';
import type { NewRecord } from '../store/rows.ts';
import { storable } from './records.ts';
import type { About } from './shelf.svelte.ts';

/** An example of the page as a new workspace; its reader is loaded when one is asked for. */
export async function loadExample(
  name: string,
): Promise<{ readonly about: About; readonly records: NewRecord[] } | undefined> {
  const [{ findExample }, { scenarioRecords }] = await Promise.all([
    import('../share/examples.ts'),
    import('../share/scenario-records.ts'),
  ]);
  const example = findExample(name);
  if (!example) return undefined;
  const scenario = await example.load();
  const built = scenarioRecords(scenario);
  if (!built.ok) throw new Error(`example \`${name}\`: ${built.problem.message}`);
  const account = (scenario.start?.account ?? scenario.accounts[0]?.id) as AccountId;
  const about: About = {
    name: scenario.title,
    account,
    origin: 'example',
    notices: [...scenario.notes],
    ...(scenario.start ? { start: scenario.start } : {}),
  };
  return { about, records: storable(built.records) };
}
