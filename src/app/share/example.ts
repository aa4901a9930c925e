/** Opens the example of a rule, or one of the two small accounts of a method, as a preview with its question. */

import { scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import type { ChangedLine, MethodExample } from '../../share/gallery/method-example/example.ts';
import { previewExample } from './open.ts';

export type { ChangedLine } from '../../share/gallery/method-example/example.ts';

/** `undefined` when the method has none. */
export const changedLineOf = async (id: string): Promise<ChangedLine | undefined> =>
  (await exampleOf(id))?.changed;

export async function openMethodExample(
  session: Session,
  id: string,
  which: 'works' | 'fails',
): Promise<boolean> {
  const scenario = (await exampleOf(id))?.[which];
  if (scenario) return previewExample(session, scenario);
  session.problems.show(scenarioProblem('This account', 'no method of that id has one.'));
  return false;
}

async function exampleOf(id: string): Promise<MethodExample | undefined> {
  const [{ methodOf }, { methodExample }] = await Promise.all([
    import('../../core/query/ways/methods.ts'),
    import('../../share/gallery/method-example/example.ts'),
  ]);
  const method = methodOf(id);
  return method && methodExample(method);
}

export async function openRuleExample(session: Session, id: string): Promise<boolean> {
  const [{ ruleOf }, { exampleScenario }] = await Promise.all([
    import('../../core/rules/book.ts'),
    import('../../share/gallery/rule-example.ts'),
  ]);
  const rule = ruleOf(id);
  const scenario = rule && exampleScenario(rule);
  if (scenario) return previewExample(session, scenario);
  session.problems.show(scenarioProblem('This example', 'no rule of that id has one.'));
  return false;
}
