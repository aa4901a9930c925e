/** Opens the example of a rule as a preview: an account made for it, with the rule's question in Ask. */

import { previewExample } from './open.ts';
import { scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';

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
