/**
 * The small accounts of a method: the line that differs, and each of the two as a preview, with the ways of the one who
 * acts. The open workspace stays as it is, and a reload shows the account again.
 */

import { scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import type { ChangedLine, MethodExample } from '../../share/gallery/method-example/example.ts';
import { preview } from './open.ts';

export type { ChangedLine } from '../../share/gallery/method-example/example.ts';

/** `undefined` when the method has none. */
export const changedLineOf = async (id: string): Promise<ChangedLine | undefined> =>
  (await exampleOf(id))?.changed;

export async function openMethodExample(
  session: Session,
  id: string,
  which: 'works' | 'fails',
): Promise<boolean> {
  const [example, { shortestLink }] = await Promise.all([
    exampleOf(id),
    import('../../share/scenario/share.ts'),
  ]);
  const scenario = example?.[which];
  if (!scenario) {
    session.problems.show(scenarioProblem('This account', 'no method of that id has one.'));
    return false;
  }
  const link = await shortestLink(scenario);
  return preview(session, scenario, scenario.title, { link, origin: 'example' });
}

async function exampleOf(id: string): Promise<MethodExample | undefined> {
  const [{ methodOf }, { methodExample }] = await Promise.all([
    import('../../core/query/ways/methods.ts'),
    import('../../share/gallery/method-example/example.ts'),
  ]);
  const method = methodOf(id);
  return method && methodExample(method);
}
